package caravan.runtime;

import caravan.segment.Expression;
import caravan.segment.Printer;

/** Words for what a journey could not go on with. */
final class Faults {

  private Faults() {}

  /** That a condition cannot be evaluated. */
  static String of(Expression condition, Throwable why) {
    return "'%s' cannot be evaluated: %s".formatted(Printer.print(condition), of(why));
  }

  /** The first line of what the innermost cause says. */
  static String of(Throwable why) {
    var cause = why;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
  }
}
