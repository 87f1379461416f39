package caravan.segment.sql;

import caravan.profile.ToMany;
import caravan.segment.Expression;
import caravan.segment.Interpreter;
import caravan.segment.Leaves;
import caravan.segment.Operand;
import caravan.segment.Relation;
import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A count or aggregate of the rows that belong to a person, made up row by row; averages are not
 * made so.
 *
 * @param of its function; null where it counts
 * @param column what it is made of; null where it counts
 * @param where which rows; null for all
 */
record RowTally(
    ToMany relation,
    Operand.@Nullable Function of,
    @Nullable Operand column,
    @Nullable Expression where) {

  static RowTally of(Operand operand) {
    return switch (operand) {
      case Operand.Count(Relation.Rows(var rows), var where) ->
          new RowTally(rows, null, null, where);
      case Operand.Aggregate(var function, Relation.Rows(var rows), var column, var where)
          when function != Operand.Function.AVG ->
          new RowTally(rows, function, column, where);
      default -> throw new IllegalArgumentException("not made up row by row: " + operand);
    };
  }

  /** The columns of the rows that it asks for. */
  Set<String> columns() {
    var all = new LinkedHashSet<String>();
    if (column instanceof Operand.Own(var own)) {
      all.add(own.name());
    }
    if (where != null) {
      Leaves.walk(
          where,
          part -> {
            for (var operand : Leaves.operands(part)) {
              if (operand instanceof Operand.Own(var own)) {
                all.add(own.name());
              }
            }
          });
    }
    return all;
  }

  /** What it is of no rows; null where that is missing. */
  @Nullable Object ofNothing() {
    if (of == null) {
      return 0L;
    }
    return of == Operand.Function.SUM ? BigDecimal.ZERO : null;
  }

  /** What it is with one more row, of what it was. */
  @Nullable Object add(@Nullable Object before, Interpreter row) {
    if (where != null && !row.test(where)) {
      return before;
    }
    if (of == null || column == null) {
      return (long) Objects.requireNonNull(before) + 1;
    }
    var value = row.values().apply(column);
    if (value == null) {
      return before;
    }
    return switch (of) {
      case SUM -> ((BigDecimal) Objects.requireNonNull(before)).add(decimal(value));
      case MIN -> before == null || compare(value, before) < 0 ? value : before;
      case MAX -> before == null || compare(value, before) > 0 ? value : before;
      case AVG -> throw new IllegalStateException("an average");
    };
  }

  private static BigDecimal decimal(Object value) {
    return value instanceof BigDecimal decimal ? decimal : BigDecimal.valueOf((Long) value);
  }

  @SuppressWarnings("unchecked") // values of one column
  private static int compare(Object value, Object other) {
    return ((Comparable<Object>) value).compareTo(other);
  }
}
