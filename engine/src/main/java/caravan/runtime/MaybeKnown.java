package caravan.runtime;

import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;

/**
 * Tells of most keys that they are new, without asking the database: a filter that may take a new
 * key for a known one, and never a known one for new. Keys may be forgotten after a while.
 */
final class MaybeKnown {

  /** 8 MB: of a million keys less than one in a thousand is taken for known. */
  private static final int BITS = 1 << 26;

  private final Duration kept;
  private Instant begun;
  private BitSet fresh = new BitSet();
  private BitSet former = new BitSet();

  /**
   * A filter that knows nothing yet.
   *
   * @param kept how long a key is remembered at least
   */
  MaybeKnown(Duration kept, Instant now) {
    this.kept = kept;
    this.begun = now;
  }

  void add(String key, Instant now) {
    if (!begun.plus(kept).isAfter(now)) {
      former = fresh;
      fresh = new BitSet();
      begun = now;
    }
    fresh.set(first(key));
    fresh.set(second(key));
  }

  boolean has(String key) {
    var one = first(key);
    var two = second(key);
    return fresh.get(one) && fresh.get(two) || former.get(one) && former.get(two);
  }

  private static int first(String key) {
    return spread(key.hashCode()) & BITS - 1;
  }

  private static int second(String key) {
    var hash = 7;
    for (var i = key.length() - 1; i >= 0; i--) {
      hash = 1_000_003 * hash + key.charAt(i);
    }
    return spread(hash) & BITS - 1;
  }

  private static int spread(int hash) {
    var mixed = (hash ^ hash >>> 16) * 0x85ebca6b;
    mixed = (mixed ^ mixed >>> 13) * 0xc2b2ae35;
    return mixed ^ mixed >>> 16;
  }
}
