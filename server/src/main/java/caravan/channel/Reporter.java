package caravan.channel;

import caravan.runtime.Busy;
import caravan.runtime.LiveWorkspace;
import caravan.runtime.Receipts;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the engine take in what the other side said to messages, once that is stored. It is asked
 * once for all that came meanwhile. Thread-safe.
 */
final class Reporter {

  private static final Logger LOG = LoggerFactory.getLogger(Reporter.class);

  private final LiveWorkspace workspace;
  private final AtomicBoolean asked = new AtomicBoolean();

  Reporter(LiveWorkspace workspace) {
    this.workspace = workspace;
  }

  /** Says that there may be something to take in. */
  void report() {
    if (!asked.compareAndSet(false, true)) {
      return; // what is stored by now will be seen
    }
    try {
      var _ =
          workspace
              .live()
              .submit(
                  1,
                  (engine, now) -> {
                    asked.set(false);
                    return Receipts.takeIn(engine, now);
                  })
              .whenComplete(this::again);
    } catch (Busy _) {
      asked.set(false); // the next one asks again
    }
  }

  private void again(Boolean hasMore, Throwable failure) {
    asked.set(false);
    if (failure != null) {
      LOG.warn("what was said to messages is taken in later", failure);
    } else if (hasMore) {
      report();
    }
  }
}
