package caravan.message;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What can be asked of a single value: its plain text, whether it counts as true, how it compares.
 */
final class Values {

  /**
   * Stand before and after a value in a marked text (see {@link Marked}); no Unicode text contains
   * them.
   */
  static final char OPEN = '\uFDD0';

  static final char CLOSE = '\uFDD1';

  private static final Pattern BREAKS = Pattern.compile("[\\p{Cntrl}\u2028\u2029]+");

  private Values() {}

  /**
   * The value as it is written without a helper: no grouping, a point, ISO 8601; empty if missing.
   */
  static String plain(@Nullable Object value) {
    return switch (value) {
      case null -> "";
      case BigDecimal decimal -> plainDecimal(decimal);
      case Double number when Double.isFinite(number) -> plainDecimal(BigDecimal.valueOf(number));
      default -> value.toString();
    };
  }

  private static String plainDecimal(BigDecimal decimal) {
    return decimal.signum() == 0 ? "0" : decimal.stripTrailingZeros().toPlainString();
  }

  static boolean isMissing(@Nullable Object value) {
    return value == null || value.equals("");
  }

  /** What {@code if} goes by: missing, empty, false and zero are not. */
  static boolean isTrue(@Nullable Object value) {
    return switch (value) {
      case null -> false;
      case Boolean bool -> bool;
      case BigDecimal decimal -> decimal.signum() != 0;
      case Number number -> number.doubleValue() != 0;
      case CharSequence text -> !text.isEmpty();
      case Collection<?> items -> !items.isEmpty();
      case Map<?, ?> row -> row.values().stream().anyMatch(cell -> cell != null);
      default -> true;
    };
  }

  /**
   * Whether two values are the same; numbers by what they amount to, and missing is the empty text.
   */
  static boolean same(@Nullable Object one, @Nullable Object other, ZoneId zone) {
    if (isMissing(one) || isMissing(other)) {
      return isMissing(one) && isMissing(other);
    }
    var order = compare(one, other, zone);
    return order.isPresent() ? order.getAsInt() == 0 : plain(one).equals(plain(other));
  }

  /** The order of two values; empty where one is missing or they cannot be compared. */
  static OptionalInt compare(@Nullable Object one, @Nullable Object other, ZoneId zone) {
    if (isMissing(one) || isMissing(other)) {
      return OptionalInt.empty();
    }
    var number = number(one);
    var otherNumber = number(other);
    if (number != null && otherNumber != null) {
      return OptionalInt.of(number.compareTo(otherNumber));
    }
    if (one instanceof Instant instant && other instanceof Instant otherInstant) {
      return OptionalInt.of(instant.compareTo(otherInstant));
    }
    var day = day(one, zone);
    var otherDay = day(other, zone);
    if (day != null && otherDay != null) {
      return OptionalInt.of(day.compareTo(otherDay));
    }
    return one instanceof CharSequence && other instanceof CharSequence
        ? OptionalInt.of(one.toString().compareTo(other.toString()))
        : OptionalInt.empty();
  }

  /** The value as an exact number; null where it is none. */
  static @Nullable BigDecimal number(@Nullable Object value) {
    return switch (value) {
      case BigDecimal decimal -> decimal;
      case Double number -> Double.isFinite(number) ? BigDecimal.valueOf(number) : null;
      case Number number -> BigDecimal.valueOf(number.longValue());
      case String text when text.length() <= 40 && text.matches("-?\\d+(\\.\\d+)?") ->
          new BigDecimal(text);
      case null, default -> null;
    };
  }

  /** The day that the value stands for in a zone; null where it stands for none. */
  static @Nullable LocalDate day(@Nullable Object value, ZoneId zone) {
    return switch (value) {
      case LocalDate date -> date;
      case Instant instant -> instant.atZone(zone).toLocalDate();
      case String text -> {
        try {
          yield text.length() > 10
              ? Instant.parse(text).atZone(zone).toLocalDate()
              : LocalDate.parse(text);
        } catch (DateTimeParseException notADay) {
          yield null;
        }
      }
      case null, default -> null;
    };
  }

  /**
   * The text without control characters (but tab and line feed), halves of characters and our own
   * marks.
   */
  static String clean(String text) {
    for (var i = 0; i < text.length(); i++) {
      if (!isFine(text.charAt(i))) {
        return cleaned(text);
      }
    }
    return text;
  }

  private static boolean isFine(char c) {
    return c >= ' '
        ? (c < 0x7F || c > 0x9F) && c < Character.MIN_SURROGATE
        : c == '\n' || c == '\t';
  }

  private static String cleaned(String text) {
    var out = new StringBuilder(text.length());
    text.replace("\r\n", "\n")
        .replace('\r', '\n')
        .codePoints()
        .filter(c -> c != OPEN && c != CLOSE)
        .filter(c -> !Character.isISOControl(c) || c == '\n' || c == '\t')
        .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
        .forEach(out::appendCodePoint);
    return out.toString();
  }

  /** The text on one line: line breaks and other control characters become a space. */
  static String oneLine(String text) {
    return isPlain(text) ? text.strip() : BREAKS.matcher(clean(text)).replaceAll(" ").strip();
  }

  /** Whether there is nothing in a text but what is printed in ASCII, and blanks. */
  private static boolean isPlain(String text) {
    for (var i = 0; i < text.length(); i++) {
      if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
        return false;
      }
    }
    return true;
  }
}
