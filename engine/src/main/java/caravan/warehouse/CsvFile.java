package caravan.warehouse;

import caravan.warehouse.CsvRecords.Malformed;
import caravan.warehouse.Staging.Cell;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * Stages a CSV file: all cells as text first, then as their types. The types are guessed from the first rows and
 * checked while all rows are read as them. A guess that no value contradicts is exact, since the first rows hold a
 * witness for it; where they hold none, or a value contradicts, all rows are asked.
 */
final class CsvFile {

  private static final int FIRST_ROWS = 2_000;
  private static final int COUNTED = 100;

  private final DuckDb db;
  private final DataFile file;
  private final String name;
  private final Map<String, ColumnType> declared;
  private final CsvHead head;

  private CsvFile(DuckDb db, DataFile file, String name, Map<String, ColumnType> declared, CsvHead head) {
    this.db = db;
    this.file = file;
    this.name = name;
    this.declared = declared;
    this.head = head;
  }

  static Optional<Staged> stage(DuckDb db, DataFile file, String name, Map<String, ColumnType> declared)
      throws IOException, SQLException {
    var head = CsvHead.read(file);
    if (head.isEmpty()) {
      return Optional.empty();
    }
    return new CsvFile(db, file, name, declared, head.get()).stage();
  }

  private Optional<Staged> stage() throws IOException, SQLException {
    var absent = file.absent(declared, head.names());
    if (!(loadText() || appendText()) || absent.isEmpty()) {
      return Optional.empty();
    }
    var kinds = new int[head.names().size()];
    ask(kinds, "(SELECT * FROM " + Staging.raw(name) + " LIMIT " + FIRST_ROWS + ")", _ -> true);
    ask(kinds, Staging.raw(name), i -> !Kinds.isSettled(kinds[i]));
    var guess = cells(kinds, absent.get());
    try {
      return Optional.of(Staging.create(db, name, Staging.rows(name), checked(guess)));
    } catch (SQLException _) {
      // a value contradicts its type; which one is found below
    }
    ask(kinds, Staging.raw(name), _ -> true);
    var cells = cells(kinds, absent.get());
    var lines = new CsvLines(file, head);
    if (!Staging.allFit(db, file, Staging.rows(name), cells, lines::of)) {
      return Optional.empty();
    }
    return Optional.of(Staging.create(db, name, Staging.rows(name), cells));
  }

  /** Has DuckDB read the file; false if it cannot. */
  private boolean loadText() throws IOException, SQLException {
    try {
      Sql.run(db, "CREATE TABLE " + Staging.raw(name) + " AS SELECT * FROM " + head.relation(file));
      // DuckDB ends without a word where line ends are not what it expects
      if (Sql.number(db, "SELECT count(*) FROM " + Staging.raw(name)) >= firstRows()) {
        return true;
      }
    } catch (SQLException _) {
      // our own reader says what is wrong, or reads what DuckDB cannot
    }
    Staging.drop(db, name);
    return false;
  }

  private int firstRows() throws IOException {
    var rows = 0;
    try (var records = head.rows(file)) {
      while (rows < COUNTED && records.next() != null) {
        rows++;
      }
    } catch (Malformed _) {
      return Integer.MAX_VALUE;
    }
    return rows;
  }

  /** Reads the file here; false after its faults were reported. */
  private boolean appendText() throws IOException, SQLException {
    if (CsvFaults.report(file, head)) {
      return false;
    }
    Staging.createRaw(db, name, head.names().size());
    try (var appender = Staging.appenderToRaw(db, name);
        var records = head.rows(file)) {
      for (var cells = records.next(); cells != null; cells = records.next()) {
        appender.beginRow();
        for (var cell : cells) {
          Staging.append(appender, cell);
        }
        appender.endRow();
      }
      return true;
    } catch (Malformed e) {
      throw new IOException("it changed while it was read", e);
    }
  }

  /** Puts in the kinds of the values that a relation has in those undeclared columns that are asked for. */
  private void ask(int[] kinds, String relation, IntPredicate isAsked) throws SQLException {
    var asked = new LinkedHashMap<Integer, String>();
    for (var i = 0; i < kinds.length; i++) {
      if (isAsked.test(i) && !declared.containsKey(head.names().get(i))) {
        asked.put(i, "coalesce(bit_or(" + Kinds.sql(Staging.column(i)) + "), 0)");
      }
    }
    if (asked.isEmpty()) {
      return;
    }
    try (var statement = db.connection().createStatement();
        var result = statement.executeQuery("SELECT " + String.join(",\n", asked.values()) + " FROM " + relation)) {
      result.next();
      var at = 1;
      for (var index : asked.keySet()) {
        kinds[index] = result.getInt(at++);
      }
    }
  }

  private List<Cell> cells(int[] kinds, List<String> absent) {
    var cells = new ArrayList<Cell>();
    for (var i = 0; i < kinds.length; i++) {
      var column = head.names().get(i);
      cells.add(Cell.read(column, declared.getOrDefault(column, Kinds.type(kinds[i])), Staging.column(i)));
    }
    absent.forEach(column -> cells.add(Cell.missing(column, Objects.requireNonNull(declared.get(column)))));
    return cells;
  }

  private List<Cell> checked(List<Cell> cells) {
    return cells.stream()
        .map(cell -> cell.source().isEmpty() ? cell : Cell.as(cell.name(), cell.type(), checkedValue(cell)))
        .toList();
  }

  private String checkedValue(Cell cell) {
    var source = cell.source().orElseThrow();
    var shape =
        declared.containsKey(cell.name())
            ? Cells.fitsShape(cell.type(), source)
            : Cells.looksLikeShape(cell.type(), source);
    return "CASE WHEN %s THEN coalesce(CASE WHEN %s THEN %s END, error('caravan: misfit')) END"
        .formatted(Cells.isPresent(cell.type(), source), shape, Cells.value(cell.type(), source));
  }
}
