package caravan.twin;

import caravan.journey.Journey;
import caravan.journey.tile.Branch;
import caravan.journey.tile.Exit;
import caravan.journey.tile.SendMessage;
import caravan.journey.tile.SetColumns;
import caravan.journey.tile.Split;
import caravan.journey.tile.Step;
import caravan.journey.tile.Wait;
import caravan.journey.tile.WaitFor;
import caravan.journey.tile.Webhook;
import caravan.segment.Expression;
import caravan.segment.Operand;
import caravan.segment.Segment;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The segments that a journey uses: at its doors and exits, in its goal and its conditions, and
 * those to which these refer.
 */
final class Uses {

  private final Map<String, Segment> segments;
  private final Set<String> found = new LinkedHashSet<>();
  private final Set<String> doors = new LinkedHashSet<>();
  private Tempo waiting = Tempo.NONE;

  Uses(Journey journey, Map<String, Segment> segments) {
    this.segments = segments;
    doors.addAll(journey.segments());
    doors.addAll(journey.exclude());
    doors.addAll(journey.exitSegments());
    if (journey.goal() != null) {
      doors.add(journey.goal().segment());
    }
    doors.forEach(this::segment);
    steps(journey.steps());
  }

  /** Those at its doors and exits and in its goal only. */
  Set<String> doors() {
    return doors;
  }

  Set<String> segments() {
    return found;
  }

  /** How the conditions of the journey's wait-fors depend on the time. */
  Tempo waiting() {
    return waiting;
  }

  private void segment(String name) {
    if (found.add(name)) {
      expression(Objects.requireNonNull(segments.get(name)).where());
    }
  }

  private void steps(List<Step> steps) {
    for (var step : steps) {
      switch (step.tile()) {
        case Branch(var paths) ->
            paths.forEach(
                path -> {
                  expression(path.condition());
                  steps(path.steps());
                });
        case Split(var paths) -> paths.forEach(path -> steps(path.steps()));
        case WaitFor(var trigger, _, var then, var otherwise) -> {
          if (trigger instanceof WaitFor.Until(var condition)) {
            expression(condition);
            var tempo = Tempo.of(condition, segments);
            waiting = tempo.compareTo(waiting) > 0 ? tempo : waiting;
          }
          steps(then);
          steps(otherwise);
        }
        case Exit _, SendMessage _, SetColumns _, Wait _, Webhook _ -> {}
      }
    }
  }

  private void expression(@Nullable Expression expression) {
    switch (expression) {
      case null -> {}
      case Expression.And(var parts) -> parts.forEach(this::expression);
      case Expression.Or(var parts) -> parts.forEach(this::expression);
      case Expression.Not(var inner) -> expression(inner);
      case Expression.Compare(var left, _, var right) -> operands(left, right);
      case Expression.Between(var value, var low, var high) -> operands(value, low, high);
      case Expression.OneOf(var value, _) -> operands(value);
      case Expression.TextMatch(var value, _, var text) -> operands(value, text);
      case Expression.Missing(var value) -> operands(value);
      case Expression.Within(var value, _, _) -> operands(value);
      case Expression.Anniversary(var value, _) -> operands(value);
      case Expression.InSegment(var name) -> segment(name);
      case Expression.Any(_, var where) -> expression(where);
      case Expression.Holds(var column) -> operands(column);
    }
  }

  private void operands(Operand... operands) {
    for (var operand : operands) {
      if (operand instanceof Operand.Count(_, var where)) {
        expression(where);
      } else if (operand instanceof Operand.Aggregate(_, _, var column, var where)) {
        operands(column);
        expression(where);
      }
    }
  }
}
