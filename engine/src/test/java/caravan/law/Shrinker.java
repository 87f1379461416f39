package caravan.law;

import java.util.Arrays;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Makes a sequence of choices simpler as long as what is made of it still fails: shorter first,
 * then smaller from the left.
 */
final class Shrinker {

  private final Function<int[], int[]> canonical;
  private final Predicate<int[]> fails;
  private final long end;
  private int tries;
  private int[] best;

  private Shrinker(
      int[] failing,
      Function<int[], int[]> canonical,
      Predicate<int[]> fails,
      int tries,
      long seconds) {
    this.best = failing;
    this.canonical = canonical;
    this.fails = fails;
    this.tries = tries;
    this.end = System.nanoTime() + seconds * 1_000_000_000L;
  }

  /**
   * The simplest failing sequence that is found.
   *
   * @param canonical the choices that are really made of a sequence
   * @param tries how often it may be tried whether a sequence fails
   * @param seconds how long it may take, about
   */
  static int[] shrink(
      int[] failing,
      Function<int[], int[]> canonical,
      Predicate<int[]> fails,
      int tries,
      long seconds) {
    return new Shrinker(failing, canonical, fails, tries, seconds).shrink();
  }

  private int[] shrink() {
    int[] before;
    do {
      before = best;
      for (var size : new int[] {256, 64, 32, 16, 8, 5, 4, 3, 2, 1}) {
        deleteBlocks(size);
      }
      for (var size : new int[] {16, 4}) {
        zeroBlocks(size);
      }
      lower();
      swap();
    } while (!Arrays.equals(before, best) && mayTry());
    return best;
  }

  private boolean mayTry() {
    return tries > 0 && System.nanoTime() < end;
  }

  private void deleteBlocks(int size) {
    for (var from = best.length - size; from >= 0 && mayTry(); from--) {
      if (from + size > best.length) {
        continue;
      }
      var shorter = new int[best.length - size];
      System.arraycopy(best, 0, shorter, 0, from);
      System.arraycopy(best, from + size, shorter, from, shorter.length - from);
      if (accept(shorter)) {
        from -= size - 1;
      }
    }
  }

  private void zeroBlocks(int size) {
    for (var from = 0; from < best.length && mayTry(); from += size) {
      var zeroed = best.clone();
      Arrays.fill(zeroed, from, Math.min(from + size, zeroed.length), 0);
      accept(zeroed);
    }
  }

  private void lower() {
    for (var at = 0; at < best.length && mayTry(); at++) {
      var high = best[at];
      if (high > 0 && !with(at, 0)) {
        var low = 0;
        while (at < best.length && high - low > 1 && mayTry()) {
          var middle = low + (high - low) / 2;
          if (with(at, middle)) {
            high = middle;
          } else {
            low = middle;
          }
        }
      }
    }
  }

  private boolean with(int at, int value) {
    if (at >= best.length) {
      return false;
    }
    var lower = best.clone();
    lower[at] = value;
    return accept(lower);
  }

  private void swap() {
    for (var at = 0; at + 1 < best.length && mayTry(); at++) {
      if (best[at] > best[at + 1]) {
        var swapped = best.clone();
        swapped[at] = best[at + 1];
        swapped[at + 1] = best[at];
        accept(swapped);
      }
    }
  }

  /** Takes a sequence if it is simpler and still fails. */
  private boolean accept(int[] candidate) {
    var made = canonical.apply(candidate);
    if (!isSimpler(made) || !mayTry()) {
      return false;
    }
    tries--;
    if (fails.test(made)) {
      best = made;
      return true;
    }
    return false;
  }

  private boolean isSimpler(int[] other) {
    return other.length != best.length
        ? other.length < best.length
        : Arrays.compare(other, best) < 0;
  }
}
