package caravan.warehouse;

import caravan.problem.Problems;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Files of rows, taken into DuckDB: {@code .csv}, {@code .csv.gz}, {@code .parquet}, {@code
 * .ndjson}, {@code .ndjson.gz} and {@code .jsonl} (also packed).
 *
 * <p>CSV: UTF-8 with or without a byte order mark; the first line names the columns and shows the
 * delimiter (comma, semicolon, tab or bar); blank lines do not count. An empty cell is missing; a
 * quoted empty one is an empty text, and missing where the column is not text. NDJSON: an object a
 * line, its keys are the columns; a nested value is JSON, a text is read as a date or a timestamp
 * if all are. Parquet: its own types; what is not finite is missing.
 *
 * <p>A type that is not declared is inferred over all rows, as {@link Values#infer} says.
 */
public final class DataFiles {

  private DataFiles() {}

  /**
   * Reads a whole file into the new relation {@code staging."<name>"}, replacing one of that name;
   * on the main connection, outside of a transaction.
   *
   * @param label the file's name in problems
   * @param declared types that win over what would be inferred; a column that the file lacks is
   *     made with missing values
   * @return the table, or empty after everything that is wrong was put into {@code problems}
   */
  public static Optional<Staged> stage(
      DuckDb db,
      Path path,
      String label,
      String name,
      Map<String, ColumnType> declared,
      Problems problems) {
    var file = new DataFile(path, label, problems);
    if (!file.isReadable(db)) {
      return Optional.empty();
    }
    try {
      Staging.prepare(db, name);
      var staged =
          switch (file.format()) {
            case CSV -> CsvFile.stage(db, file, name, declared);
            case PARQUET -> ParquetFile.stage(db, file, name, declared);
            case NDJSON -> NdjsonFile.stage(db, file, name, declared);
            case UNKNOWN -> Optional.<Staged>empty();
          };
      Staging.end(db, name, staged.isPresent());
      return staged;
    } catch (IOException e) {
      file.unreadable(e);
      return Optional.empty();
    } catch (SQLException e) {
      throw WarehouseFailure.of("reading " + label, e);
    }
  }

  /** Lets go what was staged under a name. */
  public static void drop(DuckDb db, String name) {
    try {
      Staging.drop(db, name);
    } catch (SQLException e) {
      throw WarehouseFailure.of("removing staged rows", e);
    }
  }

  /**
   * The line on which a data row of a staged file begins; 0 where the format has no lines.
   *
   * @param row counted from 1
   */
  public static int line(Path path, long row) {
    var file = new DataFile(path, "", new Problems());
    try {
      return switch (file.format()) {
        case CSV -> CsvHead.read(file).map(head -> new CsvLines(file, head).of(row)).orElse(0);
        case NDJSON -> NdjsonFile.line(file, row);
        case PARQUET, UNKNOWN -> 0;
      };
    } catch (IOException _) {
      return 0; // the row's number alone has to do
    }
  }

  /**
   * The names of a file's columns, in order; empty after what is wrong was reported. NDJSON is read
   * to its end.
   */
  public static Optional<List<String>> header(
      DuckDb db, Path path, String label, Problems problems) {
    var file = new DataFile(path, label, problems);
    if (!file.isReadable(db)) {
      return Optional.empty();
    }
    try {
      return switch (file.format()) {
        case CSV -> CsvHead.read(file).map(CsvHead::names);
        case PARQUET -> ParquetFile.header(db, file);
        case NDJSON -> NdjsonFile.header(file);
        case UNKNOWN -> Optional.empty();
      };
    } catch (IOException e) {
      file.unreadable(e);
      return Optional.empty();
    } catch (SQLException e) {
      throw WarehouseFailure.of("reading " + label, e);
    }
  }
}
