package caravan.workspace;

import caravan.segment.Expression;
import caravan.segment.Operand;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The segments that a condition asks about. */
final class SegmentUses {

  private final Set<String> names = new LinkedHashSet<>();

  private SegmentUses() {}

  static Set<String> of(@Nullable Expression expression) {
    var uses = new SegmentUses();
    uses.add(expression);
    return uses.names;
  }

  private void add(@Nullable Expression expression) {
    switch (expression) {
      case null -> {}
      case Expression.And(var parts) -> parts.forEach(this::add);
      case Expression.Or(var parts) -> parts.forEach(this::add);
      case Expression.Not(var inner) -> add(inner);
      case Expression.Compare(var left, _, var right) -> add(left, right);
      case Expression.Between(var value, var low, var high) -> add(value, low, high);
      case Expression.OneOf(var value, _) -> add(value);
      case Expression.TextMatch(var value, _, var text) -> add(value, text);
      case Expression.Missing(var value) -> add(value);
      case Expression.Within(var value, _, _) -> add(value);
      case Expression.Anniversary(var value, _) -> add(value);
      case Expression.InSegment(var segment) -> names.add(segment);
      case Expression.Any(_, var where) -> add(where);
      case Expression.Holds(var column) -> add(column);
    }
  }

  private void add(Operand... operands) {
    for (var operand : operands) {
      switch (operand) {
        case Operand.Count(_, var where) -> add(where);
        case Operand.Aggregate(_, _, var column, var where) -> {
          add(column);
          add(where);
        }
        case Operand.Own _,
            Operand.Joined _,
            Operand.Property _,
            Operand.Literal _,
            Operand.Today _,
            Operand.Now _,
            Operand.Shifted _ -> {}
      }
    }
  }
}
