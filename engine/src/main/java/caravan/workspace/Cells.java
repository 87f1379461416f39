package caravan.workspace;

import caravan.profile.Table;
import caravan.warehouse.ColumnType;
import caravan.warehouse.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How values of the customers' data are written in YAML: as texts that are read by their column's
 * type.
 */
final class Cells {

  private Cells() {}

  /**
   * A value; nothing, and a problem, where it does not fit. A missing value is a problem here, too.
   */
  static Optional<Object> value(Yaml yaml, ColumnType type) {
    if (type == ColumnType.JSON && !yaml.isScalar()) {
      return Trees.of(yaml).map(Trees::json);
    }
    var text = yaml.text(Values.accepted(type));
    var value = text.flatMap(found -> Values.parse(type, found));
    if (text.isPresent() && value.isEmpty()) {
      yaml.expected(Values.accepted(type));
    }
    return value;
  }

  /** A person's or another row's key. */
  static Optional<Object> key(Yaml yaml, Table table) {
    if (table.key() == null || !table.columns().containsKey(table.key())) {
      return Optional.empty(); // reported where the table is declared
    }
    return value(yaml, table.keyColumn().type());
  }

  static List<Object> keys(Yaml yaml, Table table) {
    var keys = new ArrayList<Object>();
    for (var item : Scalars.list(Optional.of(yaml), "a list of keys of " + table.name())) {
      key(item, table).ifPresent(keys::add);
    }
    return keys;
  }
}
