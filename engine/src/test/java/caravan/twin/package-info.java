/**
 * The naive twin: plays a scenario a person at a time, as the formats say, and knows nothing of how
 * the engine does it. What the two disagree about is a fault of one of them, or of the formats.
 */
@NullMarked
package caravan.twin;

import org.jspecify.annotations.NullMarked;
