package caravan.security;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Slows down whoever tries again and again: the first tries are free, then each that fails doubles
 * the wait. Forgets what was tried longest ago.
 */
public final class Throttle {

  private static final int FREE = 5;
  private static final int REMEMBERED = 20_000;

  private final Duration longest;
  private final Map<String, Tries> tries =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Tries> eldest) {
          return size() > REMEMBERED;
        }
      };

  private record Tries(int failed, Instant next, Instant last) {}

  /**
   * One for a kind of key.
   *
   * @param longest wait
   */
  public Throttle(Duration longest) {
    this.longest = longest;
  }

  /**
   * Counts a try as failed until {@link #succeeded} says otherwise, so that tries at the same time
   * are not free.
   *
   * @return how long to wait where it may not be tried now; it is not counted then
   */
  public synchronized Optional<Duration> tried(String key, Instant now) {
    var before = tries.get(key);
    if (before != null && now.isBefore(before.next())) {
      return Optional.of(Duration.between(now, before.next()));
    }
    var remembered =
        before != null && !before.last().plus(longest.multipliedBy(2)).isBefore(now)
            ? before.failed()
            : 0;
    var failed = remembered + 1;
    tries.put(key, new Tries(failed, now.plus(delay(failed)), now));
    return Optional.empty();
  }

  /** A try that was counted was right: all before it is forgotten. */
  synchronized void succeeded(String key) {
    tries.remove(key);
  }

  /** A try that was counted was right; those before it still count. */
  synchronized void undone(String key, Instant now) {
    var before = tries.get(key);
    if (before != null) {
      tries.put(key, new Tries(before.failed() - 1, now, before.last()));
    }
  }

  synchronized int size() {
    return tries.size();
  }

  private Duration delay(int failed) {
    if (failed < FREE) {
      return Duration.ZERO;
    }
    var seconds = 1L << Math.min(failed - FREE, 30);
    return seconds > longest.toSeconds() ? longest : Duration.ofSeconds(seconds);
  }
}
