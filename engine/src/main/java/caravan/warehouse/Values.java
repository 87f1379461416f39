package caravan.warehouse;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectMapper;

/**
 * The cells of a table in Java, and how they are read from text and written as text: TEXT is a
 * {@code String}, INTEGER a {@code Long}, DECIMAL a {@code BigDecimal} of scale 6, NUMBER a finite
 * {@code Double}, BOOLEAN a {@code Boolean}, DATE a {@code LocalDate}, TIMESTAMP an {@code Instant}
 * in whole microseconds, JSON a {@code String} of JSON text. Days and instants lie in the years 1
 * to 9999. A missing value is no object at all.
 */
public final class Values {

  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant AFTER_LAST = Instant.parse("+10000-01-01T00:00:00Z");
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Pattern INTEGER = Shapes.java(Shapes.WIDE_INTEGER);
  private static final Pattern DECIMAL = Shapes.java(Shapes.WIDE_DECIMAL);
  private static final Pattern NUMBER = Shapes.java(Shapes.WIDE_NUMBER);
  private static final Pattern BOOLEAN = Shapes.java(Shapes.WIDE_BOOLEAN);
  private static final Pattern DATE = Shapes.java(Shapes.DATE);
  private static final Pattern TIMESTAMP = Shapes.java(Shapes.DATE_OR_TIMESTAMP);

  private Values() {}

  /**
   * The value that a text stands for, or empty if it does not fit the type. It takes a little more
   * than inference does: leading zeros in numbers, 0 and 1 for boolean, a date for its midnight in
   * UTC. (In a file an empty text fits every type: it is a missing value wherever the type is not
   * text.)
   */
  public static Optional<Object> parse(ColumnType type, String text) {
    return Optional.ofNullable(read(type, text));
  }

  private static @Nullable Object read(ColumnType type, String text) {
    try {
      return switch (type) {
        case TEXT -> isText(text) ? text : null;
        case INTEGER -> INTEGER.matcher(text).matches() ? (Object) Long.parseLong(text) : null;
        case DECIMAL -> DECIMAL.matcher(text).matches() ? decimal(text) : null;
        case NUMBER -> NUMBER.matcher(text).matches() ? finite(Double.parseDouble(text)) : null;
        case BOOLEAN -> BOOLEAN.matcher(text).matches() ? truth(text) : null;
        case DATE -> DATE.matcher(text).matches() ? date(text) : null;
        case TIMESTAMP -> TIMESTAMP.matcher(text).matches() ? instant(text) : null;
        case JSON -> isText(text) && isJson(text) ? text : null;
      };
    } catch (NumberFormatException | DateTimeException _) {
      return null; // digits beyond 64 bit, 30 February
    }
  }

  /** The text of a value, which {@link #parse} reads as the same value. */
  public static String format(Object value) {
    return switch (value) {
      case BigDecimal decimal ->
          decimal.signum() == 0 ? "0" : decimal.stripTrailingZeros().toPlainString();
      case Double number -> number(number);
      case LocalDate date -> date.toString();
      case Instant instant -> instant.toString();
      default -> value.toString();
    };
  }

  /**
   * The narrowest type that holds all these texts without loss; text if none do, or if there are
   * none.
   */
  public static ColumnType infer(Iterable<? extends @Nullable String> texts) {
    var kinds = 0;
    for (var text : texts) {
      if (text != null) {
        kinds |= Kinds.of(text);
      }
    }
    return Kinds.type(kinds);
  }

  /** A short phrase of what a column of this type takes. */
  public static String accepted(ColumnType type) {
    return switch (type) {
      case TEXT -> "any text without a NUL character";
      case INTEGER -> "a whole number of at most 64 bit like 42";
      case DECIMAL -> "a number like 12.50, with up to 12 digits before the point and 6 after it";
      case NUMBER -> "a number like 12.5 or 1e6";
      case BOOLEAN -> "true or false (or 1 or 0)";
      case DATE -> "a date like 2026-01-31";
      case TIMESTAMP -> "an instant like 2026-01-31T09:00:00Z";
      case JSON -> "JSON like {\"a\": 1}";
    };
  }

  /** Whether every database can keep a text as it is: no NUL, no half of a surrogate pair. */
  static boolean isText(String text) {
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (c == 0) {
        return false;
      }
      if (Character.isSurrogate(c)) {
        if (!Character.isHighSurrogate(c)
            || i + 1 == text.length()
            || !Character.isLowSurrogate(text.charAt(++i))) {
          return false;
        }
      }
    }
    return true;
  }

  private static @Nullable BigDecimal decimal(String text) {
    var value = new BigDecimal(text).setScale(6);
    return value.precision() > 18 ? null : value;
  }

  private static @Nullable Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }

  private static boolean truth(String text) {
    return text.equals("1") || text.toLowerCase(Locale.ROOT).equals("true");
  }

  private static @Nullable LocalDate date(String text) {
    var date = LocalDate.parse(text);
    return date.getYear() < 1 ? null : date;
  }

  private static @Nullable Instant instant(String text) {
    var date = date(text.substring(0, 10));
    if (date == null) {
      return null;
    }
    if (text.length() == 10) {
      return date.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
    var zone = text.length();
    while (zone > 11 && "Z+-".indexOf(text.charAt(zone - 1)) < 0) {
      zone--;
    }
    var clockEnd = zone > 11 ? zone - 1 : text.length();
    var offset = zone > 11 ? ZoneOffset.of(text.substring(zone - 1)) : ZoneOffset.UTC;
    var clock = text.substring(11, Math.min(clockEnd, 11 + "00:00:00.000000".length()));
    var instant = date.atTime(LocalTime.parse(clock)).toInstant(offset);
    return instant.isBefore(FIRST) || !instant.isBefore(AFTER_LAST) ? null : instant;
  }

  private static String number(double value) {
    var whole = (long) value;
    var isWhole =
        whole == value && Math.abs(whole) < 1_000_000_000_000_000L && (whole != 0 || 1 / value > 0);
    return isWhole ? Long.toString(whole) : Double.toString(value);
  }

  private static boolean isJson(String text) {
    try {
      return !text.isBlank() && !JSON.readTree(text).isMissingNode();
    } catch (JacksonException _) {
      return false;
    }
  }
}
