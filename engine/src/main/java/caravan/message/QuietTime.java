package caravan.message;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A time of each day at which nobody is to be disturbed, {@code 21:00 - 08:00}, by the clock where
 * the person is.
 *
 * @param from when it begins
 * @param until when it ends: at that time it is not quiet any more. Where it is before the
 *     beginning, on the next day
 */
public record QuietTime(LocalTime from, LocalTime until) {

  private static final Pattern TEXT = Pattern.compile("(\\d\\d:\\d\\d)\\s*-\\s*(\\d\\d:\\d\\d)");

  /** Reads {@code 21:00 - 08:00}. */
  public static Optional<QuietTime> parse(String text) {
    var match = TEXT.matcher(text.strip());
    if (!match.matches()) {
      return Optional.empty();
    }
    try {
      var time = new QuietTime(LocalTime.parse(match.group(1)), LocalTime.parse(match.group(2)));
      return time.from.equals(time.until) ? Optional.empty() : Optional.of(time);
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  /** When it ends, where it is quiet now; nothing where it is not. */
  public Optional<Instant> end(Instant now, ZoneId zone) {
    var here = now.atZone(zone);
    if (!covers(here.toLocalTime())) {
      return Optional.empty();
    }
    return Optional.of(next(here, until));
  }

  /** When it next begins or ends. */
  public Instant next(Instant now, ZoneId zone) {
    return end(now, zone).orElseGet(() -> next(now.atZone(zone), from));
  }

  private boolean covers(LocalTime time) {
    var hasBegun = !time.isBefore(from);
    var isOver = !time.isBefore(until);
    return from.isBefore(until) ? hasBegun && !isOver : hasBegun || !isOver;
  }

  /** The next such time; a time that a change of the clocks skips moves by the gap. */
  private static Instant next(ZonedDateTime now, LocalTime time) {
    var today = now.toLocalDate().atTime(time).atZone(now.getZone());
    if (today.isAfter(now)) {
      return today.toInstant();
    }
    var again = today.withLaterOffsetAtOverlap(); // the hour that comes twice
    return again.isAfter(now)
        ? again.toInstant()
        : now.toLocalDate().plusDays(1).atTime(time).atZone(now.getZone()).toInstant();
  }

  /** {@code 21:00 - 08:00}. */
  @Override
  public String toString() {
    return from + " - " + until;
  }
}
