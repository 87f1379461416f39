package caravan.message;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message as one person gets it.
 *
 * @param subject on one line; null where the message has none
 * @param html a whole page; null where there is only text
 * @param text the same in plain text, lines ending in {@code \n}
 * @param headers what mail programs are told beside it, by name
 */
public record Rendered(
    @Nullable String subject, @Nullable String html, String text, Map<String, String> headers) {

  public Rendered {
    headers = Map.copyOf(headers);
  }

  /** One without headers of its own. */
  public Rendered(@Nullable String subject, @Nullable String html, String text) {
    this(subject, html, text, Map.of());
  }

  /** The same with a subject. */
  public Rendered about(String other) {
    return new Rendered(other, html, text, headers);
  }
}
