package caravan.message;

import com.github.jknack.handlebars.Helper;
import java.util.Set;

/**
 * A helper that templates may call.
 *
 * @param least the fewest arguments
 * @param most the most arguments
 * @param options the names that may stand before {@code =}
 * @param use where it may stand
 */
record HelperSpec(
    String name, int least, int most, Set<String> options, Use use, Helper<Object> code) {

  /** Where a helper may stand. */
  enum Use {
    /** {@code {{#name …}} … {{/name}}}. */
    BLOCK,
    /** {@code {{name …}}} and {@code (name …)}. */
    VALUE,
    /** Both. */
    BOTH
  }

  /** Whether its first argument is a row (a person, a related row) rather than a column. */
  boolean takesRow() {
    return name.equals("with") || name.equals("each") || name.equals("lookup");
  }
}
