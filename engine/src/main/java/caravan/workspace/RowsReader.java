package caravan.workspace;

import caravan.profile.Column;
import caravan.profile.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads rows and keys of tables. */
final class RowsReader {

  private final Language language;

  RowsReader(Language language) {
    this.language = language;
  }

  /** Rows by table. */
  Map<String, List<Row>> rows(Yaml yaml, boolean unique) {
    var rows = new LinkedHashMap<String, List<Row>>();
    var byTable = yaml.mapping("a mapping of tables to rows");
    byTable.ifPresent(
        mapping ->
            mapping
                .values()
                .forEach(
                    (name, list) ->
                        table(name, mapping.key(name))
                            .ifPresent(table -> rows.put(name, rows(list, table, unique)))));
    return rows;
  }

  private List<Row> rows(Yaml yaml, Table table, boolean unique) {
    var rows = new ArrayList<Row>();
    var keys = new HashMap<Object, Row>();
    var list = yaml.isMissing() ? Optional.<Yaml>empty() : Optional.of(yaml);
    for (var item : Scalars.list(list, "a list of rows")) {
      var row = item.mapping("a row").map(mapping -> row(mapping, table));
      row.ifPresent(rows::add);
      var key = row.isPresent() && table.key() != null ? row.get().cells().get(table.key()) : null;
      var same = key == null ? null : keys.putIfAbsent(key, row.orElseThrow());
      if (unique && same != null) {
        item.problem(
            "duplicate-key",
            "there are two rows of %s with the key '%s', the other in line %d"
                .formatted(table.name(), key, same.place().line()));
      }
    }
    return rows;
  }

  private Row row(Mapping mapping, Table table) {
    var cells = new LinkedHashMap<String, @Nullable Object>();
    for (var name : mapping.values().keySet()) {
      var column = column(mapping.key(name), table, name);
      var value = mapping.get(name);
      column.ifPresent(
          found ->
              cells.put(name, value.flatMap(cell -> Cells.value(cell, found.type())).orElse(null)));
    }
    if (table.key() != null && mapping.get(table.key()).isEmpty()) {
      mapping
          .self()
          .problem(
              "missing-key", "a row of %s needs its key '%s'".formatted(table.name(), table.key()));
    }
    return new Row(mapping.place(), cells);
  }

  /** A column of a table; where the table's data could not be read nothing is said. */
  Optional<Column> column(Yaml at, Table table, String name) {
    var column = table.column(name);
    if (column.isEmpty() && !language.unread().contains(table.name())) {
      at.source()
          .problems()
          .addUnknown(
              "unknown-column",
              at.place(),
              "%s has no column '%s'".formatted(table.name(), name),
              name,
              table.columns().keySet());
    }
    return column;
  }

  /** Keys by table. */
  Map<String, List<Object>> keys(Yaml yaml) {
    var keys = new LinkedHashMap<String, List<Object>>();
    var byTable = yaml.mapping("a mapping of tables to keys");
    if (byTable.isEmpty()) {
      return keys;
    }
    for (var entry : byTable.get().values().entrySet()) {
      var at = byTable.get().key(entry.getKey());
      var table = table(entry.getKey(), at);
      if (table.isPresent() && table.get().key() == null) {
        at.problem("no-key", entry.getKey() + " has no key: its rows cannot be removed");
      } else {
        table.ifPresent(found -> keys.put(entry.getKey(), Cells.keys(entry.getValue(), found)));
      }
    }
    return keys;
  }

  private Optional<Table> table(String name, Yaml at) {
    var table = language.schema().find(name);
    if (table.isEmpty()) {
      at.source()
          .problems()
          .addUnknown(
              "unknown-table",
              at.place(),
              "there is no table '" + name + "'",
              name,
              language.schema().tables().keySet());
    }
    return table;
  }
}
