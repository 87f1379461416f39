package caravan.segment;

import caravan.segment.Expression.Comparison;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates conditions on one set of values: the details that a whole cohort shares, aggregates of
 * nothing, or what was read of somebody whose data changed. Never used for everybody.
 *
 * @param values what an operand that depends on the row is worth; null where missing
 */
public record Interpreter(Moment moment, Function<Operand, @Nullable Object> values) {

  public boolean test(Expression expression) {
    return switch (expression) {
      case Expression.And(var parts) -> parts.stream().allMatch(this::test);
      case Expression.Or(var parts) -> parts.stream().anyMatch(this::test);
      case Expression.Not(var inner) -> !test(inner);
      case Expression.Compare(var left, var comparison, var right) ->
          compare(left, comparison, right);
      case Expression.Between(var value, var low, var high) ->
          compare(value, Comparison.AT_LEAST, low) && compare(value, Comparison.AT_MOST, high);
      case Expression.OneOf(var value, var options) ->
          options.stream().anyMatch(option -> compare(value, Comparison.EQUAL, option));
      case Expression.TextMatch(var value, var match, var text) -> textMatch(value, match, text);
      case Expression.Missing(var value) -> value(value) == null;
      case Expression.Within(var value, var next, var span) -> within(value(value), next, span);
      case Expression.Anniversary(var value, var next) -> anniversary(value(value), next);
      case Expression.Holds(var column) -> Boolean.TRUE.equals(value(column));
      case Expression.InSegment _, Expression.Any _ ->
          throw new IllegalArgumentException(
              "not a condition on values: " + Printer.print(expression));
    };
  }

  private @Nullable Object value(Operand operand) {
    return switch (operand) {
      case Operand.Literal(var value, _) -> value;
      case Operand.Today() -> moment.today();
      case Operand.Now() -> moment.now();
      case Operand.Shifted(var span) -> moment.shifted(span);
      default -> values.apply(operand);
    };
  }

  private boolean compare(Operand left, Comparison comparison, Operand right) {
    var a = value(left);
    var b = value(right);
    if (a == null || b == null) {
      return false;
    }
    if (a instanceof String x && b instanceof String y) {
      var same = Texts.same(x, y);
      return switch (comparison) {
        case EQUAL -> same;
        case AT_MOST, AT_LEAST -> same || holds(comparison, Texts.compare(x, y));
        case LESS, GREATER -> holds(comparison, Texts.compare(x, y));
      };
    }
    return holds(comparison, order(a, left, b, right));
  }

  private int order(Object a, Operand left, Object b, Operand right) {
    return switch (a) {
      case LocalDate x when b instanceof LocalDate y -> x.compareTo(y);
      case Instant x when b instanceof Instant y -> x.compareTo(y);
      case LocalDate x when b instanceof Instant y -> order(x, y, right);
      case Instant x when b instanceof LocalDate y -> -order(y, x, left);
      case Boolean x when b instanceof Boolean y -> x.compareTo(y);
      case Long x when b instanceof Long y -> x.compareTo(y);
      case Number x when b instanceof Number y -> decimal(x).compareTo(decimal(y));
      default -> throw new IllegalArgumentException("cannot compare " + a + " with " + b);
    };
  }

  /**
   * A date against an instant: by its midnight where the instant is exact, else by the instant's
   * day.
   */
  private int order(LocalDate date, Instant instant, Operand from) {
    var exact =
        from instanceof Operand.Now
            || from instanceof Operand.Shifted(var span) && !span.unit().isCalendar();
    return exact ? moment.startOf(date).compareTo(instant) : date.compareTo(moment.dateOf(instant));
  }

  private static BigDecimal decimal(Number number) {
    return switch (number) {
      case BigDecimal decimal -> decimal;
      case Long whole -> BigDecimal.valueOf(whole);
      default -> new BigDecimal(number.toString());
    };
  }

  private static boolean holds(Comparison comparison, int order) {
    return switch (comparison) {
      case EQUAL -> order == 0;
      case LESS -> order < 0;
      case AT_MOST -> order <= 0;
      case GREATER -> order > 0;
      case AT_LEAST -> order >= 0;
    };
  }

  private boolean textMatch(Operand value, Expression.Match match, Operand text) {
    if (!(value(value) instanceof String haystack) || !(value(text) instanceof String needle)) {
      return false;
    }
    var a = Texts.lower(haystack);
    var b = Texts.lower(needle);
    return switch (match) {
      case CONTAINS -> a.contains(b);
      case STARTS -> a.startsWith(b);
      case ENDS -> a.endsWith(b);
    };
  }

  private boolean within(@Nullable Object value, boolean next, Span span) {
    if (value == null) {
      return false;
    }
    var instant = value instanceof LocalDate date ? moment.startOf(date) : (Instant) value;
    var from = next ? moment.now() : span.before(moment.now(), moment.zone());
    var to = next ? moment.shifted(span) : moment.now();
    return instant.isAfter(from) && !instant.isAfter(to);
  }

  private boolean anniversary(@Nullable Object value, @Nullable Span next) {
    if (value == null) {
      return false;
    }
    var day = value instanceof LocalDate date ? date : moment.dateOf((Instant) value);
    var from = next == null ? moment.today() : moment.today().plusDays(1);
    var to = next == null ? from : moment.dateOf(moment.shifted(next));
    for (var year = Math.max(from.getYear(), day.getYear() + 1); year <= to.getYear(); year++) {
      var comes = day.withYear(year);
      if (!comes.isBefore(from) && !comes.isAfter(to)) {
        return true;
      }
    }
    return false;
  }
}
