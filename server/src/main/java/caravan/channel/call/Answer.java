package caravan.channel.call;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the other side answered to a call.
 *
 * @param retryAfter the header of that name; empty where there was none
 * @param text the beginning of what else it said, on one line
 */
public record Answer(int status, String retryAfter, String text) {

  private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");

  /** How long it asks to be left alone (RFC 9110). */
  public Optional<Duration> pause(Instant now) {
    if (SECONDS.matcher(retryAfter).matches()) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(retryAfter)));
    }
    try {
      var at = ZonedDateTime.parse(retryAfter, DateTimeFormatter.RFC_1123_DATE_TIME);
      return Optional.of(Duration.between(now, at.toInstant()));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return text.isEmpty() ? "HTTP " + status : "HTTP " + status + ": " + text;
  }
}
