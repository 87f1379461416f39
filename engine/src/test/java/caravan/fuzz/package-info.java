/** Readers of what people write, fed with anything. */
@NullMarked
package caravan.fuzz;

import org.jspecify.annotations.NullMarked;
