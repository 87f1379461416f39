package caravan.twin;

import caravan.profile.Table;
import org.jspecify.annotations.Nullable;

/** What a condition can be asked about: a row of a table, or something that happened. */
interface Subject {

  Table table();

  /** The value in a column; null where it is missing. */
  @Nullable Object cell(String column);
}
