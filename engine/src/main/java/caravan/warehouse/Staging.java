package caravan.warehouse;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.duckdb.DuckDBAppender;
import org.jspecify.annotations.Nullable;

/**
 * Making the table that a file is staged in, out of a relation that holds its cells. It lies in a
 * database of its own in memory, beside the main one: nothing is compressed or written for what
 * will be dropped.
 */
final class Staging {

  /** The column with the number of a data row, from 1. */
  static final String ROW = "caravan:row";

  private static final String RAW = "caravan:raw:";
  private static final String CELLS = "caravan:cells:";

  private Staging() {}

  /**
   * A column to be made: its value, and for one whose values have to be checked, the text it is
   * read from ({@code source}) as the relation has it.
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

  /** The table with the values, of which {@link #table} is a view. */
  private static String cells(String name) {
    return "staging." + Sql.name(CELLS + name);
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
    var area = "SELECT count(*) FROM duckdb_databases() WHERE database_name = 'staging'";
    if (Sql.number(db, area) == 0) {
      // of a file in which rows were once staged, and which could not be told from the area
      Sql.run(db, "DROP SCHEMA IF EXISTS staging CASCADE");
      Sql.run(db, "ATTACH ':memory:' AS staging");
    }
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
    Sql.run(db, "CREATE TEMP TABLE " + raw(name) + " (" + String.join(", ", types) + ")");
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
    Sql.run(db, "DROP VIEW IF EXISTS " + table(name));
    Sql.run(db, "DROP TABLE IF EXISTS " + cells(name));
    Sql.run(db, "DROP TABLE IF EXISTS " + raw(name));
  }

  /** The name of the n-th column of a raw table. */
  static String column(int index) {
    return "c" + index;
  }

  /** Makes the table from a relation that has the row's number and what the cells ask for. */
  static Staged create(DuckDb db, String name, String relation, List<Cell> cells)
      throws SQLException {
    return create(db, name, Sql.name(ROW) + ", ", relation, Sql.name(ROW), cells);
  }

  /**
   * The same from a relation whose rows are in order: their place is their number. Counting them on
   * the way would keep all but one processor waiting.
   */
  static Staged createInOrder(DuckDb db, String name, String relation, List<Cell> cells)
      throws SQLException {
    return create(db, name, "", relation, "rowid + 1 AS " + Sql.name(ROW), cells);
  }

  /** The values have names of ours, as a column of theirs may be called {@code rowid}. */
  private static Staged create(
      DuckDb db, String name, String first, String relation, String number, List<Cell> cells)
      throws SQLException {
    var values = new ArrayList<String>();
    var shown = new StringBuilder(number);
    for (var cell : cells) {
      var own = column(values.size());
      values.add("CAST(%s AS %s) AS %s".formatted(cell.value(), Cells.stored(cell.type()), own));
      shown.append(", ").append(own).append(" AS ").append(Sql.name(cell.name()));
    }
    var select = first + String.join(",\n", values) + "\nFROM " + relation;
    Sql.run(db, "CREATE TABLE " + cells(name) + " AS SELECT " + select);
    Sql.run(db, "CREATE VIEW " + table(name) + " AS SELECT " + shown + " FROM " + cells(name));
    var rows = Sql.number(db, "SELECT count(*) FROM " + cells(name));
    return new Staged(
        name, cells.stream().map(c -> new StagedColumn(c.name(), c.type())).toList(), rows);
  }
}
