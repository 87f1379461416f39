package caravan.segment;

import caravan.warehouse.ColumnType;

/** What would fit where a comparison's types do not. */
final class TypeHint {

  private TypeHint() {}

  static String of(ColumnType wanted, ColumnType found, Operand right) {
    var literal = right instanceof Operand.Literal;
    return switch (wanted) {
      case TEXT -> literal ? ": a text stands in quotes, 'like this'" : "";
      case INTEGER, DECIMAL, NUMBER ->
          literal && found == ColumnType.TEXT ? ": a number stands without quotes" : "";
      case BOOLEAN -> ": it is true or false";
      case DATE -> found == ColumnType.TEXT ? ": a date is written date '2026-01-31'" : "";
      case TIMESTAMP ->
          found == ColumnType.TEXT
              ? ": an instant is written timestamp '2026-01-31T09:00:00Z', a day date '2026-01-31'"
              : "";
      case JSON -> ": a json column can only be missing or not";
    };
  }
}
