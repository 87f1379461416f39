package caravan.workspace;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds names that lead back to themselves. */
final class Cycles {

  private final Map<String, List<String>> next;
  private final List<List<String>> found = new ArrayList<>();
  private final List<String> path = new ArrayList<>();
  private final Set<String> done = new HashSet<>();

  private Cycles(Map<String, List<String>> next) {
    this.next = next;
  }

  /**
   * Each circle, from the name of it that comes first back to that name; every name is in at most
   * one of them.
   */
  static List<List<String>> in(Map<String, List<String>> next) {
    var cycles = new Cycles(next);
    next.keySet().forEach(cycles::visit);
    return cycles.found;
  }

  private void visit(String name) {
    var start = path.indexOf(name);
    if (start >= 0) {
      var cycle = new ArrayList<>(path.subList(start, path.size()));
      cycle.add(name);
      found.add(cycle);
      return;
    }
    if (!done.add(name)) {
      return;
    }
    path.add(name);
    next.getOrDefault(name, List.of()).forEach(this::visit);
    path.removeLast();
  }
}
