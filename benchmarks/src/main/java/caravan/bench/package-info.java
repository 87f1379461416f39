/**
 * Measurements: what Caravan takes for a piece of work, beside what else can do it, in the same
 * process and run.
 */
@NullMarked
package caravan.bench;

import org.jspecify.annotations.NullMarked;
