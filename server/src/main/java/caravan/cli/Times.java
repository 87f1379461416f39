package caravan.cli;

import caravan.problem.InvalidInput;
import caravan.problem.Place;
import caravan.segment.Span;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/**
 * Instants and durations as they are written on the command line, and instants as they are shown.
 */
final class Times {

  private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

  private Times() {}

  /**
   * Reads an instant; without an offset it is wall-clock in a zone, without a time midnight there.
   */
  static Instant instant(String option, String text, ZoneId zone) {
    try {
      return OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS);
    } catch (DateTimeException _) {
      try {
        return LocalDateTime.parse(text).atZone(zone).toInstant();
      } catch (DateTimeException _) {
        try {
          return LocalDate.parse(text).atStartOfDay(zone).toInstant();
        } catch (DateTimeException _) {
          throw new InvalidInput(
              "instant",
              Place.of(option),
              "'%s' is no instant: write 2026-06-01T09:00:00Z, or 2026-06-01T09:00 in the workspace's zone"
                  .formatted(text));
        }
      }
    }
  }

  static Span span(String option, String text) {
    return Span.parse(text)
        .filter(span -> span.amount() >= 0)
        .orElseThrow(
            () ->
                new InvalidInput(
                    "duration",
                    Place.of(option),
                    "'%s' is no duration: write \"90 days\", with minutes, hours, days, weeks, months or years"
                        .formatted(text)));
  }

  static String show(Instant instant, ZoneId zone) {
    return SHOWN.format(instant.atZone(zone));
  }
}
