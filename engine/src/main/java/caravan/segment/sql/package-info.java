/** Segments as SQL. */
@NullMarked
package caravan.segment.sql;

import org.jspecify.annotations.NullMarked;
