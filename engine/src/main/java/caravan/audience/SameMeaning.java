package caravan.audience;

import caravan.segment.Expression;
import caravan.segment.Leaves;
import caravan.segment.Segment;
import java.util.HashMap;
import java.util.Map;

/** Tells whether conditions mean the same among two sets of segments. */
final class SameMeaning {

  private final Map<String, Segment> mine;
  private final Map<String, Segment> theirs;
  private final Map<String, Boolean> known = new HashMap<>();

  SameMeaning(Map<String, Segment> mine, Map<String, Segment> theirs) {
    this.mine = mine;
    this.theirs = theirs;
  }

  /** Whether every segment that a condition leads to is defined alike. */
  boolean means(Expression condition) {
    var same = new boolean[] {true};
    Leaves.walk(
        condition,
        part -> {
          if (part instanceof Expression.InSegment(var name)) {
            same[0] &= isSame(name);
          }
        });
    return same[0];
  }

  private boolean isSame(String name) {
    var before = known.get(name);
    if (before != null) {
      return before;
    }
    known.put(name, true); // segments do not ask about one another in a circle
    var here = mine.get(name);
    var same =
        here != null
            && here.equals(theirs.get(name))
            && (here.where() == null || means(here.where()));
    known.put(name, same);
    return same;
  }
}
