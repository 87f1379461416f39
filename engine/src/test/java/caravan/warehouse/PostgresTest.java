package caravan.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.problem.InvalidInput;
import caravan.problem.Problems;
import caravan.profile.Column;
import caravan.profile.Schema;
import caravan.profile.Table;
import caravan.profile.Tables;
import caravan.testkit.PostgresServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jooq.Field;
import org.jooq.Name;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is PostgreSQL's alone: addresses, limits, and rows that come from files. */
class PostgresTest {

  @Test
  void neverTellsThePassword() {
    for (var address :
        List.of(
            "postgresql://user:s3cret@localhost:1/db",
            "postgresql://user:s3cret@local host/db",
            "postgresql://user:s3cret@localhost:1/db?password=s3cret",
            "postgresql://user:s3cret@/")) {
      assertThat(Postgres.shown(address)).doesNotContain("s3cret");
      assertThatThrownBy(() -> Postgres.connect(address))
          .isInstanceOf(WarehouseFailure.class)
          .satisfies(failure -> assertThat(trace(failure)).doesNotContain("s3cret"));
    }
    assertThat(Postgres.shown("run.db")).isEqualTo("run.db");
  }

  private static String trace(Throwable failure) {
    var text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  @Test
  void refusesNamesThatItWouldCutShort() {
    var column = new Column("k".repeat(60), ColumnType.TEXT);
    var table =
        new Table(
            "t".repeat(64),
            true,
            column.name(),
            Map.of(column.name(), column),
            Map.of(),
            Map.of(),
            Map.of());
    var schema = new Schema(Map.of(table.name(), table), ZoneOffset.UTC);
    try (var db = Postgres.connect(PostgresServer.newDatabase())) {
      assertThatThrownBy(() -> Tables.create(db, schema))
          .isInstanceOf(InvalidInput.class)
          .hasMessageContaining("this one has 64")
          .hasMessageContaining("this one has 68");
    }
  }

  @Test
  void receivesStagedRowsAsTheyAre(@TempDir Path folder) throws IOException {
    var file = folder.resolve("rows.csv");
    Files.writeString(
        file,
        """
        t,i,d,n,b,day,at
        "a\tb
        c\\ \\N ""q"" 😀",-9223372036854775808,-0.000001,1e-300,true,0001-01-01,2026-01-31T09:00:00.123456Z
        "",9223372036854775807,999999999999.999999,1.7976931348623157E308,false,9999-12-31,9999-12-31T23:59:59Z
        ,,,,,,
        """);
    var types = Map.of("t", ColumnType.TEXT, "d", ColumnType.DECIMAL, "n", ColumnType.NUMBER);
    try (var staging = DuckDb.inMemory(List.of(folder));
        var db = Postgres.connect(PostgresServer.newDatabase())) {
      var problems = new Problems();
      var staged = DataFiles.stage(staging, file, "rows.csv", "rows", types, problems);
      problems.throwIfAny();

      var table = db.receive(staging, staged.orElseThrow());

      var there = rows(db, table);
      assertThat(there).hasSize(3).isEqualTo(rows(staging, DSL.name("staging", "rows")));
      assertThat(there.getFirst().getFirst()).isEqualTo("a\tb\nc\\ \\N \"q\" 😀");
      assertThat(there.get(1).getFirst()).isEqualTo("");
      assertThat(there.get(2)).containsOnlyNulls();
    }
  }

  private static List<List<@Nullable Object>> rows(Database db, Name table) {
    var fields = new ArrayList<Field<?>>();
    for (var column : List.of("t", "i", "d", "n", "b", "day", "at")) {
      fields.add(DSL.field(DSL.name(column)));
    }
    return db.sql()
        .select(fields)
        .from(DSL.table(table))
        .orderBy(DSL.field(DSL.name("caravan:row")))
        .fetch(
            row -> {
              var cells = new ArrayList<@Nullable Object>();
              for (var i = 0; i < row.size(); i++) {
                cells.add(Objects.toString(row.get(i), null));
              }
              return cells;
            });
  }
}
