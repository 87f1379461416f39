/** The tiles that journeys are made of, one file each. */
@NullMarked
package caravan.journey.tile;

import org.jspecify.annotations.NullMarked;
