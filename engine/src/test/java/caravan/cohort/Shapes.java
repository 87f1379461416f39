package caravan.cohort;

import java.util.BitSet;
import java.util.Random;

/**
 * Random sets in the shapes that bitmaps treat differently: nothing, few, many, runs, patterns,
 * full blocks.
 */
final class Shapes {

  /** No ordinal is larger: five blocks of a bitmap, the last one not full. */
  static final int SIZE = 4 * 65_536 + 10_000;

  private Shapes() {}

  static BitSet any(Random random) {
    var set = new BitSet();
    for (var pieces = random.nextInt(5); pieces > 0; pieces--) {
      add(set, random);
    }
    if (random.nextInt(8) == 0) {
      set.flip(0, SIZE);
    }
    return set;
  }

  private static void add(BitSet set, Random random) {
    switch (random.nextInt(6)) {
      case 0 -> set.set(random.nextInt(SIZE));
      case 1 -> scatter(set, random, random.nextInt(50));
      case 2 -> scatter(set, random, random.nextInt(20_000));
      case 3 -> {
        var from = random.nextInt(SIZE);
        set.set(from, Math.min(SIZE, from + random.nextInt(100_000)));
      }
      case 4 -> {
        var step = 1 + random.nextInt(9);
        var end = random.nextInt(SIZE);
        for (var i = random.nextInt(step); i < end; i += step) {
          set.set(i);
        }
      }
      default -> {
        var block = random.nextInt(4);
        set.set(block << 16, (block + 1) << 16);
        set.clear((block << 16) + random.nextInt(65_536));
      }
    }
  }

  private static void scatter(BitSet set, Random random, int count) {
    for (var i = 0; i < count; i++) {
      set.set(random.nextInt(SIZE));
    }
  }
}
