/** What happened between Caravan and people: append-only facts. */
@NullMarked
package caravan.interaction;

import org.jspecify.annotations.NullMarked;
