package caravan.twin;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;

/**
 * How values compare.
 *
 * <p>Choice: what is compared with a double is compared as the double nearest to it; all other
 * numbers exactly. Against an average and in a sum a double is its exact value, rounded to 9
 * digits.
 */
final class Comparing {

  private Comparing() {}

  /** An average, unrounded. */
  record Average(BigDecimal sum, long count) {}

  /** Each character lower-cased by itself. */
  static String fold(String text) {
    return text.codePoints()
        .map(Character::toLowerCase)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /** By code point. */
  static int texts(String left, String right) {
    var a = left.codePoints().toArray();
    var b = right.codePoints().toArray();
    for (var i = 0; i < Math.min(a.length, b.length); i++) {
      if (a[i] != b[i]) {
        return Integer.compare(a[i], b[i]);
      }
    }
    return Integer.compare(a.length, b.length);
  }

  static BigDecimal exact(Object number) {
    return switch (number) {
      case Long whole -> BigDecimal.valueOf(whole);
      case Double floating -> new BigDecimal(floating).setScale(9, RoundingMode.HALF_UP);
      case BigDecimal decimal -> decimal;
      default -> throw new IllegalArgumentException("not a number: " + number);
    };
  }

  static int numbers(Object left, Object right) {
    if ((left instanceof Double || right instanceof Double)
        && left instanceof Number x
        && right instanceof Number y) {
      return Double.compare(x.doubleValue() + 0.0, y.doubleValue() + 0.0);
    }
    var a = average(left);
    var b = average(right);
    return a.sum
        .multiply(BigDecimal.valueOf(b.count))
        .compareTo(b.sum.multiply(BigDecimal.valueOf(a.count)));
  }

  private static Average average(Object number) {
    return number instanceof Average average ? average : new Average(exact(number), 1);
  }

  /** The order of two values of one type. */
  static int order(Object left, Object right) {
    return switch (left) {
      case String text -> texts(text, (String) right);
      case Boolean truth -> truth.compareTo((Boolean) right);
      case LocalDate date -> date.compareTo((LocalDate) right);
      case Instant instant -> instant.compareTo((Instant) right);
      default -> numbers(left, right);
    };
  }
}
