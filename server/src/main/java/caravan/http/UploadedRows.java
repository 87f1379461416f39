package caravan.http;

import caravan.problem.Place;
import caravan.problem.Printable;
import caravan.problem.Problem;
import caravan.problem.Problems;
import caravan.profile.Table;
import caravan.warehouse.ColumnType;
import caravan.warehouse.DataFiles;
import caravan.warehouse.DuckDb;
import caravan.warehouse.Values;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** The rows of a file, read as the columns of a table that they are mapped to. */
final class UploadedRows implements AutoCloseable {

  private static final String STAGED = "upload";
  private static final int SHOWN = 60;
  private static final long MEMORY = 300_000_000;
  private static final Field<Long> ROW = DSL.field(DSL.name("caravan:row"), SQLDataType.BIGINT);

  private final DuckDb db;
  private final Table table;
  private final Map<String, String> mapping = new LinkedHashMap<>();
  private final List<String> columns;
  private final long rows;
  private long last = -1;

  /**
   * Stages a file beside everything else.
   *
   * @param mapping the table's column for each of the file's; null for one that is left out
   * @throws caravan.problem.InvalidInput where the file cannot be read at all
   */
  UploadedRows(Path file, Table table, Map<String, @Nullable String> mapping) {
    this.table = table;
    mapping.forEach(
        (from, to) -> {
          if (to != null) {
            this.mapping.put(from, to);
          }
        });
    this.db = DuckDb.inMemory(List.of(parent(file)), MEMORY);
    try {
      var problems = new Problems();
      var label = String.valueOf(file.getFileName());
      var header = DataFiles.header(db, file, label, problems);
      problems.throwIfAny();
      this.columns = header.orElseThrow();
      var types = new LinkedHashMap<String, ColumnType>();
      columns.forEach(name -> types.put(name, type(name, label)));
      var staged = DataFiles.stage(db, file, label, STAGED, types, problems);
      problems.throwIfAny();
      this.rows = staged.orElseThrow().rows();
    } catch (RuntimeException failure) {
      db.close();
      throw failure;
    }
  }

  /** As a text, so that what does not fit is one row's fault; nested values are JSON by nature. */
  private ColumnType type(String column, String file) {
    var to = mapping.get(column);
    var isNested = to != null && table.column(to).orElseThrow().type() == ColumnType.JSON;
    return isNested && !file.contains(".csv") ? ColumnType.JSON : ColumnType.TEXT;
  }

  /** The names of a file's columns. */
  static List<String> columns(Path file) {
    try (var db = DuckDb.inMemory(List.of(parent(file)), MEMORY)) {
      var problems = new Problems();
      var names = DataFiles.header(db, file, String.valueOf(file.getFileName()), problems);
      problems.throwIfAny();
      return names.orElseThrow();
    }
  }

  private static Path parent(Path file) {
    return java.util.Objects.requireNonNull(file.toAbsolutePath().getParent());
  }

  long rows() {
    return rows;
  }

  /** The columns of the table that it has something for. */
  List<String> targets() {
    return List.copyOf(mapping.values());
  }

  /**
   * A row of the file.
   *
   * @param number from 1
   * @param texts as they stand in the file, by its columns
   * @param cells as they would be taken in
   * @param problems why not; then the cells do not count
   */
  record Read(
      long number,
      Map<String, @Nullable String> texts,
      Map<String, @Nullable Object> cells,
      List<Problem> problems) {

    /** Whether it would be taken in. */
    boolean fits() {
      return problems.isEmpty();
    }
  }

  /** The next rows; none at the end. */
  List<Read> next(int most) {
    var fields = new ArrayList<Field<?>>();
    fields.add(ROW);
    columns.forEach(name -> fields.add(DSL.field(DSL.name(name), String.class)));
    var read = new ArrayList<Read>();
    db.sql()
        .select(fields)
        .from(DSL.table(DSL.name("staging", STAGED)))
        .where(ROW.gt(last))
        .orderBy(ROW)
        .limit(most)
        .forEach(
            row -> {
              var texts = new LinkedHashMap<String, @Nullable String>();
              columns.forEach(name -> texts.put(name, row.get(DSL.name(name), String.class)));
              last = row.get(ROW);
              read.add(read(last, texts));
            });
    return read;
  }

  private Read read(long row, Map<String, @Nullable String> texts) {
    var problems = new Problems();
    var place = new Place("row", (int) Math.min(row, Integer.MAX_VALUE), 0);
    var cells = new LinkedHashMap<String, @Nullable Object>();
    mapping.forEach(
        (from, to) -> {
          var type = table.column(to).orElseThrow().type();
          var text = texts.get(from);
          if (text == null || text.isEmpty() && type != ColumnType.TEXT) {
            cells.put(to, null);
            return;
          }
          var value = Values.parse(type, text);
          if (value.isEmpty()) {
            problems.add(
                "value",
                place,
                "'%s' should be %s, found '%s'"
                    .formatted(from, Values.accepted(type), Printable.line(shown(text))));
          }
          cells.put(to, value.orElse(null));
        });
    if (table.key() != null && cells.get(table.key()) == null && problems.isEmpty()) {
      problems.add("no-key", place, "the key '%s' is missing".formatted(table.key()));
    }
    return new Read(row, texts, cells, problems.list());
  }

  private static String shown(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }

  @Override
  public void close() {
    db.close();
  }
}
