package caravan.warehouse;

/**
 * DuckDB expressions that read a text column as a type: whether a value has the type's shape,
 * whether it fits (shape and value: 2026-02-30 has the shape of a date), and the value.
 */
final class Cells {

  private static final String FIRST_INSTANT = "TIMESTAMP '0001-01-01 00:00:00'";
  private static final String LAST_INSTANT = "TIMESTAMP '9999-12-31 23:59:59.999999'";

  private Cells() {}

  /** The type that DuckDB stores. */
  static String stored(ColumnType type) {
    return switch (type) {
      case TEXT, JSON -> "VARCHAR";
      case INTEGER -> "BIGINT";
      case DECIMAL -> "DECIMAL(18,6)";
      case NUMBER -> "DOUBLE";
      case BOOLEAN -> "BOOLEAN";
      case DATE -> "DATE";
      case TIMESTAMP -> "TIMESTAMP";
    };
  }

  /** Whether a present value looks like a type by itself: what inference asks. */
  static String looksLike(ColumnType type, String column) {
    return looksLikeShape(type, column) + hasValue(type, column);
  }

  static String looksLikeShape(ColumnType type, String column) {
    return switch (type) {
      case TEXT, DATE, TIMESTAMP, JSON -> fitsShape(type, column);
      case INTEGER -> matches(column, Shapes.INTEGER);
      case DECIMAL -> matches(column, Shapes.DECIMAL);
      case NUMBER -> matches(column, Shapes.NUMBER);
      case BOOLEAN -> matches(column, Shapes.BOOLEAN);
    };
  }

  /** Whether a present value can be read as a declared type. */
  static String fits(ColumnType type, String column) {
    return fitsShape(type, column) + hasValue(type, column);
  }

  static String fitsShape(ColumnType type, String column) {
    return switch (type) {
      case TEXT -> "NOT contains(" + column + ", chr(0))";
      case INTEGER -> matches(column, Shapes.WIDE_INTEGER);
      case DECIMAL -> matches(column, Shapes.WIDE_DECIMAL);
      case NUMBER -> matches(column, Shapes.WIDE_NUMBER);
      case BOOLEAN -> matches(column, Shapes.WIDE_BOOLEAN);
      case DATE -> matches(column, Shapes.DATE) + " AND " + column + " >= '0001'";
      case TIMESTAMP -> matches(column, Shapes.DATE_OR_TIMESTAMP) + " AND " + isInRange(column);
      case JSON -> "NOT contains(" + column + ", chr(0)) AND " + isJson(column);
    };
  }

  /**
   * Whether a value is written as the type's values are printed: then it fits, and looks like the
   * type, and no pattern need be tried. Missing values are not; nor are any of some types.
   */
  static String isPlain(ColumnType type, String column) {
    return switch (type) {
      case INTEGER -> printed(type, column) + " = " + column;
      case DECIMAL ->
          "starts_with(%2$s, %1$s) AND NOT ends_with(%1$s, '.')"
              .formatted(column, printed(type, column));
      case DATE ->
          "%2$s = %1$s AND strlen(%1$s) = 10 AND %1$s >= '0001'"
              .formatted(column, printed(type, column));
      case BOOLEAN -> column + " IN ('true', 'false')";
      case TEXT, NUMBER, TIMESTAMP, JSON -> "false";
    };
  }

  private static String printed(ColumnType type, String column) {
    return "CAST(TRY_CAST(%s AS %s) AS VARCHAR)".formatted(column, stored(type));
  }

  private static String hasValue(ColumnType type, String column) {
    return switch (type) {
      case TEXT, JSON, BOOLEAN -> "";
      case INTEGER, DECIMAL, NUMBER, DATE, TIMESTAMP ->
          " AND (" + value(type, column) + ") IS NOT NULL";
    };
  }

  /**
   * The value of a text that has the type's shape, NULL if it has none; missing and, but for text,
   * empty ones are NULL.
   */
  static String value(ColumnType type, String column) {
    return switch (type) {
      case TEXT -> column;
      case JSON -> "nullif(" + column + ", '')";
      case BOOLEAN ->
          "CASE WHEN %1$s <> '' THEN lower(%1$s) IN ('true', '1') END".formatted(column);
      case NUMBER ->
          "CASE WHEN isfinite(TRY_CAST(%1$s AS DOUBLE)) THEN TRY_CAST(%1$s AS DOUBLE) END"
              .formatted(column);
      case TIMESTAMP -> instant(column);
      case INTEGER, DECIMAL, DATE -> "TRY_CAST(" + column + " AS " + stored(type) + ")";
    };
  }

  /**
   * Whether there is something to read: a missing value fits everything, an empty text everything
   * but text.
   */
  static String isPresent(ColumnType type, String column) {
    return type == ColumnType.TEXT
        ? column + " IS NOT NULL"
        : "coalesce(" + column + " <> '', false)";
  }

  private static String matches(String column, String shape) {
    return "regexp_full_match(" + column + ", '" + shape + "')";
  }

  /** A cast to TIMESTAMP is the faster one, but ignores an offset without a word. */
  private static String instant(String column) {
    return """
    CASE WHEN ends_with(%1$s, 'Z') OR NOT (contains(%1$s, '+') OR contains(substr(%1$s, 12), '-'))
    THEN TRY_CAST(%1$s AS TIMESTAMP) ELSE CAST(TRY_CAST(%1$s AS TIMESTAMPTZ) AS TIMESTAMP) END\
    """
        .formatted(column);
  }

  /**
   * Whether an instant lies in the years 1 to 9999; only at their ends does that depend on the
   * offset.
   */
  private static String isInRange(String column) {
    return "(%1$s BETWEEN '0001-01-02' AND '9999-12-31' OR (%1$s >= '0001' AND coalesce(%2$s BETWEEN %3$s AND %4$s, false)))"
        .formatted(column, instant(column), FIRST_INSTANT, LAST_INSTANT);
  }

  /** DuckDB's own check lets NaN, Infinity and a comma at the end pass. */
  private static String isJson(String column) {
    var withoutTexts = "regexp_replace(" + column + ", '\"([^\"\\\\]|\\\\.)*\"', '\"\"', 'g')";
    return "json_valid(%s) AND NOT regexp_matches(%s, '[NnIi][AaNn][NnFf]|,\\s*[\\]}]')"
        .formatted(column, withoutTexts);
  }
}
