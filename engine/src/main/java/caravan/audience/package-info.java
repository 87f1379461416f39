/** Segments as cohorts: members now, refresh, and answers to conditions. */
@NullMarked
package caravan.audience;

import org.jspecify.annotations.NullMarked;
