package caravan.cohort;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts for everybody at once in how many of many cohorts they are: each person's count is held
 * bit-sliced.
 */
public final class Tally {

  private final List<Cohort> slices = new ArrayList<>();

  /** Adds one to the count of each member. */
  public void add(Cohort cohort) {
    var carry = cohort;
    for (var bit = 0; !carry.isEmpty(); bit++) {
      if (bit == slices.size()) {
        slices.add(carry);
        return;
      }
      var slice = slices.get(bit);
      slices.set(bit, slice.difference(carry));
      carry = slice.intersect(carry);
    }
  }

  /** Everybody who was counted, by their count. */
  public Map<Long, Cohort> counts() {
    var counts = new TreeMap<Long, Cohort>();
    separate(Cohort.union(slices), slices.size() - 1, 0, counts);
    return counts;
  }

  private void separate(Cohort among, int bit, long count, Map<Long, Cohort> counts) {
    if (among.isEmpty()) {
      return;
    }
    if (bit < 0) {
      counts.put(count, among);
      return;
    }
    separate(among.intersect(slices.get(bit)), bit - 1, count | 1L << bit, counts);
    separate(among.minus(slices.get(bit)), bit - 1, count, counts);
  }
}
