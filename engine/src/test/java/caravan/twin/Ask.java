package caravan.twin;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a condition is asked.
 *
 * @param run the current run of who is asked in a step of a journey; null where all counts that
 *     ever happened
 */
record Ask(Instant now, @Nullable String run) {}
