package caravan.message;

import caravan.problem.Place;
import caravan.problem.Problems;
import caravan.warehouse.ColumnType;
import org.jspecify.annotations.Nullable;

/**
 * Checks what the formatting helpers are given: a column of a fitting type, and a pattern, digits
 * or a currency that exist.
 */
final class Literals {

  private final Problems problems;

  Literals(Problems problems) {
    this.problems = problems;
  }

  /**
   * Checks one argument.
   *
   * @param literal its text, or null if it is a column or made by a helper
   * @param scope what it stands for if it is a column
   */
  void check(HelperSpec spec, int index, @Nullable String literal, Scope scope, Place place) {
    switch (spec.name()) {
      case "date" -> {
        if (index == 0) {
          checkType(spec, scope, scope instanceof Scope.Value(_, var type) && type.isTime(), place);
        } else {
          checkPattern(literal, place);
        }
      }
      case "number" -> {
        if (index == 0) {
          checkType(spec, scope, isNumeric(scope), place);
        } else if (literal == null || !literal.matches("\\d|1\\d")) {
          problems.add(
              "wrong-helper", place, "the digits of 'number' must be a whole number up to 19");
        }
      }
      case "currency" -> {
        if (index == 0) {
          checkType(spec, scope, isNumeric(scope), place);
        } else if (literal != null && Formats.currency(literal).isEmpty()) {
          problems.add(
              "wrong-helper",
              place,
              "'" + literal + "' is no currency: write its three letters, as in \"EUR\"");
        }
      }
      default -> {}
    }
  }

  private static boolean isNumeric(Scope scope) {
    return scope instanceof Scope.Value(_, var type) && type.isNumeric();
  }

  private void checkType(HelperSpec spec, Scope scope, boolean fits, Place place) {
    if (scope instanceof Scope.Value(var path, var type) && !fits && type != ColumnType.TEXT) {
      var name = String.join(".", path);
      problems.add(
          "wrong-type",
          place,
          "'" + spec.name() + "' cannot write '" + name + "', which is " + type.label());
    }
  }

  private void checkPattern(@Nullable String pattern, Place place) {
    if (pattern == null) {
      problems.add("wrong-helper", place, "the pattern of 'date' must be a text in quotes");
      return;
    }
    if (Formats.style(pattern).isEmpty() && !Formats.isPattern(pattern)) {
      var message =
          "'"
              + pattern
              + "' is no pattern of a date: write one like \"d MMMM yyyy\", or short, medium, long";
      problems.add("wrong-helper", place, message);
    }
  }
}
