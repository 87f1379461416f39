package caravan.message;

import org.jspecify.annotations.Nullable;

/**
 * A message as one person gets it.
 *
 * @param subject on one line; null where the message has none
 * @param html a whole page; null where there is only text
 * @param text the same in plain text, lines ending in {@code \n}
 */
public record Rendered(@Nullable String subject, @Nullable String html, String text) {}
