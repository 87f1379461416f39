package caravan.twin;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a condition is asked.
 *
 * @param run the current run of who is asked in a step of a journey; null where all counts that
 *     ever happened
 * @param journey that asks: it sees what it did itself in the same round; null where all is seen
 */
record Ask(Instant now, @Nullable String run, @Nullable String journey) {

  static Ask at(Instant now) {
    return new Ask(now, null, null);
  }

  /** Asks about all there ever was. */
  Ask ever() {
    return new Ask(now, null, journey);
  }
}
