package caravan.workspace;

import caravan.problem.Problems;
import caravan.warehouse.ColumnType;
import caravan.warehouse.DataFiles;
import caravan.warehouse.DuckDb;
import caravan.warehouse.Staged;
import caravan.warehouse.StagedColumn;
import caravan.workspace.TableDeclaration.Link;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the tables' data into the staging area and finds all columns. A table is read after those
 * whose keys it holds, so that a column that holds a key has the key's type.
 */
final class ColumnsReader {

  private final Map<String, TableDeclaration> tables;
  private final RawRows rows;
  private final DuckDb db;
  private final Problems problems;
  private final Map<String, Map<String, ColumnType>> columns = new LinkedHashMap<>();
  private final Map<String, Staged> staged = new LinkedHashMap<>();
  private final Set<String> unread = new LinkedHashSet<>();
  private final Set<String> started = new HashSet<>();

  ColumnsReader(Map<String, TableDeclaration> tables, RawRows rows, DuckDb db, Problems problems) {
    this.tables = tables;
    this.rows = rows;
    this.db = db;
    this.problems = problems;
  }

  Columns read() {
    tables.values().forEach(this::readAfterTargets);
    for (var again = 0; again < tables.size() && readAgain(); again++) {}
    var inOrder = new LinkedHashMap<String, Staged>();
    for (var table : tables.keySet()) {
      var data = staged.get(table);
      if (data != null) {
        inOrder.put(table, data);
      }
    }
    return new Columns(columns, inOrder, unread);
  }

  private void readAfterTargets(TableDeclaration table) {
    if (started.add(table.name())) {
      for (var link : table.links()) {
        var target = tables.get(link.target());
        if (target != null) {
          readAfterTargets(target);
        }
      }
      read(table);
    }
  }

  /** Reads those tables anew that hold keys of one another, and hold them in another type. */
  private boolean readAgain() {
    var changed = false;
    for (var table : tables.values()) {
      if (!unread.contains(table.name())
          && table.links().stream().anyMatch(l -> isOther(table, l))) {
        read(table);
        changed = true;
      }
    }
    return changed;
  }

  private boolean isOther(TableDeclaration table, Link link) {
    var here = columns.getOrDefault(table.name(), Map.of()).get(link.column());
    var key = keyType(link);
    return here != null
        && key != null
        && here != key
        && !table.columns().containsKey(link.column());
  }

  private @Nullable ColumnType keyType(Link link) {
    var target = tables.get(link.target());
    return target == null || target.key() == null
        ? null
        : columns.getOrDefault(target.name(), Map.of()).get(target.key().name());
  }

  private void read(TableDeclaration table) {
    if (!table.dataExpected()) {
      columns.put(table.name(), withoutData(table));
      return;
    }
    var data = stage(table);
    if (data.isEmpty()) {
      unread.add(table.name());
      columns.put(table.name(), new LinkedHashMap<>(table.columns()));
      return;
    }
    staged.put(table.name(), data.get());
    var all = new LinkedHashMap<String, ColumnType>();
    for (StagedColumn column : data.get().columns()) {
      all.put(column.name(), column.type());
    }
    columns.put(table.name(), all);
  }

  private Optional<Staged> stage(TableDeclaration table) {
    if (table.data() == null || table.label() == null) {
      return Optional.empty();
    }
    var types = new LinkedHashMap<>(table.columns());
    if (table.links().stream().anyMatch(link -> !types.containsKey(link.column()))) {
      var header = DataFiles.header(db, table.data(), table.label(), problems);
      if (header.isEmpty()) {
        return Optional.empty();
      }
      addKeys(table, header.get(), types);
    }
    return DataFiles.stage(db, table.data(), table.label(), table.name(), types, problems);
  }

  /** Only columns that are there: one that is named wrongly must not come into being. */
  private void addKeys(TableDeclaration table, List<String> header, Map<String, ColumnType> types) {
    for (var link : table.links()) {
      var type = keyType(link);
      if (type != null && header.contains(link.column())) {
        types.putIfAbsent(link.column(), type);
      }
    }
  }

  private Map<String, ColumnType> withoutData(TableDeclaration table) {
    var all = new LinkedHashMap<>(table.columns());
    rows.columns(table.name()).forEach(all::putIfAbsent);
    if (table.key() != null && !table.columns().containsKey(table.key().name())) {
      all.compute(
          table.key().name(),
          (_, type) -> type == ColumnType.INTEGER ? ColumnType.INTEGER : ColumnType.TEXT);
    }
    for (var link : table.links()) {
      var type = keyType(link);
      if (!table.columns().containsKey(link.column())) {
        all.put(link.column(), type == null ? ColumnType.TEXT : type);
      }
    }
    return all;
  }
}
