package caravan.audience;

import caravan.profile.Table;
import caravan.segment.Expression;
import org.jspecify.annotations.Nullable;

/**
 * A question: who of an audience fulfils a condition.
 *
 * @param run in a step of a journey: the run whose interactions count; null in segments
 */
public record Ask(Table audience, Expression condition, @Nullable Long run) {}
