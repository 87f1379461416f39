package caravan.workspace;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * How a document differs from what it was.
 *
 * @param lines a difference by lines as {@code diff -u} shows it, without its head
 */
public record Difference(String document, Kind kind, List<String> lines) {

  private static final int CONTEXT = 3;
  private static final int HEAD = 2;

  /** What happens to a document. */
  public enum Kind {
    ADDED,
    CHANGED,
    REMOVED
  }

  public Difference {
    lines = List.copyOf(lines);
  }

  /** How documents differ from others, by name; those that are alike are left out. */
  public static List<Difference> between(Documents before, Documents after) {
    var names = new TreeSet<>(before.texts().keySet());
    names.addAll(after.texts().keySet());
    var differences = new ArrayList<Difference>();
    for (var name : names) {
      var old = before.texts().get(name);
      var now = after.texts().get(name);
      if (old == null && now != null) {
        differences.add(new Difference(name, Kind.ADDED, marked("+", now)));
      } else if (old != null && now == null) {
        differences.add(new Difference(name, Kind.REMOVED, marked("-", old)));
      } else if (old != null && now != null && !old.equals(now)) {
        differences.add(new Difference(name, Kind.CHANGED, changed(name, old, now)));
      }
    }
    return differences;
  }

  private static List<String> marked(String mark, String text) {
    return text.lines().map(line -> mark + line).toList();
  }

  private static List<String> changed(String name, String old, String now) {
    var before = old.lines().toList();
    var patch = DiffUtils.diff(before, now.lines().toList());
    var lines = UnifiedDiffUtils.generateUnifiedDiff(name, name, before, patch, CONTEXT);
    return lines.size() <= HEAD ? lines : lines.subList(HEAD, lines.size());
  }
}
