package caravan.source;

import java.time.Duration;

/** Waiting, so that tests need not. */
@FunctionalInterface
public interface Pause {

  /** Waits on the thread itself. */
  Pause REAL = Thread::sleep;

  void pause(Duration time) throws InterruptedException;
}
