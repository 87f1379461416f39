package caravan.workspace;

import caravan.problem.Place;
import caravan.profile.Table;
import org.jspecify.annotations.Nullable;

/**
 * A step that sends a message.
 *
 * @param channel the step's, which must be the message's
 * @param audience whose people the journey has; null where that is not known
 */
record MessageUse(Place place, String channel, String message, @Nullable Table audience) {}
