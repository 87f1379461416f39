/**
 * Journeys: what people declare, the plan made of it, the state of its runs, and the pure step from
 * one state to the next.
 */
@NullMarked
package caravan.journey;

import org.jspecify.annotations.NullMarked;
