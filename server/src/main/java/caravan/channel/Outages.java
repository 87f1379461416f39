package caravan.channel;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Which targets of calls could not be reached a moment ago, and why. Thread-safe. */
final class Outages {

  private static final Duration REST = Duration.ofSeconds(30);
  private static final int MANY = 3;

  private final Map<String, Away> away = new LinkedHashMap<>();

  /**
   * A target that is away.
   *
   * @param times how often it was found so
   * @param until when it is left alone, on the clock of nanoseconds
   */
  private record Away(String why, int times, long until) {}

  /** Notes that a target could not be reached; answers whether that is new. */
  synchronized boolean away(String target, String why) {
    var before = away.get(target);
    var times = before == null ? 1 : before.times() + 1;
    away.put(target, new Away(why, times, System.nanoTime() + REST.toNanos()));
    return before == null;
  }

  synchronized void reached(String target) {
    away.remove(target);
  }

  /** Whether it was found away several times, and it is too early to look again. */
  synchronized boolean isAway(String target) {
    var known = away.get(target);
    return known != null && known.times() >= MANY && System.nanoTime() - known.until() < 0;
  }

  synchronized String why(String target) {
    var known = away.get(target);
    return known == null ? "" : known.why();
  }

  /** What to show people: all that is away. */
  synchronized String trouble() {
    return String.join("; ", away.values().stream().map(Away::why).toList());
  }
}
