package caravan.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.problem.Problem;
import caravan.problem.Problems;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A folder, a database that may read it, and what staging a file in it gave. */
abstract class StagingCase {

  @TempDir Path folder;
  DuckDb db;

  @BeforeEach
  void open() {
    db = DuckDb.inMemory(List.of(folder));
  }

  @AfterEach
  void close() {
    db.close();
  }

  Path write(String name, String text) throws IOException {
    return write(name, text.getBytes(StandardCharsets.UTF_8));
  }

  Path write(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  Staged staged(Path file, Map<String, ColumnType> declared) {
    var problems = new Problems();
    var staged = DataFiles.stage(db, file, "data", "t", declared, problems);
    assertThat(problems.list()).isEmpty();
    return staged.orElseThrow();
  }

  Staged staged(Path file) {
    return staged(file, Map.of());
  }

  List<String> faults(Path file, Map<String, ColumnType> declared) throws SQLException {
    var problems = new Problems();
    assertThat(DataFiles.stage(db, file, "data", "t", declared, problems)).isEmpty();
    assertThat(
            Sql.number(db, "SELECT count(*) FROM duckdb_tables() WHERE database_name = 'staging'"))
        .isZero();
    return problems.list().stream().map(Problem::toString).toList();
  }

  List<String> faults(Path file) throws SQLException {
    return faults(file, Map.of());
  }

  static List<ColumnType> types(Staged staged) {
    return staged.columns().stream().map(StagedColumn::type).toList();
  }

  static List<String> names(Staged staged) {
    return staged.columns().stream().map(StagedColumn::name).toList();
  }

  /** The type of the only column of a CSV that has these lines below its header. */
  ColumnType inferred(String... lines) throws IOException {
    var rows = new StringBuilder("v,end\n");
    for (var line : lines) {
      rows.append(line).append(",x\n");
    }
    return types(staged(write("inferred.csv", rows.toString()))).getFirst();
  }

  /** The cells of a staged table, row by row in the order of the row numbers, which it checks. */
  List<List<@Nullable Object>> rows() throws SQLException {
    var rows = new ArrayList<List<@Nullable Object>>();
    try (var statement = db.connection().createStatement();
        var result = statement.executeQuery("SELECT * FROM staging.t ORDER BY 1")) {
      while (result.next()) {
        assertThat(result.getLong(1)).isEqualTo(rows.size() + 1L);
        var row = new ArrayList<@Nullable Object>();
        for (var i = 2; i <= result.getMetaData().getColumnCount(); i++) {
          var value = result.getObject(i);
          row.add(
              value instanceof Timestamp
                  ? result.getObject(i, LocalDateTime.class).toInstant(ZoneOffset.UTC)
                  : value);
        }
        rows.add(row);
      }
    }
    return rows;
  }
}
