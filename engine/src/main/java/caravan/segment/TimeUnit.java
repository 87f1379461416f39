package caravan.segment;

import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/** A unit of durations: minutes and hours are elapsed time, days and longer follow the calendar. */
public enum TimeUnit {
  MINUTES(ChronoUnit.MINUTES),
  HOURS(ChronoUnit.HOURS),
  DAYS(ChronoUnit.DAYS),
  WEEKS(ChronoUnit.WEEKS),
  MONTHS(ChronoUnit.MONTHS),
  YEARS(ChronoUnit.YEARS);

  private final ChronoUnit unit;

  TimeUnit(ChronoUnit unit) {
    this.unit = unit;
  }

  public ChronoUnit chrono() {
    return unit;
  }

  public boolean isCalendar() {
    return this != MINUTES && this != HOURS;
  }

  /** {@code days}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** By its plural or singular, in any case. */
  public static Optional<TimeUnit> of(String word) {
    var plural = word.toUpperCase(Locale.ROOT);
    for (var unit : values()) {
      if (unit.name().equals(plural) || unit.name().equals(plural + "S")) {
        return Optional.of(unit);
      }
    }
    return Optional.empty();
  }
}
