package caravan.cli;

import caravan.audience.Explanation;
import caravan.segment.Expression;
import caravan.segment.Printer;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Optional;
import java.util.stream.Collectors;

/** An explanation as lines of text, a condition a line, its parts further to the right. */
final class ExplanationText {

  private ExplanationText() {}

  static void print(Explanation explanation, PrintWriter out) {
    out.println(explanation.holds() ? "in" : "out");
    print(explanation, 1, out);
  }

  private static void print(Explanation explanation, int depth, PrintWriter out) {
    var words =
        switch (explanation.asked()) {
          case Expression.And _ -> "all of";
          case Expression.Or _ -> "any of";
          case Expression.Not _ -> "not";
          default -> Printer.print(explanation.asked());
        };
    var found = new ArrayList<String>();
    explanation.listing().map(ExplanationText::words).ifPresent(found::add);
    explanation.values().forEach(value -> found.add(words(explanation.asked(), value)));
    out.println(
        (explanation.holds() ? "yes" : "no ")
            + "  ".repeat(depth)
            + words
            + (found.isEmpty()
                ? ""
                : found.stream().collect(Collectors.joining(", ", "   (", ")"))));
    explanation.parts().forEach(part -> print(part, depth + 1, out));
  }

  private static String words(Explanation.Listing listing) {
    return switch (listing) {
      case ALSO -> "always in it";
      case NEVER -> "never in it";
      case MEMBER -> "on its list";
      case NO_MEMBER -> "not on its list";
    };
  }

  private static String words(Expression asked, Explanation.Found found) {
    return asked instanceof Expression.Any
        ? value(found.value()) + " of them"
        : Printer.print(found.operand()) + " is " + value(found.value());
  }

  private static String value(Optional<Object> value) {
    return value
        .map(some -> some instanceof String text ? "'" + text + "'" : some.toString())
        .orElse("missing");
  }
}
