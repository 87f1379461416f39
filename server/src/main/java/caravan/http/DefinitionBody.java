package caravan.http;

import caravan.http.ProblemAnswer.Fault;
import caravan.problem.InvalidInput;
import caravan.problem.Place;
import caravan.problem.Problem;
import caravan.workspace.DefinitionPlaces;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A definition that was sent as JSON. It becomes the text of a document with each value in a line
 * of its own, since JSON is YAML; faults in that are said where the value stands in what was sent.
 */
final class DefinitionBody {

  private final JsonNode tree;
  private final String key;
  private final String name;
  private final String text;
  private final Map<String, TokenStreamLocation> sent = new HashMap<>();
  private @Nullable Map<Integer, DefinitionPlaces.Spot> places;

  /**
   * What was sent.
   *
   * @param key the member with the name, which is added where it is left out: {@code journey}
   */
  DefinitionBody(JsonMapper json, String body, String key, String name) {
    this.tree = json.readTree(body);
    this.key = key;
    this.name = name;
    if (!tree.isObject()) {
      throw new InvalidInput("member", new Place("body", 1, 1), "a definition is an object");
    }
    var writer = new StringWriter(body.length() + body.length() / 4);
    var lines = new DefaultPrettyPrinter().withArrayIndenter(new DefaultIndenter(" ", "\n"));
    try (var parser = json.createParser(body);
        var generator =
            json.writer()
                .with(lines.withObjectIndenter(new DefaultIndenter(" ", "\n")))
                .createGenerator(writer)) {
      copy(parser, generator);
    }
    this.text = printable(writer.toString());
  }

  /** Copies it number by number as it is written, and keeps where each value stood. */
  private void copy(JsonParser parser, JsonGenerator generator) {
    for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
      var context = parser.streamReadContext();
      if (token != JsonToken.PROPERTY_NAME && !token.isStructEnd()) {
        sent.put(context.pathAsPointer().toString(), parser.currentTokenLocation());
      }
      switch (token) {
        case START_OBJECT -> generator.writeStartObject();
        case END_OBJECT -> {
          if (context.inRoot() && !tree.has(key)) {
            generator.writeStringProperty(key, name);
          }
          generator.writeEndObject();
        }
        case START_ARRAY -> generator.writeStartArray();
        case END_ARRAY -> generator.writeEndArray();
        case PROPERTY_NAME -> generator.writeName(parser.currentName());
        case VALUE_STRING -> generator.writeString(parser.getString());
        case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> generator.writeNumber(parser.getString());
        case VALUE_TRUE -> generator.writeBoolean(true);
        case VALUE_FALSE -> generator.writeBoolean(false);
        default -> generator.writeNull();
      }
    }
  }

  /** The same in characters that YAML takes as they are. */
  private static String printable(String text) {
    requireWhole(text);
    var printable = new StringBuilder(text.length());
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (c >= 0x7F && c < 0xA0 || "\u2028\u2029\uFEFF\uFFFE\uFFFF".indexOf(c) >= 0) {
        printable.append("\\u%04X".formatted((int) c));
      } else {
        printable.append(c);
      }
    }
    return printable.toString();
  }

  /** No text with half of a character can be kept. */
  private static void requireWhole(CharSequence text) {
    if (text.codePoints()
        .anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
      throw new InvalidInput("text", Place.of("body"), "a text has half of a character in it");
    }
  }

  /** The same where it was only a part of what was sent, whose lines are not known. */
  DefinitionBody withoutLines() {
    sent.clear();
    return this;
  }

  /** The name in it. */
  String name() {
    return tree.path(key).asString(name);
  }

  JsonNode tree() {
    return tree;
  }

  /** The text of its document. */
  String text() {
    return text;
  }

  /** A fault in a document, which is the one with this text or another. */
  Fault fault(String document, Problem problem) {
    var place = problem.place();
    if (!place.file().equals(document) || place.line() == 0) {
      return Fault.of(problem);
    }
    if (places == null) {
      places = DefinitionPlaces.of(text);
    }
    var spot = places.get(place.line());
    return Fault.of(new Problem(problem.code(), sent(place, spot), problem.message()), spot);
  }

  /** A place of the document in what was sent. */
  private Place sent(Place place, DefinitionPlaces.@Nullable Spot spot) {
    var at = spot == null ? null : sent.get(spot.pointer());
    if (spot == null || at == null) {
      return Place.of(place.file());
    }
    var inside = place.column() == 0 ? 0 : place.column() - spot.column();
    return new Place(place.file(), at.getLineNr(), at.getColumnNr() + inside);
  }

  /** Does something with its document, whose faults are said where they are in what was sent. */
  <T> T placed(String document, Supplier<T> work) {
    try {
      return work.get();
    } catch (InvalidInput invalid) {
      throw new InvalidDefinition(
          invalid.problems().stream().map(problem -> fault(document, problem)).toList());
    }
  }
}
