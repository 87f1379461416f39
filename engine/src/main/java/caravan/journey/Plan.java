package caravan.journey;

import caravan.journey.tile.Branch;
import caravan.journey.tile.Split;
import caravan.journey.tile.Step;
import caravan.journey.tile.WaitFor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A journey laid out flat: its steps in the order of the text, each with where people go from it,
 * always forward.
 */
public record Plan(Journey journey, List<Node> nodes, Map<String, Integer> indexes) {

  public Plan {
    nodes = List.copyOf(nodes);
    indexes = Map.copyOf(indexes);
  }

  /**
   * A step of a plan.
   *
   * @param next where people go after the step and, if it is a block, its paths: an index, or the
   *     end
   * @param paths where each path begins; an empty one at {@code next}
   */
  public record Node(int index, Step step, int next, List<Integer> paths) {}

  public static Plan of(Journey journey) {
    var layout = new Layout();
    layout.add(journey.steps(), Integer.MAX_VALUE);
    var end = layout.nodes.size();
    var nodes = new ArrayList<Node>();
    var indexes = new HashMap<String, Integer>();
    for (var node : layout.nodes) {
      nodes.add(
          new Node(
              node.index(),
              node.step(),
              Math.min(node.next(), end),
              node.paths().stream().map(path -> Math.min(path, end)).toList()));
      indexes.put(node.step().id(), node.index());
    }
    return new Plan(journey, nodes, indexes);
  }

  /** The index that stands for the end of the journey. */
  public int end() {
    return nodes.size();
  }

  public Node node(String step) {
    var index = indexes.get(step);
    if (index == null) {
      throw new IllegalArgumentException(
          "journey '" + journey.name() + "' has no step '" + step + "'");
    }
    return nodes.get(index);
  }

  /** Seeds the lots of a split: fixed for the journey and the tile. */
  public long seed(Step step) {
    var seed = 1125899906842597L;
    for (var letter : (journey.name() + "\n" + step.id()).toCharArray()) {
      seed = 31 * seed + letter;
    }
    return seed;
  }

  private static final class Layout {

    private final List<Node> nodes = new ArrayList<>();

    /** Adds steps that are followed by another; returns where they begin. */
    int add(List<Step> steps, int after) {
      if (steps.isEmpty()) {
        return after;
      }
      var first = nodes.size();
      for (var i = 0; i < steps.size(); i++) {
        var step = steps.get(i);
        var index = nodes.size();
        var next = i == steps.size() - 1 ? after : index + size(step);
        nodes.add(new Node(index, step, next, List.of()));
        var paths = new ArrayList<Integer>();
        for (var path : paths(step)) {
          paths.add(add(path, next));
        }
        nodes.set(index, new Node(index, step, next, List.copyOf(paths)));
      }
      return first;
    }

    private static int size(Step step) {
      var size = 1;
      for (var path : paths(step)) {
        for (var inner : path) {
          size += size(inner);
        }
      }
      return size;
    }

    private static List<List<Step>> paths(Step step) {
      return switch (step.tile()) {
        case Branch(var paths) -> paths.stream().map(Branch.Path::steps).toList();
        case Split(var paths) -> paths.stream().map(Split.Path::steps).toList();
        case WaitFor(_, _, var then, var otherwise) -> List.of(then, otherwise);
        default -> List.of();
      };
    }
  }
}
