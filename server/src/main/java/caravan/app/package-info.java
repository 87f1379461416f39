/** Starts the program: the only place that chooses implementations. */
@NullMarked
package caravan.app;

import org.jspecify.annotations.NullMarked;
