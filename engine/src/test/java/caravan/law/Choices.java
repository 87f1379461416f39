package caravan.law;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A source of choices that remembers them as whole numbers, so that what was made of them can be
 * made again, and made simpler: a smaller number always stands for something simpler.
 */
final class Choices {

  private static final int MOST = 50_000;

  private final @Nullable SplittableRandom random;
  private final int[] given;
  private int[] made = new int[256];
  private int count;

  private Choices(@Nullable SplittableRandom random, int[] given) {
    this.random = random;
    this.given = given;
  }

  /** New choices; those of neighbouring seeds have nothing to do with each other. */
  static Choices of(long seed) {
    return new Choices(new SplittableRandom(seed), new int[0]);
  }

  /** Choices made before; where they end, everything is as simple as can be. */
  static Choices again(int[] made) {
    return new Choices(null, made);
  }

  /** A number from 0, below a bound. */
  int below(int bound) {
    var choice = 0;
    if (random != null && count < MOST) {
      choice = random.nextInt(bound);
    } else if (count < given.length) {
      choice = Math.floorMod(given[count], bound);
    }
    if (count == made.length) {
      made = Arrays.copyOf(made, 2 * count);
    }
    made[count++] = choice;
    return choice;
  }

  /** From low to high, both included; the low one is the simplest. */
  int between(int low, int high) {
    return low + below(high - low + 1);
  }

  /** True so many times in a hundred; false is simpler. */
  boolean chance(int percent) {
    return below(100) >= 100 - percent;
  }

  /** One of several; the first is the simplest. */
  <T> T pick(List<? extends T> of) {
    return of.get(below(of.size()));
  }

  @SafeVarargs
  final <T> T oneOf(T... of) {
    return of[below(of.length)];
  }

  /** An index, each as probable as its weight says; the first is the simplest. */
  int weighted(int... weights) {
    var choice = below(Arrays.stream(weights).sum());
    var index = 0;
    while (choice >= weights[index]) {
      choice -= weights[index++];
    }
    return index;
  }

  /** A list; one more element is one more choice before it, so that each can be taken out. */
  <T> List<T> list(int least, int most, int percent, Supplier<T> each) {
    var list = new ArrayList<T>();
    while (list.size() < least || list.size() < most && chance(percent)) {
      list.add(each.get());
    }
    return list;
  }

  /** Some of several, in their order. */
  <T> List<T> some(List<T> of, int percent) {
    return of.stream().filter(_ -> chance(percent)).toList();
  }

  /** What was chosen so far. */
  int[] made() {
    return Arrays.copyOf(made, count);
  }
}
