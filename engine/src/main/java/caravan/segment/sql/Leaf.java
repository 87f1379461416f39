package caravan.segment.sql;

import caravan.profile.Table;
import caravan.segment.Expression;
import org.jspecify.annotations.Nullable;

/**
 * A part of an expression that SQL answers, about the rows of an audience.
 *
 * @param run in a step of a journey: the run whose interactions count
 */
public record Leaf(Table audience, Expression expression, @Nullable Long run) {}
