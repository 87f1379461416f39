package caravan.workspace;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** So many messages in a time, evenly: {@code 100 per second}. */
public record SendRate(int count, ChronoUnit unit) {

  private static final Pattern TEXT = Pattern.compile("(\\d{1,9})\\s+per\\s+([a-z]+)");
  private static final Map<String, ChronoUnit> UNITS =
      Map.of(
          "second", ChronoUnit.SECONDS,
          "minute", ChronoUnit.MINUTES,
          "hour", ChronoUnit.HOURS,
          "day", ChronoUnit.DAYS);

  static Optional<SendRate> parse(String text) {
    var match = TEXT.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!match.matches() || Integer.parseInt(match.group(1)) == 0) {
      return Optional.empty();
    }
    return Optional.ofNullable(UNITS.get(match.group(2)))
        .map(unit -> new SendRate(Integer.parseInt(match.group(1)), unit));
  }

  /** The time in which they leave. */
  public Duration time() {
    return unit.getDuration();
  }

  @Override
  public String toString() {
    var plural = unit.name().toLowerCase(Locale.ROOT);
    return count + " per " + plural.substring(0, plural.length() - 1);
  }
}
