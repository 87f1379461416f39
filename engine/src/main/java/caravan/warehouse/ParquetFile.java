package caravan.warehouse;

import caravan.warehouse.Staging.Cell;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Stages a Parquet file: its own types become ours, a declared type is read from the value's text.
 */
final class ParquetFile {

  /** A column of the file, as DuckDB sees it. */
  private record Column(String name, String type) {

    String quoted() {
      return Sql.name(name);
    }

    /** To the microsecond; a cast would round up. */
    String instant() {
      return type.equals("TIMESTAMP_NS")
          ? "make_timestamp(epoch_ns(" + quoted() + ") // 1000)"
          : "CAST(" + quoted() + " AS TIMESTAMP)";
    }

    boolean isFraction() {
      return type.equals("FLOAT") || type.equals("DOUBLE");
    }

    boolean isBeyond64Bit() {
      return type.equals("UBIGINT") || type.equals("HUGEINT") || type.equals("UHUGEINT");
    }
  }

  private ParquetFile() {}

  static Optional<List<String>> header(DuckDb db, DataFile file) throws SQLException {
    return columns(db, file).map(all -> all.stream().map(Column::name).toList());
  }

  static Optional<Staged> stage(
      DuckDb db, DataFile file, String name, Map<String, ColumnType> declared) throws SQLException {
    var columns = columns(db, file);
    if (columns.isEmpty()) {
      return Optional.empty();
    }
    var absent = file.absent(declared, columns.get().stream().map(Column::name).toList());
    if (absent.isEmpty()) {
      return Optional.empty();
    }
    var source = new ArrayList<String>();
    var cells = new ArrayList<Cell>();
    for (var column : columns.get()) {
      var own = type(db, file, column);
      var type = declared.getOrDefault(column.name(), own);
      var alias = Staging.column(cells.size());
      var isRead = type != own || type == ColumnType.TEXT;
      source.add((isRead ? text(column, type) : value(column, own)) + " AS " + alias);
      cells.add(
          isRead ? Cell.read(column.name(), type, alias) : Cell.as(column.name(), type, alias));
    }
    absent
        .get()
        .forEach(
            column ->
                cells.add(Cell.missing(column, Objects.requireNonNull(declared.get(column)))));
    var relation =
        "(SELECT row_number() OVER () AS %s, %s FROM %s)"
            .formatted(Sql.name(Staging.ROW), String.join(",\n", source), reader(file));
    try {
      if (Misfits.report(db, file, relation, cells, _ -> 0)) {
        return Optional.empty();
      }
      return Optional.of(Staging.create(db, name, relation, cells));
    } catch (SQLException e) {
      return damaged(file, e);
    }
  }

  private static String reader(DataFile file) {
    var path = Sql.file(file.path().toAbsolutePath().normalize().toString());
    return "read_parquet(" + path + ", hive_partitioning = false)";
  }

  private static <T> Optional<T> damaged(DataFile file, SQLException e) {
    file.problem(
        "parquet",
        0,
        "this is not a Parquet file that can be read: "
            + WarehouseFailure.firstLine(e).replaceAll(" (in|of)? ?file '.*'|File '.*?' ?", ""));
    return Optional.empty();
  }

  private static Optional<List<Column>> columns(DuckDb db, DataFile file) {
    var columns = new ArrayList<Column>();
    try (var statement = db.connection().createStatement();
        var result = statement.executeQuery("DESCRIBE SELECT * FROM " + reader(file))) {
      while (result.next()) {
        columns.add(new Column(result.getString(1), result.getString(2)));
      }
    } catch (SQLException e) {
      return damaged(file, e);
    }
    return file.areNames(columns.stream().map(Column::name).toList(), 0)
        ? Optional.of(columns)
        : Optional.empty();
  }

  private static ColumnType type(DuckDb db, DataFile file, Column column) throws SQLException {
    var type = column.type();
    if (column.isBeyond64Bit()) {
      var beyond =
          "SELECT count(*) FROM %2$s WHERE %1$s IS NOT NULL AND TRY_CAST(%1$s AS BIGINT) IS NULL"
              .formatted(column.quoted(), reader(file));
      return Sql.number(db, beyond) == 0 ? ColumnType.INTEGER : ColumnType.TEXT;
    }
    if (type.startsWith("DECIMAL(")) {
      return decimal(type);
    }
    if (type.startsWith("TIMESTAMP")) {
      return ColumnType.TIMESTAMP;
    }
    if (type.endsWith("]") || type.matches("(?s)(STRUCT|MAP|UNION)\\(.*|VARIANT|JSON")) {
      return ColumnType.JSON;
    }
    return switch (type) {
      case "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER" ->
          ColumnType.INTEGER;
      case "FLOAT", "DOUBLE" -> ColumnType.NUMBER;
      case "BOOLEAN" -> ColumnType.BOOLEAN;
      case "DATE" -> ColumnType.DATE;
      default -> ColumnType.TEXT;
    };
  }

  private static ColumnType decimal(String type) {
    var digits = type.substring("DECIMAL(".length(), type.length() - 1).split(",", -1);
    var scale = Integer.parseInt(digits[1].strip());
    var before = Integer.parseInt(digits[0].strip()) - scale;
    return before <= 12 && scale <= 6 ? ColumnType.DECIMAL : ColumnType.NUMBER;
  }

  /** A column's value in its own type. */
  private static String value(Column column, ColumnType type) {
    var name = column.quoted();
    return switch (type) {
      case NUMBER ->
          "CASE WHEN isfinite(CAST(%1$s AS DOUBLE)) THEN CAST(%1$s AS DOUBLE) END".formatted(name);
      case DATE, TIMESTAMP ->
          "CASE WHEN %1$s BETWEEN TIMESTAMP '0001-01-01' AND TIMESTAMP '9999-12-31 23:59:59.999999' THEN %1$s END"
              .formatted(type == ColumnType.DATE ? "CAST(" + name + " AS DATE)" : column.instant());
      case JSON -> column.type().equals("JSON") ? name : "CAST(to_json(" + name + ") AS VARCHAR)";
      case TEXT, INTEGER, DECIMAL, BOOLEAN -> name;
    };
  }

  /**
   * A column's value as text, from which another type can be read: 5.0 as 5, midnight as its date.
   */
  private static String text(Column column, ColumnType wanted) {
    var name = column.quoted();
    if (column.isFraction()) {
      return """
      CASE WHEN NOT isfinite(%1$s) THEN NULL WHEN trunc(%1$s) = %1$s AND abs(%1$s) < 1e15
      THEN CAST(CAST(%1$s AS BIGINT) AS VARCHAR) ELSE CAST(%1$s AS VARCHAR) END\
      """
          .formatted(name);
    }
    if (column.type().startsWith("TIMESTAMP") && wanted == ColumnType.DATE) {
      return "CASE WHEN %1$s = date_trunc('day', %1$s) THEN CAST(CAST(%1$s AS DATE) AS VARCHAR) ELSE CAST(%1$s AS VARCHAR) END"
          .formatted(column.instant());
    }
    return "CAST(" + name + " AS VARCHAR)";
  }
}
