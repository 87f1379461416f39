package caravan.warehouse;

import caravan.warehouse.Staging.Cell;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Stages a file of JSON objects, one a line. It is read twice: for its keys and their types, then
 * for its rows.
 */
final class NdjsonFile {

  private static final int SHOWN = 5;

  private NdjsonFile() {}

  static Optional<List<String>> header(DataFile file) throws IOException {
    return kinds(file).map(kinds -> List.copyOf(kinds.keySet()));
  }

  static Optional<Staged> stage(
      DuckDb db, DataFile file, String name, Map<String, ColumnType> declared)
      throws IOException, SQLException {
    var kinds = kinds(file);
    if (kinds.isEmpty()) {
      return Optional.empty();
    }
    var names = List.copyOf(kinds.get().keySet());
    var absent = file.absent(declared, names);
    if (absent.isEmpty()) {
      return Optional.empty();
    }
    if (names.isEmpty() && declared.isEmpty()) {
      file.problem("empty-file", 1, "the file has no rows, so it has no columns");
      return Optional.empty();
    }
    var cells = new ArrayList<Cell>();
    kinds
        .get()
        .forEach(
            (column, kind) -> {
              var type = declared.getOrDefault(column, Kinds.type(kind));
              cells.add(Cell.read(column, type, Staging.column(cells.size())));
            });
    absent
        .get()
        .forEach(
            column ->
                cells.add(Cell.missing(column, Objects.requireNonNull(declared.get(column)))));
    append(db, file, name, cells.subList(0, names.size()));
    var raw = Staging.rows(name);
    if (Misfits.report(db, file, raw, cells, row -> line(file, row))) {
      return Optional.empty();
    }
    return Optional.of(Staging.create(db, name, raw, cells));
  }

  /**
   * The keys in the order in which they are first seen, with the kinds of their values; empty after
   * faults.
   */
  private static Optional<Map<String, Integer>> kinds(DataFile file) throws IOException {
    var kinds = new LinkedHashMap<String, Integer>();
    var bad = 0L;
    var last = 0;
    try (var records = new NdjsonRecords(file.open())) {
      while (kinds.size() <= DataFile.MOST_COLUMNS && records.advance()) {
        try {
          records.object().forEach((key, value) -> kinds.merge(key, value.kind(), (a, b) -> a | b));
        } catch (Malformed e) {
          last = records.line();
          if (bad++ < SHOWN) {
            file.problem("json", last, e.found());
          }
        }
      }
    }
    if (bad > SHOWN) {
      file.problem("json", last, "and " + (bad - SHOWN) + " more lines that are not a JSON object");
    }
    return bad == 0 && file.areNames(List.copyOf(kinds.keySet()), 0)
        ? Optional.of(kinds)
        : Optional.empty();
  }

  private static void append(DuckDb db, DataFile file, String name, List<Cell> cells)
      throws IOException, SQLException {
    Staging.createRaw(db, name, Math.max(1, cells.size()));
    try (var appender = Staging.appenderToRaw(db, name);
        var records = new NdjsonRecords(file.open())) {
      while (records.advance()) {
        var object = records.object();
        appender.beginRow();
        if (cells.isEmpty()) {
          appender.appendNull();
        }
        for (var cell : cells) {
          var value = object.get(cell.name());
          Staging.append(appender, value == null ? null : value.as(cell.type()));
        }
        appender.endRow();
      }
    } catch (Malformed e) {
      throw new IOException("it changed while it was read", e);
    }
  }

  static int line(DataFile file, long row) {
    try (var records = new NdjsonRecords(file.open())) {
      for (var i = 1L; records.advance(); i++) {
        if (i == row) {
          return records.line();
        }
      }
    } catch (IOException _) {
      // the row's number alone has to do
    }
    return 0;
  }
}
