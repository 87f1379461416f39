/** The tick: refresh, step, commit; the state store; the virtual clock. */
@NullMarked
package caravan.runtime;

import org.jspecify.annotations.NullMarked;
