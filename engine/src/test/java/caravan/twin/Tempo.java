package caravan.twin;

import caravan.segment.Expression;
import caravan.segment.Operand;
import caravan.segment.Segment;
import caravan.segment.Span;
import caravan.warehouse.ColumnType;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How a condition depends on the time: not at all, on the day, or on the instant. */
enum Tempo {
  NONE,
  DAYS,
  INSTANTS;

  private Tempo or(Tempo other) {
    return compareTo(other) >= 0 ? this : other;
  }

  /** That of a segment, and of those to which it refers. */
  static Tempo of(String segment, Map<String, Segment> segments) {
    var where = Objects.requireNonNull(segments.get(segment)).where();
    return where == null ? NONE : of(where, segments);
  }

  static Tempo of(Expression expression, Map<String, Segment> segments) {
    return switch (expression) {
      case Expression.And(var parts) -> most(parts, segments);
      case Expression.Or(var parts) -> most(parts, segments);
      case Expression.Not(var inner) -> of(inner, segments);
      case Expression.Compare(var left, _, var right) -> compared(left, right, segments);
      case Expression.Between(var value, var low, var high) ->
          compared(value, low, segments).or(compared(value, high, segments));
      case Expression.OneOf(var value, var options) -> {
        var tempo = inside(value, segments);
        for (var option : options) {
          tempo = tempo.or(compared(value, option, segments));
        }
        yield tempo;
      }
      case Expression.TextMatch(var value, _, var text) ->
          inside(value, segments).or(inside(text, segments));
      case Expression.Missing(var value) -> inside(value, segments);
      case Expression.Within(var value, _, var span) ->
          inside(value, segments)
              .or(Times.isCalendar(span) && value.type() == ColumnType.DATE ? DAYS : INSTANTS);
      case Expression.Anniversary(var value, var next) ->
          inside(value, segments).or(next == null ? DAYS : ofSpan(next));
      case Expression.InSegment(var name) -> of(name, segments);
      case Expression.Any(_, var where) -> where(where, segments);
      case Expression.Holds(var column) -> inside(column, segments);
    };
  }

  private static Tempo most(Collection<Expression> parts, Map<String, Segment> segments) {
    return parts.stream().map(part -> of(part, segments)).reduce(NONE, Tempo::or);
  }

  private static Tempo where(@Nullable Expression where, Map<String, Segment> segments) {
    return where == null ? NONE : of(where, segments);
  }

  private static Tempo compared(Operand left, Operand right, Map<String, Segment> segments) {
    var time =
        left.type() == ColumnType.DATE || right.type() == ColumnType.DATE
            ? ofInstant(left).or(ofInstant(right))
            : isNow(left) || isNow(right) ? INSTANTS : NONE;
    return inside(left, segments).or(inside(right, segments)).or(time);
  }

  private static boolean isNow(Operand operand) {
    return operand instanceof Operand.Now || operand instanceof Operand.Shifted;
  }

  /** That of an operand that is compared with a date. */
  static Tempo ofInstant(Operand operand) {
    return switch (operand) {
      case Operand.Now() -> INSTANTS;
      case Operand.Shifted(var span) -> ofSpan(span);
      case Operand.Today() -> DAYS;
      case Operand.Own _,
          Operand.Joined _,
          Operand.Property _,
          Operand.Literal _,
          Operand.Count _,
          Operand.Aggregate _ ->
          NONE;
    };
  }

  private static Tempo ofSpan(Span span) {
    return Times.isCalendar(span) ? DAYS : INSTANTS;
  }

  private static Tempo inside(Operand operand, Map<String, Segment> segments) {
    return switch (operand) {
      case Operand.Count(_, var where) -> where(where, segments);
      case Operand.Aggregate(_, _, var column, var where) ->
          inside(column, segments).or(where(where, segments));
      case Operand.Own _,
          Operand.Joined _,
          Operand.Property _,
          Operand.Literal _,
          Operand.Today _,
          Operand.Now _,
          Operand.Shifted _ ->
          NONE;
    };
  }
}
