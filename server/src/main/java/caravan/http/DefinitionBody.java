package caravan.http;

import caravan.problem.InvalidInput;
import caravan.problem.Place;
import tools.jackson.databind.json.JsonMapper;

/**
 * A definition that was sent as JSON, as the text of its document: JSON is YAML, so faults are
 * found at the lines and columns that were sent.
 */
final class DefinitionBody {

  /** What is longer stands on no line of a document. */
  private static final int LONGEST_LINE = 1 << 20;

  private final JsonMapper json;

  DefinitionBody(JsonMapper json) {
    this.json = json;
  }

  /**
   * The text of a document.
   *
   * @param key the member with the name, which is added where it is left out: {@code journey}
   */
  String text(String body, String key, String name) {
    var tree = json.readTree(body);
    if (!tree.isObject()) {
      throw new InvalidInput("member", new Place("body", 1, 1), "a definition is an object");
    }
    var yaml = yaml(body);
    if (yaml.lines().anyMatch(line -> line.length() > LONGEST_LINE)) {
      yaml = yaml(json.writerWithDefaultPrettyPrinter().writeValueAsString(tree));
    }
    if (tree.has(key)) {
      return yaml;
    }
    var end = yaml.lastIndexOf('}');
    return yaml.substring(0, end)
        + (tree.isEmpty() ? "" : ", ")
        + json.writeValueAsString(key)
        + ": "
        + json.writeValueAsString(name)
        + yaml.substring(end);
  }

  /** The same in what of JSON is YAML too: no tabs, no characters in two halves. */
  private static String yaml(String body) {
    var yaml = new StringBuilder(body.length());
    for (var i = 0; i < body.length(); i++) {
      var c = body.charAt(i);
      if (c == '\t') {
        yaml.append(' ');
      } else if (c != '\\') {
        yaml.append(c);
      } else if (body.charAt(i + 1) != 'u') {
        yaml.append(c).append(body.charAt(++i));
      } else {
        var code = (char) Integer.parseInt(body.substring(i + 2, i + 6), 16);
        yaml.append(Character.isSurrogate(code) ? String.valueOf(code) : body.substring(i, i + 6));
        i += 5;
      }
    }
    requireWhole(yaml);
    return yaml.toString();
  }

  private static void requireWhole(CharSequence text) {
    if (text.codePoints()
        .anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
      throw new InvalidInput("text", Place.of("body"), "a text has half of a character in it");
    }
  }
}
