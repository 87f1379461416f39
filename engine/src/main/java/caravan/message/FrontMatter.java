package caravan.message;

import caravan.problem.Place;
import caravan.problem.Problems;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * The head of a message's file, YAML between two lines {@code ---}, and what follows it.
 *
 * @param values by key, in the order of the file
 * @param bodyLine the line of the file on which the body begins
 * @param readable whether it was well-formed, so that what is missing is really missing
 */
record FrontMatter(Map<String, Value> values, String body, int bodyLine, boolean readable) {

  private static final String FENCE = "---";
  private static final int DEEPEST = 20;

  /** A value and where it begins. */
  record Value(String text, Place place) {}

  static FrontMatter split(String file, String text, List<String> known, Problems problems) {
    var lines = text.split("\n", -1);
    if (!lines[0].stripTrailing().equals(FENCE)) {
      return new FrontMatter(Map.of(), text, 1, true);
    }
    var end = 1;
    while (end < lines.length && !lines[end].stripTrailing().equals(FENCE)) {
      end++;
    }
    if (end == lines.length) {
      problems.add(
          "front-matter",
          Place.of(file, 1),
          "the front matter is not closed: a line '---' is missing");
      return new FrontMatter(Map.of(), "", lines.length, false);
    }
    var yaml = String.join("\n", List.of(lines).subList(1, end));
    var body = String.join("\n", List.of(lines).subList(end + 1, lines.length));
    var faults = new Problems();
    var values = read(file, yaml, known, faults);
    problems.addAll(faults.list());
    var readable = faults.list().stream().noneMatch(fault -> fault.code().equals("front-matter"));
    return new FrontMatter(values, body, end + 2, readable);
  }

  private static Map<String, Value> read(
      String file, String yaml, List<String> known, Problems problems) {
    var values = new LinkedHashMap<String, Value>();
    try {
      var settings = LoadSettings.builder().setAllowNonScalarKeys(true).build();
      if (isNested(settings, yaml)) {
        problems.add(
            "front-matter", Place.of(file, 2), "the front matter must be lines of 'key: value'");
        return values;
      }
      var root = new Compose(settings).composeString(yaml);
      if (root.isPresent() && root.get() instanceof MappingNode mapping) {
        for (var entry : mapping.getValue()) {
          entry(file, entry.getKeyNode(), entry.getValueNode(), known, values, problems);
        }
      } else if (root.isPresent()) {
        problems.add(
            "front-matter", Place.of(file, 2), "the front matter must be lines of 'key: value'");
      }
    } catch (MarkedYamlEngineException e) {
      var line = e.getProblemMark().map(mark -> mark.getLine() + 2).orElse(1);
      problems.add(
          "front-matter", Place.of(file, line), "cannot read the front matter: " + e.getProblem());
    } catch (YamlEngineException e) {
      problems.add(
          "front-matter", Place.of(file, 1), "cannot read the front matter: " + e.getMessage());
    }
    return values;
  }

  /** Whether it nests so deep that it is nothing one could make a tree of. */
  private static boolean isNested(LoadSettings settings, String yaml) {
    var depth = 0;
    for (var event : new Parse(settings).parseString(yaml)) {
      depth +=
          switch (event.getEventId()) {
            case SequenceStart, MappingStart -> 1;
            case SequenceEnd, MappingEnd -> -1;
            default -> 0;
          };
      if (depth > DEEPEST) {
        return true;
      }
    }
    return false;
  }

  private static void entry(
      String file,
      Node key,
      Node value,
      List<String> known,
      Map<String, Value> values,
      Problems problems) {
    var place = Place.of(file, line(key));
    var name = key instanceof ScalarNode scalar ? scalar.getValue() : "?";
    if (!known.contains(name)) {
      problems.addUnknown("unknown-key", place, "unknown key '" + name + "'", name, known);
    } else if (values.containsKey(name)) {
      problems.add("duplicate-key", place, "'" + name + "' stands here twice");
    } else if (!(value instanceof ScalarNode scalar)) {
      problems.add(
          "front-matter",
          place,
          "'" + name + "' must be a text; put it in quotes if it begins with {{");
    } else if (!scalar.getTag().equals(Tag.NULL)) {
      values.put(name, new Value(scalar.getValue(), Place.of(file, firstLine(scalar))));
    }
  }

  private static int firstLine(ScalarNode scalar) {
    var style = scalar.getScalarStyle();
    var block = style == ScalarStyle.LITERAL || style == ScalarStyle.FOLDED;
    return block ? line(scalar) + 1 : line(scalar);
  }

  private static int line(Node node) {
    return node.getStartMark().map(mark -> mark.getLine() + 2).orElse(1);
  }

  @Nullable Value get(String key) {
    return values.get(key);
  }
}
