package caravan.warehouse;

import caravan.warehouse.Staging.Cell;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongToIntFunction;

/** Values that do not fit the type of their column. */
final class Misfits {

  private static final int SHOWN = 5;

  private Misfits() {}

  /** Whether there are values that do not fit their columns; reports at most five a column. */
  static boolean report(
      DuckDb db, DataFile file, String relation, List<Cell> cells, LongToIntFunction lines)
      throws SQLException {
    var bad = checked(db, relation, cells);
    for (var cell : bad) {
      reportOne(db, file, relation, cell, lines);
    }
    return !bad.isEmpty();
  }

  private static String misfit(Cell cell) {
    var source = cell.source().orElseThrow();
    return "("
        + Cells.isPresent(cell.type(), source)
        + " AND NOT ("
        + Cells.fits(cell.type(), source)
        + "))";
  }

  /** The columns that hold a value that does not fit, found in one pass. */
  private static List<Cell> checked(DuckDb db, String relation, List<Cell> cells)
      throws SQLException {
    var read = cells.stream().filter(c -> c.source().isPresent()).toList();
    var bad = new ArrayList<Cell>();
    if (read.isEmpty()) {
      return bad;
    }
    var tests = read.stream().map(c -> "count(*) FILTER (WHERE " + misfit(c) + ")").toList();
    try (var statement = db.connection().createStatement();
        var result =
            statement.executeQuery("SELECT " + String.join(",\n", tests) + " FROM " + relation)) {
      result.next();
      for (var i = 0; i < read.size(); i++) {
        if (result.getLong(i + 1) > 0) {
          bad.add(read.get(i));
        }
      }
    }
    return bad;
  }

  private static void reportOne(
      DuckDb db, DataFile file, String relation, Cell cell, LongToIntFunction lines)
      throws SQLException {
    var query =
        "SELECT %s, %s, count(*) OVER () FROM %s WHERE %s ORDER BY 1 LIMIT %d"
            .formatted(
                Sql.name(Staging.ROW), cell.source().orElseThrow(), relation, misfit(cell), SHOWN);
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
                .formatted(
                    row,
                    cell.name(),
                    shown(result.getString(2)),
                    cell.type().label(),
                    Values.accepted(cell.type())));
        shown++;
      }
      if (count > shown) {
        file.problem(
            "value-type",
            line,
            "column '%s': and %d more values that do not fit"
                .formatted(cell.name(), count - shown));
      }
    }
  }

  private static String shown(String value) {
    var printable = value.replace("\0", "\\0").replace("\n", "\\n").replace("\r", "\\r");
    return "'" + (printable.length() > 80 ? printable.substring(0, 80) + "…" : printable) + "'";
  }
}
