package caravan.warehouse;

import java.io.IOException;
import java.sql.SQLException;

/**
 * Taking a CSV file's cells into DuckDB as text: by DuckDB itself, or by our own reader where
 * DuckDB cannot.
 */
final class CsvText {

  /** How DuckDB's messages begin where it is the file that it cannot read. */
  static final String[] UNREADABLE = {"Invalid Input Error", "Not implemented Error", "IO Error"};

  private static final int COUNTED = 100;

  private final DuckDb db;
  private final DataFile file;
  private final String name;
  private final CsvHead head;

  CsvText(DuckDb db, DataFile file, String name, CsvHead head) {
    this.db = db;
    this.file = file;
    this.name = name;
    this.head = head;
  }

  /** Makes the raw table; false after the file's faults were reported. */
  boolean load() throws IOException, SQLException {
    return loadText() || appendText();
  }

  /** Has DuckDB read the file; false if it cannot. */
  private boolean loadText() throws IOException, SQLException {
    try {
      Sql.run(
          db,
          "CREATE TEMP TABLE " + Staging.raw(name) + " AS SELECT * FROM " + head.relation(file));
      if (Sql.number(db, "SELECT count(*) FROM " + Staging.raw(name)) >= firstRows()) {
        return true;
      }
    } catch (SQLException e) {
      // our own reader says what is wrong, or reads what DuckDB cannot
      Sql.onlyIf(e, UNREADABLE);
    }
    Staging.drop(db, name);
    return false;
  }

  /**
   * How many rows there are at least: DuckDB ends without a word where line ends are not what it
   * expects.
   */
  int firstRows() throws IOException {
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
}
