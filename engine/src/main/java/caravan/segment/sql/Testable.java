package caravan.segment.sql;

import caravan.profile.Schema;
import caravan.profile.Table;
import caravan.segment.Expression;
import caravan.segment.Leaves;
import caravan.segment.Operand;
import caravan.segment.Relation;
import caravan.warehouse.ColumnType;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells which conditions can be tested here, on rows that were read: those on columns of a table,
 * and on the rows that belong to its rows. Doubles, keys and texts of JSON are compared by the
 * database alone.
 */
record Testable(Schema schema, Table table) {

  private static final Set<ColumnType> ORDERED =
      EnumSet.of(ColumnType.INTEGER, ColumnType.DECIMAL, ColumnType.DATE, ColumnType.TIMESTAMP);

  boolean test(Expression condition) {
    return switch (condition) {
      case Expression.And(var parts) -> parts.stream().allMatch(this::test);
      case Expression.Or(var parts) -> parts.stream().allMatch(this::test);
      case Expression.Not(var inner) -> test(inner);
      case Expression.InSegment _ -> false;
      case Expression.Any(var relation, var where) -> belonging(relation, where, null);
      default -> Leaves.operands(condition).stream().allMatch(this::test);
    };
  }

  private boolean test(Operand operand) {
    return switch (operand) {
      case Operand.Count(var relation, var where) -> belonging(relation, where, null);
      case Operand.Aggregate(var function, var relation, var column, var where) ->
          function != Operand.Function.AVG && belonging(relation, where, column);
      default -> isPlain(operand);
    };
  }

  private boolean belonging(
      Relation relation, @Nullable Expression where, @Nullable Operand column) {
    if (!(relation instanceof Relation.Rows(var rows))) {
      return false;
    }
    var theirs = new Testable(schema, schema.table(rows.table()));
    return (where == null || theirs.isPlain(where))
        && (column == null || ORDERED.contains(column.type()) && theirs.isPlain(column));
  }

  /** Whether a condition asks for nothing but columns of the row. */
  private boolean isPlain(Expression condition) {
    return switch (condition) {
      case Expression.And(var parts) -> parts.stream().allMatch(this::isPlain);
      case Expression.Or(var parts) -> parts.stream().allMatch(this::isPlain);
      case Expression.Not(var inner) -> isPlain(inner);
      case Expression.InSegment _, Expression.Any _ -> false;
      default -> Leaves.operands(condition).stream().allMatch(this::isPlain);
    };
  }

  private boolean isPlain(Operand operand) {
    return switch (operand) {
      case Operand.Own(var column) ->
          (ORDERED.contains(column.type())
                  || column.type() == ColumnType.BOOLEAN
                  || column.type() == ColumnType.TEXT)
              && !table.holdsKey(column.name());
      case Operand.Literal _, Operand.Today _, Operand.Now _, Operand.Shifted _ -> true;
      case Operand.Joined _, Operand.Property _, Operand.Count _, Operand.Aggregate _ -> false;
    };
  }
}
