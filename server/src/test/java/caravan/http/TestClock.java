package caravan.http;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that a test moves. */
final class TestClock implements InstantSource {

  private Instant now = Instant.parse("2026-03-02T08:00:00Z");

  @Override
  public synchronized Instant instant() {
    return now;
  }

  synchronized void pass(Duration time) {
    now = now.plus(time);
  }
}
