package caravan.workspace;

import caravan.problem.Problems;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * What stands at the lines of a document, so that a fault's line says which value it is about. A
 * line with several values is that of the innermost one.
 */
public final class DefinitionPlaces {

  private final Node root;
  private final boolean isJourney;
  private final Map<Integer, Spot> byLine = new HashMap<>();

  private DefinitionPlaces(Node root) {
    this.root = root;
    this.isJourney = member(root, "journey") != null;
  }

  /**
   * A value of a document.
   *
   * @param pointer of RFC 6901: {@code /steps/0/email}
   * @param step the id of the step that it is part of, in a journey
   * @param column where it begins in its line, from 1
   */
  public record Spot(String pointer, @Nullable String step, int column) {}

  /** The values of a document by line, counted from 1; nothing where it is no YAML. */
  public static Map<Integer, Spot> of(String text) {
    return YamlParser.parse("", text, new Problems())
        .map(Yaml::node)
        .map(
            root -> {
              var places = new DefinitionPlaces(root);
              places.add(root, List.of());
              return places.byLine;
            })
        .orElse(new HashMap<>());
  }

  private void add(Node node, List<String> path) {
    node.getStartMark()
        .ifPresent(
            mark ->
                byLine.put(
                    mark.getLine() + 1,
                    new Spot(pointer(path), step(path).orElse(null), mark.getColumn() + 1)));
    if (node instanceof SequenceNode list) {
      for (var i = 0; i < list.getValue().size(); i++) {
        add(list.getValue().get(i), with(path, Integer.toString(i)));
      }
    } else if (node instanceof MappingNode mapping) {
      for (var entry : mapping.getValue()) {
        if (entry.getKeyNode() instanceof ScalarNode key) {
          add(entry.getValueNode(), with(path, key.getValue()));
        }
      }
    }
  }

  private static List<String> with(List<String> path, String more) {
    var longer = new ArrayList<>(path);
    longer.add(more);
    return longer;
  }

  private static String pointer(List<String> path) {
    var pointer = new StringBuilder();
    for (var part : path) {
      pointer.append('/').append(part.replace("~", "~0").replace("/", "~1"));
    }
    return pointer.toString();
  }

  /** The innermost step on a path. */
  private Optional<String> step(List<String> path) {
    if (!isJourney || path.isEmpty() || !path.getFirst().equals("steps")) {
      return Optional.empty();
    }
    String found = null;
    var list = member(root, "steps");
    var prefix = "";
    for (var rest = path.subList(1, path.size()); !rest.isEmpty(); ) {
      var step = item(list, rest.getFirst());
      if (step == null) {
        break;
      }
      var number = prefix + (Integer.parseInt(rest.getFirst()) + 1);
      var id = member(step, "id") instanceof ScalarNode scalar ? scalar.getValue() : number;
      found = id;
      var inner = rest.subList(1, rest.size());
      var paths = inner.isEmpty() ? null : member(step, inner.getFirst());
      if (paths instanceof SequenceNode && inner.size() > 2) {
        list = member(item(paths, inner.get(1)), inner.get(2));
        prefix = number + "." + (Integer.parseInt(inner.get(1)) + 1) + ".";
        rest = inner.subList(3, inner.size());
      } else if (inner.size() > 1 && List.of("then", "else").contains(inner.get(1))) {
        list = member(paths, inner.get(1));
        prefix = number + (inner.get(1).equals("then") ? ".1." : ".2.");
        rest = inner.subList(2, inner.size());
      } else {
        break;
      }
    }
    return Optional.ofNullable(found);
  }

  private static @Nullable Node member(@Nullable Node node, String name) {
    if (node instanceof MappingNode mapping) {
      for (var entry : mapping.getValue()) {
        if (entry.getKeyNode() instanceof ScalarNode key && key.getValue().equals(name)) {
          return entry.getValueNode();
        }
      }
    }
    return null;
  }

  private static @Nullable Node item(@Nullable Node node, String index) {
    return node instanceof SequenceNode list ? list.getValue().get(Integer.parseInt(index)) : null;
  }
}
