/** Faults found in an input, each with a place and what would be accepted. */
@NullMarked
package caravan.problem;

import org.jspecify.annotations.NullMarked;
