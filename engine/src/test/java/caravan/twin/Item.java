package caravan.twin;

import caravan.profile.Table;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A row of a table. */
final class Item implements Subject {

  private final Table table;
  private final Map<String, @Nullable Object> cells = new HashMap<>();

  Item(Table table) {
    this.table = table;
  }

  @Override
  public Table table() {
    return table;
  }

  @Override
  public @Nullable Object cell(String column) {
    return cells.get(column);
  }

  void set(Map<String, @Nullable Object> values) {
    cells.putAll(values);
  }

  boolean hasKey(@Nullable Object key) {
    return table.key() != null && key != null && key.equals(cells.get(table.key()));
  }

  /** The person that an audience's row is. */
  Who who() {
    return new Who(table.name(), Objects.requireNonNull(cells.get(table.keyColumn().name())));
  }
}
