package caravan.twin;

import caravan.profile.Table;
import caravan.segment.Interaction;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a person.
 *
 * @param number counts everything that happens, so that what happens at one instant has an order
 * @param round in which it happened
 * @param cells its columns
 * @param properties of an event, a JSON object
 * @param runs to which it belongs
 */
record Fact(
    Interaction kind,
    Who who,
    long number,
    long round,
    Map<String, @Nullable Object> cells,
    String properties,
    Set<String> runs)
    implements Subject {

  @Override
  public Table table() {
    return kind.table();
  }

  @Override
  public @Nullable Object cell(String column) {
    return cells.get(column);
  }

  boolean says(String column, String text) {
    return text.equals(cells.get(column));
  }
}
