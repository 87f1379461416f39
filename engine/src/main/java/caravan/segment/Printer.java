package caravan.segment;

import caravan.profile.ToOne;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes expressions in the segment language, so that reading them again gives the same expression.
 */
public final class Printer {

  /** The words that cannot stand for a name without quotes. */
  private static final Set<String> RESERVED =
      Set.of(
          "and", "or", "not", "in", "is", "between", "where", "ever", "true", "false", "today",
          "now");

  private Printer() {}

  public static String print(Expression expression) {
    return switch (expression) {
      case Expression.Or(var parts) -> join(parts, " or ", Printer::printInOr);
      case Expression.And(var parts) -> join(parts, " and ", Printer::printInAnd);
      case Expression.Not(var inner) -> "not " + printNegated(inner);
      case Expression.Compare(var left, var comparison, var right) ->
          print(left) + " " + comparison.symbol() + " " + print(right);
      case Expression.Between(var value, var low, var high) ->
          print(value) + " between " + print(low) + " and " + print(high);
      case Expression.OneOf(var value, var options) ->
          print(value) + " in (" + join(options, ", ", Printer::print) + ")";
      case Expression.TextMatch(var value, var match, var text) ->
          print(value) + " " + match.words() + " " + print(text);
      case Expression.Missing(var value) -> print(value) + " is missing";
      case Expression.Within(var value, var next, var span) ->
          print(value) + (next ? " within next " : " within last ") + span;
      case Expression.Anniversary(var value, var next) ->
          "anniversary of " + print(value) + (next == null ? " is today" : " within next " + next);
      case Expression.InSegment(var segment) -> "in segment " + quote(segment);
      case Expression.Any(var relation, var where) -> "any(" + related(relation, "", where) + ")";
      case Expression.Holds(var column) -> print(column);
    };
  }

  private static String printInOr(Expression part) {
    return part instanceof Expression.Or ? "(" + print(part) + ")" : print(part);
  }

  private static String printInAnd(Expression part) {
    return part instanceof Expression.Or || part instanceof Expression.And
        ? "(" + print(part) + ")"
        : print(part);
  }

  private static String printNegated(Expression inner) {
    return printInAnd(inner);
  }

  public static String print(Operand operand) {
    return switch (operand) {
      case Operand.Own(var column) -> name(column.name());
      case Operand.Joined(ToOne relation, var column) ->
          name(relation.name()) + "." + name(column.name());
      case Operand.Property(var property, _) -> "properties." + name(property);
      case Operand.Literal(var value, var type) ->
          switch (type) {
            case TEXT, JSON -> quote(value.toString());
            case DATE -> "date " + quote(value.toString());
            case TIMESTAMP -> "timestamp " + quote(value.toString());
            default ->
                value instanceof BigDecimal decimal ? decimal.toPlainString() : value.toString();
          };
      case Operand.Today() -> "today";
      case Operand.Now() -> "now";
      case Operand.Shifted(var span) ->
          span.amount() < 0 ? new Span(-span.amount(), span.unit()) + " ago" : span + " from now";
      case Operand.Count(var relation, var where) -> "count(" + related(relation, "", where) + ")";
      case Operand.Aggregate(var function, var relation, var column, var where) ->
          function.name().toLowerCase(Locale.ROOT)
              + "("
              + related(relation, "." + print(column), where)
              + ")";
    };
  }

  private static String related(Relation relation, String column, @Nullable Expression where) {
    var ever = relation instanceof Relation.Happened(_, var always) && always ? "ever " : "";
    return ever + name(relation.name()) + column + (where == null ? "" : " where " + print(where));
  }

  private static <T> String join(List<? extends T> parts, String glue, Function<T, String> print) {
    return parts.stream().map(print).collect(Collectors.joining(glue));
  }

  private static String quote(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  private static String name(String name) {
    return name.matches("[\\p{L}_][\\p{L}\\p{M}\\p{N}_]*")
            && !RESERVED.contains(name.toLowerCase(Locale.ROOT))
        ? name
        : "\"" + name.replace("\"", "\"\"") + "\"";
  }
}
