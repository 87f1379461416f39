/** Sets of customers: immutable compressed bitmaps of ordinals. */
@NullMarked
package caravan.cohort;

import org.jspecify.annotations.NullMarked;
