package caravan.source.standin;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Optional;

/**
 * A service protection limit: so many requests within a sliding window of time. Safe for use by
 * several threads.
 */
final class RequestLimit {

  private final ArrayDeque<Instant> recent = new ArrayDeque<>();
  private int most = 6_000;
  private Duration window = Duration.ofMinutes(5);

  synchronized void set(int requests, Duration time) {
    most = requests;
    window = time;
    recent.clear();
  }

  /** Lets a request in, or says when to come again. */
  synchronized Optional<Duration> admit(Instant now) {
    while (!recent.isEmpty() && !recent.getFirst().plus(window).isAfter(now)) {
      recent.removeFirst();
    }
    if (recent.size() >= most) {
      return Optional.of(
          recent.isEmpty() ? window : Duration.between(now, recent.getFirst().plus(window)));
    }
    recent.addLast(now);
    return Optional.empty();
  }

  synchronized String words() {
    return "Number of requests exceeded the limit of %d over time window of %d seconds."
        .formatted(most, window.toSeconds());
  }
}
