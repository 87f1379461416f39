package caravan.channel;

import java.time.Duration;

/** How much may leave: so many in a time, evenly. For one lock. */
final class Rate {

  private final long gap;
  private long next = Long.MIN_VALUE;

  /** A rate of which nothing is used. */
  Rate(int count, Duration time) {
    this.gap = time.toNanos() / count;
  }

  /** How many nanoseconds to wait before the next; zero where it may go now. */
  long left(long now) {
    return next == Long.MIN_VALUE ? 0 : Math.max(0, next - now);
  }

  /** Takes one. */
  void take(long now) {
    // What was not used a while ago is not made up for, but for a moment's worth.
    var earliest = now - Math.min(gap, 10_000_000);
    next = (next == Long.MIN_VALUE ? now : Math.max(next, earliest)) + gap;
  }
}
