package caravan.warehouse;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * The lines of an NDJSON text that are not blank, as JSON objects whose values keep the text they
 * were written in.
 */
final class NdjsonRecords implements AutoCloseable {

  /**
   * A value: what it looks like, its text, and the JSON it was written as; null is no value, and
   * not kept.
   */
  record Value(int kind, @Nullable String text, String json) {

    @Nullable String as(ColumnType type) {
      return text == null ? null : type == ColumnType.JSON ? json : text;
    }
  }

  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /** What the parser adds for programmers. */
  private static final Pattern DETAIL = Pattern.compile(" \\(start marker at .*|, from `[^`]*`");

  private final InputStream in;
  private byte[] bytes = new byte[0];
  private int line;
  private boolean tooLong;

  NdjsonRecords(InputStream in) {
    this.in = new BufferedInputStream(in, 1 << 16);
  }

  int line() {
    return line;
  }

  /** Goes on to the next line that is not blank; false at the end. */
  boolean advance() throws IOException {
    var collected = new ByteArrayOutputStream(256);
    var isBlank = true;
    tooLong = false;
    for (var c = in.read(); c >= 0; c = in.read()) {
      if (c == '\n') {
        line++;
        if (!isBlank) {
          bytes = collected.toByteArray();
          return true;
        }
        collected.reset();
      } else if (collected.size() == DataFile.LONGEST_ROW) {
        tooLong = true;
      } else {
        collected.write(c);
        isBlank &= c == ' ' || c == '\r' || c == '\t';
      }
    }
    line++;
    bytes = collected.toByteArray();
    return !isBlank;
  }

  /** The object on this line. */
  Map<String, Value> object() throws Malformed {
    if (tooLong) {
      throw malformed(DataFile.TOO_LONG);
    }
    var text = decoded();
    try (var parser = JSON.createParser(ObjectReadContext.empty(), text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw malformed("a JSON object like {\"id\": 1} is needed on every line");
      }
      var values = new LinkedHashMap<String, Value>();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        var key = parser.currentName();
        parser.nextToken();
        values.put(key, value(parser, text));
      }
      if (parser.nextToken() != null) {
        throw malformed("something follows the JSON object; a line holds one");
      }
      return values;
    } catch (JacksonException e) {
      throw malformed(
          "not a JSON object: " + DETAIL.matcher(e.getOriginalMessage()).replaceAll(""));
    }
  }

  private Malformed malformed(String found) {
    return new Malformed(line, found);
  }

  private String decoded() throws Malformed {
    try {
      var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return line == 1 && text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException _) {
      throw malformed("the line is not UTF-8 text");
    }
  }

  private Value value(JsonParser parser, String line) throws Malformed {
    var start = (int) parser.currentTokenLocation().getCharOffset();
    var token = parser.currentToken();
    if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
      parser.skipChildren();
      var json = line.substring(start, (int) parser.currentLocation().getCharOffset());
      return new Value(Kinds.NESTED, json, json);
    }
    if (token == JsonToken.VALUE_NULL) {
      return new Value(0, null, "null");
    }
    var text = parser.getString();
    if (token != JsonToken.VALUE_STRING) {
      return new Value(Kinds.of(text), text, text);
    }
    if (!Values.isText(text)) {
      throw malformed(
          "a text has a character that cannot be kept (NUL, or half of a surrogate pair)");
    }
    var kind = Kinds.of(text);
    var isTime = kind == 0 || kind == Kinds.DATE || kind == Kinds.TIMESTAMP;
    return new Value(
        isTime ? kind : Kinds.TEXT,
        text,
        line.substring(start, (int) parser.currentLocation().getCharOffset()));
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
