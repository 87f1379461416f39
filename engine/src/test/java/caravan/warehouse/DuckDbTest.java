package caravan.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DuckDbTest {

  @TempDir Path folder;

  @Test
  void keepsWhatIsInItsFile() throws Exception {
    var file = folder.resolve("a'b.db");
    try (var db = DuckDb.file(file, List.of())) {
      Sql.run(db, "CREATE TABLE t AS SELECT 42 AS n");
    }
    try (var db = DuckDb.file(file, List.of());
        var second = db.duplicate();
        var statement = second.createStatement();
        var result = statement.executeQuery("SELECT n, current_setting('TimeZone') FROM t")) {
      result.next();
      assertThat(result.getInt(1)).isEqualTo(42);
      assertThat(result.getString(2)).isEqualTo("UTC");
    }
  }

  @Test
  void reachesOnlyItsFolders() throws Exception {
    var inside =
        Files.writeString(Files.createDirectory(folder.resolve("in")).resolve("a.csv"), "a\n1\n");
    var outside = Files.writeString(folder.resolve("b.csv"), "a\n1\n");
    try (var db = DuckDb.inMemory(List.of(folder.resolve("in")))) {
      assertThat(
              Sql.number(db, "SELECT count(*) FROM read_csv(" + Sql.file(inside.toString()) + ")"))
          .isOne();
      var sneaking = folder.resolve("in").resolve("..").resolve("b.csv");
      for (var other : List.of(outside, sneaking)) {
        assertThatThrownBy(
                () -> Sql.run(db, "SELECT * FROM read_csv(" + Sql.file(other.toString()) + ")"))
            .hasMessageContaining("Permission Error");
      }
      assertThatThrownBy(() -> Sql.run(db, "SET enable_external_access = true"))
          .isInstanceOf(SQLException.class);
      assertThatThrownBy(() -> Sql.run(db, "SET threads = 1")).hasMessageContaining("locked");
      assertThatThrownBy(() -> Sql.run(db, "INSTALL httpfs")).isInstanceOf(SQLException.class);
    }
  }

  @Test
  void limitsItsMemory() {
    try (var db = DuckDb.inMemory(List.of(), 256L << 20)) {
      assertThat(db.sql().fetchValue("select current_setting('memory_limit')"))
          .isEqualTo("256.0 MiB");
      assertThat(db.sql().fetchValue("select current_setting('autoload_known_extensions')"))
          .isEqualTo(false);
    }
    assertThat(DuckDb.memoryShare()).isGreaterThan(256L << 20);
  }

  @Test
  void aTransactionIsWholeOrNothing() throws Exception {
    try (var db = DuckDb.inMemory(List.of())) {
      Sql.run(db, "CREATE TABLE t (n INTEGER)");
      db.transaction(() -> Sql.run(db, "INSERT INTO t VALUES (1)"));
      assertThatThrownBy(
              () ->
                  db.transaction(
                      () -> {
                        Sql.run(db, "INSERT INTO t VALUES (2)");
                        throw new IllegalStateException("stop");
                      }))
          .isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> db.transaction(() -> Sql.run(db, "nonsense")))
          .isInstanceOf(WarehouseFailure.class);
      assertThat(Sql.number(db, "SELECT sum(n) FROM t")).isOne();
    }
  }

  @Test
  void quotesNamesAndSaysNothing() {
    var out = System.out;
    var said = new ByteArrayOutputStream();
    System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
    try (var db = DuckDb.inMemory(List.of())) {
      assertThat(db.sql().renderNamedParams(DSL.select(DSL.field(DSL.name("a\"b")))))
          .isEqualTo("select \"a\"\"b\"");
      assertThat(db.sql().fetchValue("select 1")).isEqualTo(1);
    } finally {
      System.setOut(out);
    }
    assertThat(said.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void putsALongLogIntoTheFileWhoeverElseIsAtWork(@TempDir Path folder) throws SQLException {
    var log = folder.resolve("a.db.wal").toFile();
    try (var db = DuckDb.file(folder.resolve("a.db"), List.of())) {
      db.sql().execute("create table t (n bigint)");
      for (var i = 0; i < 300; i++) {
        db.sql().execute("insert into t select range from range(10000)");
      }
      try (var other = db.duplicate();
          var statement = other.createStatement()) {
        other.setAutoCommit(false);
        statement.execute("insert into t values (1)");
        assertThat(log.length()).isGreaterThan(16L << 20);
        db.tidy();
        assertThat(log.length()).isLessThan(1L << 20);
        other.commit();
      }
      assertThat(db.sql().fetchValue("select count(*) from t")).isEqualTo(3_000_001L);
    }
    try (var db = DuckDb.file(folder.resolve("a.db"), List.of())) {
      assertThat(db.sql().fetchValue("select count(*) from t")).isEqualTo(3_000_001L);
    }
  }

  @Test
  void saysThatAnotherProcessHasTheFile() throws Exception {
    var file = folder.resolve("busy.db");
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var other =
        new ProcessBuilder(
                java,
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName(),
                file.toString())
            .start();
    try (var said = other.inputReader()) {
      assertThat(said.readLine()).isEqualTo("open");
      assertThatThrownBy(() -> DuckDb.file(file, List.of()))
          .isInstanceOf(WarehouseFailure.class)
          .hasMessageContaining("is open in another process (PID " + other.pid() + ")");
    } finally {
      other.destroyForcibly();
      assertThat(other.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  /** A process that holds a database open until it is killed. */
  static final class Holder {
    private Holder() {}

    public static void main(String[] arguments) throws Exception {
      try (var _ = DuckDb.file(Path.of(arguments[0]), List.of())) {
        System.out.println("open");
        System.in.read();
      }
    }
  }

  @Test
  void aFileThatIsNoDatabaseIsNamed() throws Exception {
    var file = Files.writeString(folder.resolve("a.db"), "x".repeat(20_000));
    assertThatThrownBy(() -> DuckDb.file(file, List.of()))
        .isInstanceOf(WarehouseFailure.class)
        .hasMessageContaining("a.db");
  }

  @Test
  void unpacksTheLibraryOnceAndWhole() throws Exception {
    var first = NativeLibrary.unpacked(folder).orElseThrow();
    assertThat(first).hasParent(folder.resolve("duckdb-2.0.0.1"));
    var written = Files.getLastModifiedTime(first);
    var size = Files.size(first);
    assertThat(NativeLibrary.unpacked(folder)).contains(first);
    assertThat(Files.getLastModifiedTime(first)).isEqualTo(written);
    Files.writeString(first, "half");
    assertThat(NativeLibrary.unpacked(folder).orElseThrow()).hasSize(size);
    try (var left = Files.list(first.getParent())) {
      assertThat(left).containsExactly(first);
    }
  }

  @Test
  void loadsTheLibraryFromItsPlace() throws Exception {
    DuckDb.inMemory(List.of()).close();
    var loaded = NativeLibrary.load();
    assertThat(loaded).isPresent();
    if (Files.exists(Path.of("/proc/self/maps"))) {
      assertThat(Files.readString(Path.of("/proc/self/maps"))).contains(loaded.get().toString());
    }
  }

  @Test
  void isNotNamedLikeOneOfItsSchemas(@TempDir Path folder) {
    assertThatThrownBy(() -> DuckDb.file(folder.resolve("State.db"), List.of()))
        .isInstanceOf(WarehouseFailure.class)
        .hasMessageContaining("State.db");
  }

  @Test
  void aConnectionThatIsOpenedWithinATransactionIsNoPartOfIt(@TempDir Path folder) {
    try (var db = DuckDb.file(folder.resolve("kept.db"), List.of())) {
      db.sql().execute("create table a (n integer)");
      db.transaction(
          () -> {
            try (var beside = db.beside()) {
              beside.sql().execute("insert into a values (1)");
              db.sql().execute("select 1");
            }
          });
      try (var other = db.beside()) {
        assertThat(other.sql().fetchCount(DSL.table("a"))).isEqualTo(1);
      }
    }
  }
}
