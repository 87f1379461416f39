package caravan.reader;

import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Takes in what readers do with their letters, as far as it counts. */
public final class Tracker implements AutoCloseable {

  private final Answers answers;
  private final InstantSource clock;
  private final Traces traces = new Traces();
  private final ScheduledExecutorService releases =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("caravan-clicks").daemon().factory());

  public Tracker(Answers answers, InstantSource clock) {
    this.answers = answers;
    this.clock = clock;
  }

  /**
   * A letter was opened.
   *
   * @param address of the network, that it was opened from
   */
  public void opened(LetterId letter, String address) {
    if (traces.opened(letter, address, clock.instant())) {
      answers.opened(letter);
    }
  }

  /** A link was followed. It counts in a moment, unless it turns out that a program did it. */
  public void clicked(LetterId letter, String link, String address) {
    if (traces.clicked(letter, link, address, clock.instant())) {
      var _ =
          releases.schedule(
              () -> traces.release(letter).ifPresent(held -> answers.clicked(letter, held)),
              Traces.HELD.toMillis(),
              TimeUnit.MILLISECONDS);
    }
  }

  /** A link was followed that no reader sees. */
  public void trapped(LetterId letter) {
    traces.trapped(letter, clock.instant());
  }

  /** Waits until what is held back counts. */
  @Override
  public void close() {
    releases.close();
  }
}
