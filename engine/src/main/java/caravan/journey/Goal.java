package caravan.journey;

import caravan.segment.Span;
import org.jspecify.annotations.Nullable;

/**
 * What a journey is for: people who join a segment after they started.
 *
 * @param within the time from the start in which joining counts; null for ever
 */
public record Goal(String segment, @Nullable Span within) {}
