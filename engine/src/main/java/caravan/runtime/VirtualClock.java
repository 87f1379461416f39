package caravan.runtime;

import java.time.Instant;
import java.util.function.Consumer;

/**
 * Lets an engine's time pass as fast as it can be worked through: from one instant at which
 * something is due to the next.
 */
public final class VirtualClock {

  private final Engine engine;
  private Instant now;

  public VirtualClock(Engine engine, Instant start) {
    this.engine = engine;
    this.now = start;
  }

  public Instant now() {
    return now;
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
    var next = engine.nextDue(now);
    while (next.isPresent() && !next.get().isAfter(to)) {
      now = next.get();
      engine.settle(now);
      passed.accept(now);
      next = engine.nextDue(now);
    }
    if (now.isBefore(to)) {
      now = to;
      engine.settle(now);
    }
  }

  /** Goes on until nothing more can happen by itself, or until an instant. */
  public void advanceWhileBusy(Instant limit, Consumer<Instant> passed) {
    while (engine.isBusy(now)) {
      var next = engine.nextDue(now);
      if (next.isEmpty() || next.get().isAfter(limit)) {
        return;
      }
      now = next.get();
      engine.settle(now);
      passed.accept(now);
    }
  }
}
