package caravan.channel;

import caravan.runtime.Busy;
import caravan.runtime.Live;
import caravan.runtime.Receipts;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the engine take in what the other side said to messages, once that is stored. It is asked
 * once for all that came meanwhile, and again where it could not. Thread-safe.
 */
final class Reporter {

  private static final Logger LOG = LoggerFactory.getLogger(Reporter.class);

  private final Function<Live.Work<Boolean>, CompletableFuture<Boolean>> engine;
  private final AtomicBoolean asked = new AtomicBoolean();
  private final AtomicBoolean behind = new AtomicBoolean();

  /**
   * A reporter that has nothing to say.
   *
   * @param engine takes a work; it may be {@link Busy}
   */
  Reporter(Function<Live.Work<Boolean>, CompletableFuture<Boolean>> engine) {
    this.engine = engine;
  }

  /** Says that there may be something to take in. */
  void report() {
    if (!asked.compareAndSet(false, true)) {
      return; // what is stored by now will be seen
    }
    behind.set(false);
    try {
      var _ =
          engine
              .apply(
                  (it, now) -> {
                    asked.set(false);
                    return Receipts.takeIn(it, now);
                  })
              .whenComplete(this::again);
    } catch (Busy _) {
      asked.set(false);
      behind.set(true);
    }
  }

  /** Whether the engine was asked and could not. */
  boolean isBehind() {
    return behind.get();
  }

  /** Asks once more where it could not. */
  void catchUp() {
    if (isBehind()) {
      report();
    }
  }

  private void again(Boolean hasMore, Throwable failure) {
    asked.set(false);
    if (failure != null) {
      behind.set(true);
      LOG.warn("what was said to messages is taken in later", failure);
    } else if (hasMore) {
      report();
    }
  }
}
