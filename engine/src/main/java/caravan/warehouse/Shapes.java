package caravan.warehouse;

import java.util.regex.Pattern;

/**
 * How the values of each type are written, as expressions that Java, DuckDB (RE2) and PostgreSQL
 * read alike.
 */
final class Shapes {

  /** An integer without needless zeros: what is inferred. */
  static final String INTEGER = "-?(0|[1-9][0-9]*)";

  /** An integer that a decimal column holds too. */
  static final String SHORT_INTEGER = "-?(0|[1-9][0-9]{0,11})";

  /** A number with a point that fits 18 digits, 6 of them after the point. */
  static final String POINT = "-?((0|[1-9][0-9]{0,11})?\\.[0-9]{1,6})";

  static final String DECIMAL = "-?((0|[1-9][0-9]{0,11})(\\.[0-9]{1,6})?|\\.[0-9]{1,6})";
  static final String NUMBER = "-?((0|[1-9][0-9]*)(\\.[0-9]+)?|\\.[0-9]+)([eE][+-]?[0-9]+)?";
  static final String BOOLEAN = "[tT][rR][uU][eE]|[fF][aA][lL][sS][eE]";
  static final String DATE = "[0-9]{4}-[0-9]{2}-[0-9]{2}";
  private static final String CLOCK =
      "[T ]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]+)?)?(Z|[+-](0[0-9]|1[0-4])(:?[0-5][0-9])?)?";
  static final String TIMESTAMP = DATE + CLOCK;
  static final String DATE_OR_TIMESTAMP = DATE + "(" + CLOCK + ")?";

  /**
   * What a declared column takes beside what would be inferred: leading zeros, zeros at the end, 0
   * and 1 for boolean.
   */
  static final String WIDE_INTEGER = "-?[0-9]+";

  static final String WIDE_DECIMAL = "-?([0-9]+(\\.[0-9]{1,6}0*)?|\\.[0-9]{1,6}0*)";
  static final String WIDE_NUMBER = "-?([0-9]+(\\.[0-9]+)?|\\.[0-9]+)([eE][+-]?[0-9]+)?";
  static final String WIDE_BOOLEAN = BOOLEAN + "|0|1";

  /** The digits of a second that are too small to keep, and what they are replaced by. */
  static final String BEYOND_MICROS = "(\\.[0-9]{6})[0-9]+";

  static final String TO_MICROS = "\\1";

  private Shapes() {}

  static Pattern java(String shape) {
    return Pattern.compile(shape);
  }
}
