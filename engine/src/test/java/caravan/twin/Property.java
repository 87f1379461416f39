package caravan.twin;

import caravan.warehouse.ColumnType;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * An event's property, read as a type.
 *
 * <p>Choices. A number is any number, whole or not, whatever it is compared with; a text that is a
 * number is one. A text of a timestamp read as a date is its day in the workspace's zone, a text of
 * a date read as a timestamp the day's midnight there. Truth is {@code true} and {@code false}, as
 * texts in any case; numbers are none. As a text a number is a 64 bit integer or the nearest
 * double, written without exponent or needless zeros.
 */
final class Property {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();
  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?([eE][+-]?\\d+)?");
  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
  private static final Pattern TIMESTAMP =
      Pattern.compile(
          "(\\d{4}-\\d{2}-\\d{2})[T ](\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d{1,6})?)?)(Z|[+-]\\d{2}:\\d{2})?");

  private Property() {}

  /** The value; null where it is not there or cannot be read so. */
  static @Nullable Object read(String properties, String name, ColumnType type, ZoneId zone) {
    var node = JSON.readTree(properties).get(name);
    if (node == null || node.isNull()) {
      return null;
    }
    var text = text(node);
    try {
      return switch (type) {
        case TEXT, JSON -> text;
        case INTEGER, DECIMAL, NUMBER ->
            NUMBER.matcher(text).matches() ? new BigDecimal(text) : null;
        case BOOLEAN -> truth(text);
        case DATE -> date(text, zone);
        case TIMESTAMP -> instant(text, zone);
      };
    } catch (DateTimeException _) {
      return null;
    }
  }

  private static String text(JsonNode node) {
    if (node.isString()) {
      return node.stringValue();
    }
    if (!node.isNumber()) {
      return node.toString();
    }
    var number = new BigDecimal(node.toString());
    try {
      return Long.toString(number.longValueExact());
    } catch (ArithmeticException _) {
      return BigDecimal.valueOf(number.doubleValue()).stripTrailingZeros().toPlainString();
    }
  }

  private static @Nullable Object truth(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> null;
    };
  }

  private static @Nullable Object date(String text, ZoneId zone) {
    if (DATE.matcher(text).matches()) {
      return LocalDate.parse(text);
    }
    return instant(text, zone) instanceof Instant instant ? Times.day(instant, zone) : null;
  }

  private static @Nullable Object instant(String text, ZoneId zone) {
    if (DATE.matcher(text).matches()) {
      return Times.midnight(LocalDate.parse(text), zone);
    }
    var match = TIMESTAMP.matcher(text);
    if (!match.matches()) {
      return null;
    }
    var time = match.group(1) + "T" + match.group(2);
    return match.group(3) == null
        ? LocalDateTime.parse(time).toInstant(ZoneOffset.UTC)
        : OffsetDateTime.parse(time + match.group(3)).toInstant();
  }
}
