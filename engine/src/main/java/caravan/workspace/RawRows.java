package caravan.workspace;

import caravan.profile.Table;
import caravan.warehouse.ColumnType;
import caravan.warehouse.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The cells of all scenarios' rows as they are written, by table and column: what the columns of
 * tables without a data file are inferred from. Faults are left to {@link ScenarioReader}.
 */
final class RawRows {

  private final Map<String, List<Mapping>> rows = new LinkedHashMap<>();

  static RawRows of(Iterable<Yaml> scenarios) {
    var rows = new RawRows();
    for (var scenario : scenarios) {
      quiet(scenario)
          .ifPresent(
              root -> {
                root.get("rows").ifPresent(rows::add);
                for (var step : items(root.get("steps"))) {
                  quiet(step).flatMap(mapping -> mapping.get("change")).ifPresent(rows::add);
                }
              });
    }
    return rows;
  }

  private void add(Yaml byTable) {
    quiet(byTable)
        .ifPresent(
            tables ->
                tables
                    .values()
                    .forEach(
                        (table, list) -> {
                          for (var row : items(Optional.of(list))) {
                            quiet(row)
                                .ifPresent(
                                    rows.computeIfAbsent(table, _ -> new ArrayList<>())::add);
                          }
                        }));
  }

  /** The columns that rows of a table have somewhere, each with the type that all its cells fit. */
  Map<String, ColumnType> columns(String table) {
    var cells = new LinkedHashMap<String, List<Yaml>>();
    for (var row : rows.getOrDefault(table, List.of())) {
      row.values()
          .forEach((name, cell) -> cells.computeIfAbsent(name, _ -> new ArrayList<>()).add(cell));
    }
    var columns = new LinkedHashMap<String, ColumnType>();
    cells.forEach((name, all) -> columns.put(name, type(all)));
    return columns;
  }

  /** The keys of a table's rows by the text of one of their columns, its case folded. */
  Map<String, List<Object>> keysBy(Table table, String column) {
    var keys = new LinkedHashMap<String, List<Object>>();
    for (var row : rows.getOrDefault(table.name(), List.of())) {
      var key = row.get(table.keyColumn().name()).flatMap(cell -> Cells.key(cell.quietly(), table));
      var text = row.get(column).flatMap(Yaml::scalar).map(MemberFiles::fold);
      if (key.isPresent() && text.isPresent()) {
        keys.computeIfAbsent(text.get(), _ -> new ArrayList<>()).add(key.get());
      }
    }
    return keys;
  }

  private static ColumnType type(List<Yaml> cells) {
    if (cells.stream().anyMatch(cell -> !cell.isScalar())) {
      return ColumnType.JSON;
    }
    return Values.infer(cells.stream().flatMap(cell -> cell.scalar().stream()).toList());
  }

  /** Without reporting what is wrong. */
  private static Optional<Mapping> quiet(Yaml yaml) {
    return yaml.isMapping() ? yaml.quietly().mapping("") : Optional.empty();
  }

  private static List<Yaml> items(Optional<Yaml> list) {
    return list.flatMap(yaml -> yaml.quietly().list("")).orElse(List.of());
  }
}
