package caravan.workspace;

import caravan.problem.Problems;
import caravan.profile.Source;
import caravan.segment.Span;
import caravan.warehouse.ColumnType;
import caravan.warehouse.Values;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How the small values of a workspace are written: names, durations, times, zones. What does not
 * fit is a problem.
 */
final class Scalars {

  static final Pattern WALL_CLOCK = Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(:\\d{2})?");
  private static final Pattern TIME = Pattern.compile("\\d{2}:\\d{2}(:\\d{2})?");
  private static final int MAX_NAME = 200;

  private Scalars() {}

  /** A name: a text on one line. */
  static Optional<String> name(Yaml yaml, String what) {
    var text = yaml.text(what);
    if (text.isPresent() && !isName(text.get())) {
      yaml.problem(
          "name", what + " is a line of 1 to " + MAX_NAME + " characters, not blank at its ends");
      return Optional.empty();
    }
    return text;
  }

  static boolean isName(String text) {
    return !text.isEmpty()
        && text.equals(text.strip())
        && text.length() <= MAX_NAME
        && text.chars().noneMatch(Character::isISOControl);
  }

  /** Several names. */
  static List<Yaml> list(Optional<Yaml> yaml, String what) {
    return yaml.flatMap(value -> value.list(what)).orElse(List.of());
  }

  static Optional<Boolean> truth(Yaml yaml) {
    var text = yaml.text("true or false");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    return switch (text.get()) {
      case "true" -> Optional.of(true);
      case "false" -> Optional.of(false);
      default -> {
        yaml.expected("true or false");
        yield Optional.empty();
      }
    };
  }

  static Optional<Integer> integer(Yaml yaml, int low, int high) {
    var what = "a whole number from " + low + " to " + high;
    var number =
        yaml.text(what)
            .flatMap(text -> Values.parse(ColumnType.INTEGER, text))
            .map(value -> (Long) value)
            .filter(value -> value >= low && value <= high);
    if (number.isEmpty() && yaml.scalar().isPresent()) {
      yaml.expected(what);
    }
    return number.map(Math::toIntExact);
  }

  /** A duration, {@code 3 days}; only one that may be negative can go back. */
  static Optional<Span> span(Yaml yaml, boolean negative) {
    var what = negative ? "a duration like 1 day or -1 day" : "a duration like 3 days";
    var span = yaml.text(what).flatMap(Span::parse).filter(found -> negative || found.amount() > 0);
    if (span.isEmpty() && yaml.scalar().isPresent()) {
      yaml.expected(what);
    }
    return span;
  }

  /** A time on a calendar and a clock, {@code 2026-12-01T09:00}. */
  static Optional<LocalDateTime> wallClock(Yaml yaml) {
    var what = "a wall-clock time like 2026-12-01T09:00";
    var text = yaml.text(what);
    try {
      if (text.isPresent() && WALL_CLOCK.matcher(text.get()).matches()) {
        return Optional.of(LocalDateTime.parse(text.get()));
      }
    } catch (DateTimeException _) {
      // 30 February
    }
    if (text.isPresent()) {
      yaml.expected(what);
    }
    return Optional.empty();
  }

  /** A time of day, {@code "09:00"}. */
  static Optional<LocalTime> timeOfDay(Yaml yaml) {
    var what = "a time of day like \"09:00\"";
    var text = yaml.text(what);
    try {
      if (text.isPresent() && TIME.matcher(text.get()).matches()) {
        return Optional.of(LocalTime.parse(text.get()));
      }
    } catch (DateTimeException _) {
      // 25:00
    }
    if (text.isPresent()) {
      yaml.expected(what);
    }
    return Optional.empty();
  }

  static Optional<DayOfWeek> day(Yaml yaml) {
    var days = Arrays.stream(DayOfWeek.values()).map(Scalars::label).toList();
    var text = yaml.text("a day of the week");
    var index = text.map(days::indexOf).orElse(-1);
    if (index < 0) {
      text.ifPresent(_ -> yaml.expected("a day of the week (" + String.join(", ", days) + ")"));
      return Optional.empty();
    }
    return Optional.of(DayOfWeek.of(index + 1));
  }

  /** {@code mon}. */
  static String label(DayOfWeek day) {
    return day.name().substring(0, 3).toLowerCase(Locale.ROOT);
  }

  static Optional<Instant> instant(Yaml yaml) {
    var what = "an instant like 2026-01-31T09:00:00Z";
    var text = yaml.text(what);
    var instant =
        text.filter(found -> found.length() > 10 && found.matches(".*(Z|[+-]\\d\\d:?\\d\\d)"))
            .flatMap(found -> Values.parse(ColumnType.TIMESTAMP, found))
            .map(value -> (Instant) value);
    if (instant.isEmpty() && text.isPresent()) {
      yaml.expected(what);
    }
    return instant;
  }

  static Optional<ZoneId> zone(Yaml yaml) {
    var text = yaml.text("a time zone like Europe/Berlin");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(ZoneId.of(text.get()));
    } catch (DateTimeException _) {
      var known = ZoneId.getAvailableZoneIds();
      var example = Problems.nearest(text.get(), known).isEmpty() ? "; one is Europe/Berlin" : "";
      yaml.source()
          .problems()
          .addUnknown(
              "unknown-zone",
              yaml.place(),
              "there is no time zone '" + text.get() + "'" + example,
              text.get(),
              known);
      return Optional.empty();
    }
  }

  /** A source of segments. */
  static Optional<Source> source(Yaml yaml) {
    var label = yaml.text("a source");
    var source = label.flatMap(Source::of);
    if (label.isPresent() && source.isEmpty()) {
      yaml.source()
          .problems()
          .addUnknown(
              "unknown-source",
              yaml.place(),
              "there is no source '" + label.get() + "'",
              label.get(),
              Source.labels());
    }
    return source;
  }
}
