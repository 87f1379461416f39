package caravan.warehouse;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongToIntFunction;
import org.duckdb.DuckDBAppender;
import org.jspecify.annotations.Nullable;

/** Making the table that a file is staged in, out of a relation that holds its cells. */
final class Staging {

  /** The column with the number of a data row, from 1. */
  static final String ROW = "caravan:row";

  private static final String RAW = "caravan:raw:";
  private static final int SHOWN = 5;

  private Staging() {}

  /**
   * A column to be made: its value, and for one whose values have to be checked, the text it is read from ({@code
   * source}) as the relation has it.
   */
  record Cell(String name, ColumnType type, String value, Optional<String> source) {

    static Cell read(String name, ColumnType type, String source) {
      return new Cell(name, type, Cells.value(type, source), Optional.of(source));
    }

    static Cell as(String name, ColumnType type, String value) {
      return new Cell(name, type, value, Optional.empty());
    }

    static Cell missing(String name, ColumnType type) {
      return as(name, type, "NULL");
    }
  }

  static String table(String name) {
    return "staging." + Sql.name(name);
  }

  /** The temporary table of a file's cells as text: {@code c0}, {@code c1} … */
  static String raw(String name) {
    return "temp.main." + Sql.name(RAW + name);
  }

  /** The same with the rows' numbers. */
  static String rows(String name) {
    return "(SELECT rowid + 1 AS " + Sql.name(ROW) + ", * FROM " + raw(name) + ")";
  }

  static void prepare(DuckDb db, String name) throws SQLException {
    Sql.run(db, "CREATE SCHEMA IF NOT EXISTS staging");
    drop(db, name);
  }

  /** Leaves the table if it is whole, and nothing else. */
  static void end(DuckDb db, String name, boolean whole) throws SQLException {
    if (whole) {
      Sql.run(db, "DROP TABLE IF EXISTS " + raw(name));
    } else {
      drop(db, name);
    }
  }

  static void createRaw(DuckDb db, String name, int columns) throws SQLException {
    var types = new ArrayList<String>();
    for (var i = 0; i < columns; i++) {
      types.add(column(i) + " VARCHAR");
    }
    Sql.run(db, "CREATE TABLE " + raw(name) + " (" + String.join(", ", types) + ")");
  }

  static DuckDBAppender appenderToRaw(DuckDb db, String name) throws SQLException {
    return db.connection().createAppender("temp", "main", RAW + name);
  }

  static void append(DuckDBAppender appender, @Nullable String text) throws SQLException {
    if (text == null) {
      appender.appendNull();
    } else {
      appender.append(text);
    }
  }

  static void drop(DuckDb db, String name) throws SQLException {
    Sql.run(db, "DROP TABLE IF EXISTS " + table(name));
    Sql.run(db, "DROP TABLE IF EXISTS " + raw(name));
  }

  /** The name of the n-th column of a raw table. */
  static String column(int index) {
    return "c" + index;
  }

  /** Makes the table from a relation that has the row's number and what the cells ask for. */
  static Staged create(DuckDb db, String name, String relation, List<Cell> cells) throws SQLException {
    var select = new StringBuilder(Sql.name(ROW));
    for (var cell : cells) {
      var type = Cells.stored(cell.type());
      select.append(",\nCAST(").append(cell.value()).append(" AS ").append(type).append(") AS ").append(Sql.name(cell.name()));
    }
    Sql.run(db, "CREATE TABLE " + table(name) + " AS SELECT " + select + "\nFROM " + relation);
    var rows = Sql.number(db, "SELECT count(*) FROM " + table(name));
    return new Staged(name, cells.stream().map(c -> new StagedColumn(c.name(), c.type())).toList(), rows);
  }

  /** Reports the values that do not fit their columns, at most five a column. */
  static boolean allFit(DuckDb db, DataFile file, String relation, List<Cell> cells, LongToIntFunction lines)
      throws SQLException {
    var fit = true;
    for (var cell : checked(db, relation, cells)) {
      fit = false;
      report(db, file, relation, cell, lines);
    }
    return fit;
  }

  private static String misfit(Cell cell) {
    var source = cell.source().orElseThrow();
    return "(" + Cells.isPresent(cell.type(), source) + " AND NOT (" + Cells.fits(cell.type(), source) + "))";
  }

  /** The columns that hold a value that does not fit, found in one pass. */
  private static List<Cell> checked(DuckDb db, String relation, List<Cell> cells) throws SQLException {
    var read = cells.stream().filter(c -> c.source().isPresent()).toList();
    var bad = new ArrayList<Cell>();
    if (read.isEmpty()) {
      return bad;
    }
    var tests = read.stream().map(c -> "count(*) FILTER (WHERE " + misfit(c) + ")").toList();
    try (var statement = db.connection().createStatement();
        var result = statement.executeQuery("SELECT " + String.join(",\n", tests) + " FROM " + relation)) {
      result.next();
      for (var i = 0; i < read.size(); i++) {
        if (result.getLong(i + 1) > 0) {
          bad.add(read.get(i));
        }
      }
    }
    return bad;
  }

  private static void report(DuckDb db, DataFile file, String relation, Cell cell, LongToIntFunction lines)
      throws SQLException {
    var query =
        "SELECT %s, %s, count(*) OVER () FROM %s WHERE %s ORDER BY 1 LIMIT %d"
            .formatted(Sql.name(ROW), cell.source().orElseThrow(), relation, misfit(cell), SHOWN);
    try (var statement = db.connection().createStatement();
        var result = statement.executeQuery(query)) {
      var shown = 0;
      var line = 0;
      var count = 0L;
      while (result.next()) {
        var row = result.getLong(1);
        count = result.getLong(3);
        line = lines.applyAsInt(row);
        file.problem(
            "value-type",
            line,
            "row %d, column '%s': %s does not fit %s; it takes %s"
                .formatted(row, cell.name(), shown(result.getString(2)), cell.type().label(), Values.accepted(cell.type())));
        shown++;
      }
      if (count > shown) {
        file.problem("value-type", line, "column '%s': and %d more values that do not fit".formatted(cell.name(), count - shown));
      }
    }
  }

  private static String shown(String value) {
    var printable = value.replace("\0", "\\0").replace("\n", "\\n").replace("\r", "\\r");
    return "'" + (printable.length() > 80 ? printable.substring(0, 80) + "…" : printable) + "'";
  }
}
