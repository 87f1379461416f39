package caravan.twin;

import caravan.segment.Span;
import caravan.segment.TimeUnit;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The calendar.
 *
 * <p>Choices. Days and longer from an instant that come to a repeated time keep the offset that
 * they come from; from a wall-clock time they take the first of the two.
 */
final class Times {

  private Times() {}

  static boolean isCalendar(Span span) {
    return span.unit() != TimeUnit.MINUTES && span.unit() != TimeUnit.HOURS;
  }

  /** The instant a span after another. */
  static Instant after(Instant instant, Span span, ZoneId zone) {
    return isCalendar(span)
        ? plus(instant.atZone(zone), span).toInstant()
        : instant.plus(elapsed(span.unit(), span.amount()), ChronoUnit.MINUTES);
  }

  static Instant before(Instant instant, Span span, ZoneId zone) {
    return after(instant, new Span(-span.amount(), span.unit()), zone);
  }

  private static long elapsed(TimeUnit unit, long amount) {
    return unit == TimeUnit.HOURS ? amount * 60 : amount;
  }

  private static ZonedDateTime plus(ZonedDateTime time, Span span) {
    return switch (span.unit()) {
      case MINUTES, HOURS -> time.plusMinutes(elapsed(span.unit(), span.amount()));
      case DAYS -> time.plusDays(span.amount());
      case WEEKS -> time.plusWeeks(span.amount());
      case MONTHS -> time.plusMonths(span.amount());
      case YEARS -> time.plusYears(span.amount());
    };
  }

  /** A day a span of days or longer after another. */
  static LocalDate after(LocalDate date, Span span) {
    return switch (span.unit()) {
      case MINUTES, HOURS -> throw new IllegalArgumentException("not a span of days: " + span);
      case DAYS -> date.plusDays(span.amount());
      case WEEKS -> date.plusWeeks(span.amount());
      case MONTHS -> date.plusMonths(span.amount());
      case YEARS -> date.plusYears(span.amount());
    };
  }

  /** A skipped wall-clock time moves forward by the gap, a repeated one is the first of the two. */
  static Instant at(LocalDateTime time, ZoneId zone) {
    return time.atZone(zone).toInstant();
  }

  /** The first instant of a day. */
  static Instant midnight(LocalDate date, ZoneId zone) {
    return date.atStartOfDay(zone).toInstant();
  }

  static LocalDate day(Instant instant, ZoneId zone) {
    return instant.atZone(zone).toLocalDate();
  }

  /** The first such time on one of the days that is not before an instant. */
  static Instant next(Instant from, LocalTime at, Set<DayOfWeek> days, ZoneId zone) {
    // From the day before: a time that is skipped at its end comes on the day after.
    for (var day = day(from, zone).minusDays(1); ; day = day.plusDays(1)) {
      var time = at(day.atTime(at), zone);
      if (days.contains(day.getDayOfWeek()) && !time.isBefore(from)) {
        return time;
      }
    }
  }

  /** The n-th occurrence, from 0, of something that repeats. */
  static Instant occurrence(LocalDateTime first, Span every, long n, ZoneId zone) {
    var span = new Span(every.amount() * n, every.unit());
    return isCalendar(every)
        ? at(after(first.toLocalDate(), span).atTime(first.toLocalTime()), zone)
        : after(at(first, zone), span, zone);
  }

  /**
   * Whether a day comes round in a later year: today, or with a span from tomorrow on within that.
   */
  static boolean comesRound(LocalDate date, @Nullable Span next, Instant now, ZoneId zone) {
    var today = day(now, zone);
    if (next == null) {
      return date.getYear() < today.getYear() && inYear(date, today.getYear()).equals(today);
    }
    var year = Math.max(date.getYear() + 1, today.getYear());
    var round = inYear(date, year);
    if (!round.isAfter(today)) {
      round = inYear(date, year + 1);
    }
    if (isCalendar(next)) {
      return !round.isAfter(after(today, next));
    }
    return !midnight(round, zone).isAfter(after(now, next, zone));
  }

  private static LocalDate inYear(LocalDate date, int year) {
    return date.withYear(year);
  }
}
