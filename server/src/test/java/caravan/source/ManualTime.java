package caravan.source;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A time in which waiting takes none: a pause moves it on. */
final class ManualTime implements Pause, InstantSource {

  private final List<Duration> pauses = new CopyOnWriteArrayList<>();
  private volatile Instant now = Instant.parse("2026-06-01T12:00:00Z");

  @Override
  public void pause(Duration time) {
    pauses.add(time);
    pass(time);
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  @Override
  public Instant instant() {
    return now;
  }

  /** How long was waited, each time, in seconds. */
  List<Long> pauses() {
    return pauses.stream().map(Duration::toSeconds).toList();
  }
}
