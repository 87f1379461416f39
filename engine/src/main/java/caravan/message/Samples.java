package caravan.message;

import caravan.warehouse.ColumnType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** People who do not exist, on whom a template is tried when it is checked. */
final class Samples {

  static final Setting SETTING = new Setting(Locale.ENGLISH, ZoneOffset.UTC);

  private Samples() {}

  /** A person of whom nothing is known. */
  static Map<String, ?> empty(Fields fields) {
    return Map.of(fields.audience(), Map.of());
  }

  /** A person with a value in every column. */
  static Map<String, ?> full(Fields fields) {
    var person = row(fields.columns());
    fields.toOne().forEach((relation, columns) -> person.put(relation, row(columns)));
    return Map.of(fields.audience(), person);
  }

  private static Map<String, Object> row(Map<String, ColumnType> columns) {
    var row = new HashMap<String, Object>();
    columns.forEach((column, type) -> row.put(column, value(type)));
    return row;
  }

  private static Object value(ColumnType type) {
    return switch (type) {
      case TEXT, JSON -> "1";
      case INTEGER -> 1L;
      case DECIMAL -> BigDecimal.ONE;
      case NUMBER -> 1.0;
      case BOOLEAN -> true;
      case DATE -> LocalDate.EPOCH;
      case TIMESTAMP -> Instant.EPOCH;
    };
  }
}
