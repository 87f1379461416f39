package caravan.cli;

import caravan.problem.InvalidInput;
import caravan.problem.Place;
import caravan.problem.Problems;
import caravan.segment.Span;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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
    var instant = read(option, text, zone);
    var year = instant.atZone(ZoneOffset.UTC).getYear();
    if (year < 1 || year > 9999) {
      throw new InvalidInput(
          "instant", Place.of(option), "'%s' is not in the years 1 to 9999".formatted(text));
    }
    return instant;
  }

  private static Instant read(String option, String text, ZoneId zone) {
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

  static void checkInstant(String option, @Nullable String text, Problems problems) {
    if (text != null) {
      collect(() -> instant(option, text, ZoneOffset.UTC), problems);
    }
  }

  static void checkSpan(String option, @Nullable String text, Problems problems) {
    if (text != null) {
      collect(() -> span(option, text), problems);
    }
  }

  private static void collect(Supplier<?> value, Problems problems) {
    try {
      var _ = value.get();
    } catch (InvalidInput invalid) {
      problems.addAll(invalid.problems());
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
