package caravan.message;

import caravan.segment.Span;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How many commercial messages a person gets in a time that moves with the clock, whatever journeys
 * send them: {@code 3 per 7 days}.
 *
 * @param channel whose messages count; null for all channels together
 * @param messages at least 1
 */
public record Cap(@Nullable String channel, int messages, Span within) {

  private static final Pattern TEXT = Pattern.compile("(\\d{1,6})\\s+per\\s+(?:(\\d+)\\s+)?(\\w+)");

  /** Reads {@code 3 per 7 days} or {@code 1 per day}. */
  public static Optional<Cap> parse(@Nullable String channel, String text) {
    var match = TEXT.matcher(text.strip());
    if (!match.matches() || Integer.parseInt(match.group(1)) == 0) {
      return Optional.empty();
    }
    var amount = match.group(2) == null ? "1" : match.group(2);
    return Span.parse(amount + " " + match.group(3))
        .filter(within -> within.amount() > 0)
        .map(within -> new Cap(channel, Integer.parseInt(match.group(1)), within));
  }

  /** {@code 3 per 7 days}. */
  @Override
  public String toString() {
    var time = within.toString();
    return messages + " per " + (within.amount() == 1 ? time.substring("1 ".length()) : time);
  }
}
