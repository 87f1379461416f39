package caravan.segment;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Walks over expressions: the operands of a condition, everything below it, and a condition with
 * operands exchanged.
 */
public final class Leaves {

  private Leaves() {}

  /**
   * The operands that a condition compares; none for combinations and for questions about rows and
   * membership.
   */
  public static List<Operand> operands(Expression expression) {
    return switch (expression) {
      case Expression.Compare(var left, _, var right) -> List.of(left, right);
      case Expression.Between(var value, var low, var high) -> List.of(value, low, high);
      case Expression.OneOf(var value, _) -> List.of(value);
      case Expression.TextMatch(var value, _, var text) -> List.of(value, text);
      case Expression.Missing(var value) -> List.of(value);
      case Expression.Within(var value, _, _) -> List.of(value);
      case Expression.Anniversary(var value, _) -> List.of(value);
      case Expression.Holds(var column) -> List.of(column);
      case Expression.And _,
          Expression.Or _,
          Expression.Not _,
          Expression.InSegment _,
          Expression.Any _ ->
          List.of();
    };
  }

  /** The same condition with each of its operands exchanged for another. */
  public static Expression map(Expression leaf, UnaryOperator<Operand> exchange) {
    return switch (leaf) {
      case Expression.Compare(var left, var comparison, var right) ->
          new Expression.Compare(exchange.apply(left), comparison, exchange.apply(right));
      case Expression.Between(var value, var low, var high) ->
          new Expression.Between(exchange.apply(value), exchange.apply(low), exchange.apply(high));
      case Expression.OneOf(var value, var options) ->
          new Expression.OneOf(exchange.apply(value), options);
      case Expression.TextMatch(var value, var match, var text) ->
          new Expression.TextMatch(exchange.apply(value), match, exchange.apply(text));
      case Expression.Missing(var value) -> new Expression.Missing(exchange.apply(value));
      case Expression.Within(var value, var next, var span) ->
          new Expression.Within(exchange.apply(value), next, span);
      case Expression.Anniversary(var value, var next) ->
          new Expression.Anniversary(exchange.apply(value), next);
      case Expression.Holds(var column) -> new Expression.Holds(exchange.apply(column));
      case Expression.And _,
          Expression.Or _,
          Expression.Not _,
          Expression.InSegment _,
          Expression.Any _ ->
          leaf;
    };
  }

  /** Calls for an expression and every expression below it, in related rows and aggregates too. */
  public static void walk(Expression expression, Consumer<Expression> visitor) {
    visitor.accept(expression);
    for (var child : children(expression)) {
      walk(child, visitor);
    }
  }

  private static List<Expression> children(Expression expression) {
    return switch (expression) {
      case Expression.And(var parts) -> parts;
      case Expression.Or(var parts) -> parts;
      case Expression.Not(var inner) -> List.of(inner);
      case Expression.Any(_, var where) -> where == null ? List.of() : List.of(where);
      default -> {
        var children = new ArrayList<Expression>();
        for (var operand : operands(expression)) {
          var where = whereOf(operand);
          if (where != null) {
            children.add(where);
          }
        }
        yield children;
      }
    };
  }

  private static @org.jspecify.annotations.Nullable Expression whereOf(Operand operand) {
    return switch (operand) {
      case Operand.Count(_, var where) -> where;
      case Operand.Aggregate(_, _, _, var where) -> where;
      default -> null;
    };
  }
}
