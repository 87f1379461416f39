package caravan.runtime;

import caravan.cohort.Cohort;
import caravan.journey.Move;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What one transaction adds to the state: the moves of journeys, and who joined and left segments.
 *
 * @param number counts ticks, from 1
 * @param moves by journey
 * @param members by segment
 */
public record Tick(
    long number, Instant now, Map<String, List<Move>> moves, Map<String, MemberChange> members) {

  /** Who joined a segment and who left it. */
  public record MemberChange(Cohort joined, Cohort left) {

    /** Nobody joined and nobody left. */
    static final MemberChange NONE = new MemberChange(Cohort.EMPTY, Cohort.EMPTY);

    /** The change that led from some members to others. */
    public static MemberChange of(Cohort before, Cohort after) {
      var changed = after.difference(before);
      var joined = changed.intersect(after);
      return new MemberChange(joined, changed.minus(joined));
    }

    /** The members after the change, of those before it. */
    public Cohort after(Cohort before) {
      return before.minus(left).union(joined);
    }
  }

  public boolean isEmpty() {
    return moves.values().stream().allMatch(List::isEmpty) && members.isEmpty();
  }
}
