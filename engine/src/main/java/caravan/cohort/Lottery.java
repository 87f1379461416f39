package caravan.cohort;

/**
 * Draws a part of a cohort by lot: everybody has a fixed lot for a seed, evenly spread over [0, 1),
 * and whoever's lot lies in a range is drawn. Ranges that do not overlap draw disjoint parts.
 *
 * <p>The lots of 64 neighbouring ordinals are held bit-sliced: word {@code b} has bit {@code b} of
 * each one's lot, so that "smaller than" is decided for all 64 at once.
 */
public final class Lottery {

  private static final int PRECISION = 24;
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private Lottery() {}

  /** Those whose lot is at least {@code from} and below {@code to}, both between 0 and 1. */
  public static Cohort draw(Cohort among, long seed, double from, double to) {
    if (among.isEmpty() || from >= to) {
      return Cohort.EMPTY;
    }
    var low = threshold(from);
    var high = threshold(to);
    var words = new long[(among.last() >>> 6) + 1];
    for (var block = among.first() >>> 6; block < words.length; block++) {
      words[block] = below(seed, block, high) & ~below(seed, block, low);
    }
    return Cohort.ofWords(words).intersect(among);
  }

  private static long threshold(double share) {
    return Math.round(Math.min(1, Math.max(0, share)) * (1L << PRECISION));
  }

  /** Which of the 64 lots of a block are smaller than a threshold. */
  private static long below(long seed, int block, long threshold) {
    if (threshold >= 1L << PRECISION) {
      return -1;
    }
    var below = 0L;
    for (var bit = 0; bit < PRECISION; bit++) {
      var lots = mix(seed + GOLDEN * (((long) block << 5) + bit + 1));
      below = (threshold >>> bit & 1) == 1 ? below | ~lots : below & ~lots;
    }
    return below;
  }

  /** The finaliser of SplitMix64. */
  private static long mix(long value) {
    var z = (value ^ value >>> 30) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return z ^ z >>> 31;
  }
}
