package caravan.message;

import caravan.problem.Place;
import com.github.jknack.handlebars.internal.antlr.Token;

/**
 * Where a template's first character stands in its file; faults are reported there, not by the
 * template's own lines.
 */
record Origin(Place start) {

  /** The place of a token of the template. */
  Place of(Token token) {
    return at(token.getLine(), token.getCharPositionInLine());
  }

  /** The place of a line (from 1) and a column (from 0) of the template. */
  Place at(int line, int column) {
    if (start.line() == 0) {
      return start;
    }
    if (start.column() == 0) {
      return Place.of(start.file(), start.line() + line - 1);
    }
    var shift = line == 1 ? start.column() : 1;
    return new Place(start.file(), start.line() + line - 1, column + shift);
  }
}
