package caravan.cli;

import caravan.audience.Ask;
import caravan.cohort.Cohort;
import caravan.profile.Table;
import caravan.runtime.Engine;
import caravan.segment.Expression;
import caravan.segment.Leaves;
import caravan.segment.Moment;
import caravan.segment.Operand;
import caravan.segment.Printer;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * Why a person fulfils an expression or not: each condition, whether it holds, and the values
 * found.
 */
final class Explanation {

  private final Engine engine;
  private final Table audience;
  private final int person;
  private final Moment moment;

  Explanation(Engine engine, Table audience, int person, Moment moment) {
    this.engine = engine;
    this.audience = audience;
    this.person = person;
    this.moment = moment;
  }

  void print(Expression expression, PrintWriter out) {
    out.println(holds(expression) ? "in" : "out");
    print(expression, 1, out);
  }

  private boolean holds(Expression expression) {
    var ask = new Ask(audience, expression, null);
    return !engine.evaluator().evaluate(ask, moment, Cohort.of(person)).isEmpty();
  }

  private void print(Expression expression, int depth, PrintWriter out) {
    var mark = holds(expression) ? "yes" : "no ";
    var indent = "  ".repeat(depth);
    switch (expression) {
      case Expression.And(var parts) -> {
        out.println(mark + indent + "all of");
        parts.forEach(part -> print(part, depth + 1, out));
      }
      case Expression.Or(var parts) -> {
        out.println(mark + indent + "any of");
        parts.forEach(part -> print(part, depth + 1, out));
      }
      case Expression.Not(var inner) -> {
        out.println(mark + indent + "not");
        print(inner, depth + 1, out);
      }
      case Expression.InSegment(var name) -> {
        out.println(mark + indent + Printer.print(expression));
        var segment = engine.definitions().segments().get(name);
        if (segment != null && segment.where() != null) {
          print(segment.where(), depth + 1, out);
        }
      }
      case Expression.Any(var relation, var where) -> {
        var count = new Operand.Count(relation, where);
        out.println(
            mark + indent + Printer.print(expression) + "   (" + value(count) + " of them)");
      }
      default -> {
        var found = found(expression);
        out.println(
            mark
                + indent
                + Printer.print(expression)
                + (found.isEmpty() ? "" : "   (" + String.join(", ", found) + ")"));
      }
    }
  }

  private List<String> found(Expression leaf) {
    var found = new ArrayList<String>();
    for (var operand : Leaves.operands(leaf)) {
      if (!(operand instanceof Operand.Literal)) {
        found.add(Printer.print(operand) + " is " + value(operand));
      }
    }
    return found;
  }

  private String value(Operand operand) {
    return engine
        .evaluator()
        .value(audience, operand, person, moment)
        .map(value -> value instanceof String text ? "'" + text + "'" : value.toString())
        .orElse("missing");
  }
}
