package caravan.bench;

/** How two sets of people lie among all ordinals, which decides what compression makes of them. */
public enum Shape {
  /** The best: each one run, and disjoint. */
  RUNS("runs"),
  /** Every second ordinal, and every second two: no run, and no two words that differ. */
  ALTERNATING("alternating bits"),
  /** The worst: half of all at random. */
  HALVES("random halves"),
  /** The same half at random. */
  IDENTICAL("identical halves"),
  /** As segments lie by columns that know nothing of the ordinals. */
  HASHED("hashed 10 %, 30 %"),
  /** As segments lie by when people came: some stretches dense, most nearly empty. */
  CLUSTERS("skewed clusters");

  private static final int STRETCH = 512;

  private final String label;

  Shape(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }

  /**
   * The bits of one of the two sets.
   *
   * @param side 0 or 1
   */
  long[] words(int people, int side) {
    var words = new long[(people + Long.SIZE - 1) / Long.SIZE];
    for (var ordinal = 0; ordinal < people; ordinal++) {
      if (contains(ordinal, people, side)) {
        words[ordinal / Long.SIZE] |= 1L << ordinal;
      }
    }
    return words;
  }

  private boolean contains(int ordinal, int people, int side) {
    return switch (this) {
      case RUNS -> ordinal < people / 2 == (side == 0);
      case ALTERNATING -> (ordinal >> side & 1) == 0;
      case HALVES -> lot(ordinal, side) < 0.5;
      case IDENTICAL -> lot(ordinal, 0) < 0.5;
      case HASHED -> lot(ordinal, side) < (side == 0 ? 0.1 : 0.3);
      case CLUSTERS -> lot(ordinal, side) < Math.pow(lot(ordinal / STRETCH, 2 + side), 4);
    };
  }

  /** A number at random from 0 to 1, the same each time. */
  private static double lot(int of, int seed) {
    var mixed = (of + 1) * 0x9E3779B97F4A7C15L + seed * 0xD1B54A32D192ED03L;
    mixed = (mixed ^ mixed >>> 30) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
    return ((mixed ^ mixed >>> 31) >>> 11) * 0x1p-53;
  }
}
