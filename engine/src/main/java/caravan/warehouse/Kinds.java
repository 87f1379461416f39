package caravan.warehouse;

import java.util.regex.Pattern;

/**
 * What single values look like, as bits, so that the union over a column is an {@code or} and the
 * column's type follows from the union alone. {@link #of} and {@link #sql} say the same, in Java
 * and in DuckDB.
 */
final class Kinds {

  static final int SHORT_INTEGER = 1;
  static final int INTEGER = 2;
  static final int LONGER_INTEGER = 4;
  static final int POINT = 8;
  static final int NUMBER = 16;
  static final int BOOLEAN = 32;
  static final int DATE = 64;
  static final int TIMESTAMP = 128;
  static final int TEXT = 256;
  static final int NESTED = 512;

  private static final int INTEGERS = SHORT_INTEGER | INTEGER;
  private static final int NUMBERS = INTEGERS | LONGER_INTEGER | POINT | NUMBER;

  private static final Pattern INTEGER_SHAPE = Shapes.java(Shapes.INTEGER);
  private static final Pattern SHORT_SHAPE = Shapes.java(Shapes.SHORT_INTEGER);
  private static final Pattern POINT_SHAPE = Shapes.java(Shapes.POINT);
  private static final Pattern NUMBER_SHAPE = Shapes.java(Shapes.NUMBER);
  private static final Pattern BOOLEAN_SHAPE = Shapes.java(Shapes.BOOLEAN);

  private Kinds() {}

  /** The kind of a text; an empty one says nothing (0). */
  static int of(String text) {
    if (text.isEmpty()) {
      return 0;
    }
    var first = text.charAt(0);
    if (first == '-' || first == '.' || (first >= '0' && first <= '9')) {
      return ofDigits(text);
    }
    return BOOLEAN_SHAPE.matcher(text).matches() ? BOOLEAN : TEXT;
  }

  private static int ofDigits(String text) {
    if (SHORT_SHAPE.matcher(text).matches()) {
      return SHORT_INTEGER;
    }
    if (INTEGER_SHAPE.matcher(text).matches()) {
      return Values.parse(ColumnType.INTEGER, text).isPresent() ? INTEGER : LONGER_INTEGER;
    }
    if (POINT_SHAPE.matcher(text).matches()) {
      return POINT;
    }
    if (NUMBER_SHAPE.matcher(text).matches()) {
      return Values.parse(ColumnType.NUMBER, text).isPresent() ? NUMBER : TEXT;
    }
    if (Values.parse(ColumnType.DATE, text).isPresent()) {
      return DATE;
    }
    return Values.parse(ColumnType.TIMESTAMP, text).isPresent() ? TIMESTAMP : TEXT;
  }

  /** The same for a text column of DuckDB. */
  static String sql(String column) {
    return """
    CASE WHEN %1$s IS NULL OR %1$s = '' THEN 0
    WHEN regexp_full_match(%1$s, '%2$s') THEN %3$d
    WHEN regexp_full_match(%1$s, '%4$s') THEN CASE WHEN TRY_CAST(%1$s AS BIGINT) IS NULL THEN %5$d ELSE %6$d END
    WHEN regexp_full_match(%1$s, '%7$s') THEN %8$d
    WHEN %9$s THEN %10$d WHEN %11$s THEN %12$d WHEN %13$s THEN %14$d WHEN %15$s THEN %16$d
    ELSE %17$d END\
    """
        .formatted(
            column,
            Shapes.SHORT_INTEGER,
            SHORT_INTEGER,
            Shapes.INTEGER,
            LONGER_INTEGER,
            INTEGER,
            Shapes.POINT,
            POINT,
            Cells.looksLike(ColumnType.NUMBER, column),
            NUMBER,
            Cells.looksLike(ColumnType.BOOLEAN, column),
            BOOLEAN,
            Cells.looksLike(ColumnType.DATE, column),
            DATE,
            Cells.looksLike(ColumnType.TIMESTAMP, column),
            TIMESTAMP,
            TEXT);
  }

  /** The type of a column that holds values of these kinds. */
  static ColumnType type(int kinds) {
    if (kinds == 0) {
      return ColumnType.TEXT;
    }
    if (only(kinds, INTEGERS)) {
      return ColumnType.INTEGER;
    }
    if (only(kinds, INTEGERS | LONGER_INTEGER)) {
      return ColumnType.TEXT; // an identifier; as a double it would lose digits
    }
    if (only(kinds, SHORT_INTEGER | POINT)) {
      return ColumnType.DECIMAL;
    }
    if (only(kinds, NUMBERS)) {
      return ColumnType.NUMBER;
    }
    return switch (kinds) {
      case BOOLEAN -> ColumnType.BOOLEAN;
      case DATE -> ColumnType.DATE;
      case TIMESTAMP, DATE | TIMESTAMP -> ColumnType.TIMESTAMP;
      case NESTED -> ColumnType.JSON;
      default -> ColumnType.TEXT;
    };
  }

  /**
   * Whether further values that fit the type cannot change it. Text takes every value, so only a
   * value that is nothing else settles it.
   */
  static boolean isSettled(int kinds) {
    return type(kinds) != ColumnType.TEXT || (kinds & TEXT) != 0;
  }

  private static boolean only(int kinds, int allowed) {
    return (kinds & ~allowed) == 0;
  }
}
