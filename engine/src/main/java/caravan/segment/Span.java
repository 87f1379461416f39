package caravan.segment;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A length of time, {@code 3 days}: minutes and hours are elapsed time, days and longer are units
 * of the calendar in the zone concerned.
 *
 * @param amount of units; negative goes back
 */
public record Span(long amount, TimeUnit unit) {

  /** The longest amount of any unit: a thousand years of minutes. */
  public static final long MAX_AMOUNT = 530_000_000L;

  private static final Pattern TEXT = Pattern.compile("(-?)\\s*(\\d{1,9})\\s+([A-Za-z]+)");

  /** Reads {@code 3 days} or {@code -1 day}. */
  public static Optional<Span> parse(String text) {
    var match = TEXT.matcher(text.strip());
    if (!match.matches()) {
      return Optional.empty();
    }
    var amount = Long.parseLong(match.group(2)) * (match.group(1).isEmpty() ? 1 : -1);
    return TimeUnit.of(match.group(3))
        .filter(unit -> inRange(amount, unit))
        .map(unit -> new Span(amount, unit));
  }

  /** Whether an amount of a unit stays within the years that the calendar of databases knows. */
  public static boolean inRange(long amount, TimeUnit unit) {
    return Math.abs(amount) <= MAX_AMOUNT / unit.chrono().getDuration().toMinutes();
  }

  /** The instant this long after another. */
  public Instant after(Instant instant, ZoneId zone) {
    return unit.isCalendar()
        ? ZonedDateTime.ofInstant(instant, zone).plus(amount, unit.chrono()).toInstant()
        : instant.plus(amount, unit.chrono());
  }

  /** The instant this long before another. */
  public Instant before(Instant instant, ZoneId zone) {
    return new Span(-amount, unit).after(instant, zone);
  }

  /** A wall-clock time this long after another. */
  public LocalDateTime after(LocalDateTime time) {
    try {
      return time.plus(amount, unit.chrono());
    } catch (DateTimeException e) {
      return amount > 0 ? LocalDateTime.MAX : LocalDateTime.MIN;
    }
  }

  /** {@code 3 days}, {@code 1 day}. */
  @Override
  public String toString() {
    var label = unit.label();
    return amount
        + " "
        + (amount == 1 || amount == -1 ? label.substring(0, label.length() - 1) : label);
  }
}
