package caravan.runtime;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Lets an engine's time pass as fast as it can be worked through: from one instant at which
 * something is due to the next.
 */
public final class VirtualClock {

  private static final int TOGETHER = 100;

  private final Engine engine;
  private Instant now;

  public VirtualClock(Engine engine, Instant start) {
    this.engine = engine;
    this.now = start;
  }

  public Instant now() {
    return now;
  }

  /**
   * Does something at this instant, and ticks until nothing moves, all in one transaction.
   *
   * @param first takes in data, gives commands
   */
  public void settle(Runnable first) {
    engine.settle(now, first);
  }

  /** Ticks at this instant until nothing moves. */
  public void settle() {
    engine.settle(now);
  }

  /**
   * Goes on to an instant, that instant included.
   *
   * @param passed is told each instant at which something was done
   */
  public void advanceTo(Instant to, Consumer<Instant> passed) {
    advance(() -> engine.nextDue(now).filter(next -> !next.isAfter(to)), passed);
    if (now.isBefore(to)) {
      now = to;
      engine.settle(now);
    }
  }

  /** Goes on until nothing more can happen by itself, or until an instant. */
  public void advanceWhileBusy(Instant limit, Consumer<Instant> passed) {
    advance(
        () ->
            engine.isBusy(now)
                ? engine.nextDue(now).filter(next -> !next.isAfter(limit))
                : Optional.empty(),
        passed);
  }

  /** Passes instants, some in each transaction: what a crash undoes happens again the same. */
  private void advance(Supplier<Optional<Instant>> next, Consumer<Instant> passed) {
    var goesOn = new AtomicBoolean(true);
    while (goesOn.get()) {
      engine.whole(
          () -> {
            for (var i = 0; i < TOGETHER && goesOn.get(); i++) {
              next.get()
                  .ifPresentOrElse(
                      instant -> {
                        now = instant;
                        engine.settle(now);
                        passed.accept(now);
                      },
                      () -> goesOn.set(false));
            }
          });
    }
  }
}
