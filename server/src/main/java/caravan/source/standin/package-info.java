/** A stand-in of Dynamics 365 Customer Insights – Data, for tests and for trying out. */
@NullMarked
package caravan.source.standin;

import org.jspecify.annotations.NullMarked;
