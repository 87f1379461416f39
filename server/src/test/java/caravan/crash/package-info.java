/** Servers that are killed, starved and misled, and lose nobody. */
@NullMarked
package caravan.crash;

import org.jspecify.annotations.NullMarked;
