package caravan.segment;

import caravan.warehouse.ColumnType;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** How an expression's truth depends on time passing, everything else unchanged. */
public enum Clockwork {
  /** Not at all. */
  STILL,
  /** Only from one day to the next. */
  DAYS,
  /** From one instant to the next. */
  INSTANTS;

  /** Of an expression, with the segments that it refers to. */
  public static Clockwork of(Expression expression, Map<String, Segment> segments) {
    return of(expression, segments, new HashSet<>());
  }

  public static Clockwork of(Segment segment, Map<String, Segment> segments) {
    return segment.where() == null ? STILL : of(segment.where(), segments);
  }

  private static Clockwork of(Expression root, Map<String, Segment> segments, Set<String> seen) {
    var strongest = new Clockwork[] {STILL};
    Leaves.walk(
        root,
        expression -> {
          var here = ofOne(expression);
          if (expression instanceof Expression.InSegment(var name) && seen.add(name)) {
            var segment = segments.get(name);
            if (segment != null && segment.where() != null) {
              here = of(segment.where(), segments, seen);
            }
          }
          strongest[0] = strongest[0].compareTo(here) >= 0 ? strongest[0] : here;
        });
    return strongest[0];
  }

  private static Clockwork ofOne(Expression leaf) {
    return switch (leaf) {
      case Expression.Within(var value, _, var span) ->
          value.type() == ColumnType.DATE && span.unit().isCalendar() ? DAYS : INSTANTS;
      case Expression.Anniversary(_, var next) ->
          next == null || next.unit().isCalendar() ? DAYS : INSTANTS;
      default -> {
        var operands = Leaves.operands(leaf);
        var strongest = STILL;
        for (var operand : operands) {
          var datesOnly =
              operands.stream()
                  .allMatch(other -> other.equals(operand) || other.type() == ColumnType.DATE);
          var here =
              switch (operand) {
                case Operand.Today() -> DAYS;
                case Operand.Now() -> INSTANTS;
                case Operand.Shifted(var span) ->
                    span.unit().isCalendar() && datesOnly ? DAYS : INSTANTS;
                default -> STILL;
              };
          strongest = strongest.compareTo(here) >= 0 ? strongest : here;
        }
        yield strongest;
      }
    };
  }
}
