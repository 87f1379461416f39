package caravan.bench;

import caravan.runtime.Founding;
import caravan.warehouse.DuckDb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/**
 * A workspace with contacts and purchases in CSV files, taken into a database that has none yet,
 * with keys and values checked and everybody's ordinals given; beside it the bare {@code copy} of
 * the same files.
 */
final class ImportBench {

  private static final int ROUNDS = 3;
  private static final double BUDGET = 2;

  private final int contacts;
  private final Path folder;
  private final Report report;

  ImportBench(int contacts, Path folder, Report report) {
    this.contacts = contacts;
    this.folder = folder;
    this.report = report;
  }

  void run() throws SQLException, IOException {
    var workspace = Files.createDirectories(folder.resolve("workspace"));
    Files.writeString(workspace.resolve("caravan.yaml"), "time-zone: UTC\n" + ContactFiles.TABLES);
    ContactFiles.write(workspace, contacts);
    var ours = new Times();
    var theirs = new Times();
    for (var round = 0; round < ROUNDS; round++) {
      ours.run(() -> take(workspace));
      theirs.run(() -> copy(workspace));
    }
    report.within(
        "import of %,d contacts, %,d purchases".formatted(contacts, 2L * contacts),
        ours.median(),
        "copy … from",
        theirs.median(),
        BUDGET);
    delete("import.duckdb");
    delete("copy.duckdb");
  }

  private void take(Path workspace) throws SQLException {
    delete("import.duckdb");
    try (var db = DuckDb.file(folder.resolve("import.duckdb"), List.of(workspace))) {
      var _ = Founding.of(db, workspace, db, Instant.parse("2026-01-01T12:00:00Z"));
      check(db, "data.");
    }
  }

  private void copy(Path workspace) throws SQLException {
    delete("copy.duckdb");
    try (var db = DuckDb.file(folder.resolve("copy.duckdb"), List.of(workspace))) {
      Rows.run(
          db,
          """
          create table contact (id bigint, first_name varchar, email varchar, age bigint, country varchar,
            ltv bigint, joined date, opted_in boolean)
          """,
          "create table purchase (contact_id bigint, bought date, amount decimal(18, 6), product varchar)",
          "copy contact from '%s'".formatted(workspace.resolve("contact.csv")),
          "copy purchase from '%s'".formatted(workspace.resolve("purchase.csv")));
      check(db, "");
    }
  }

  private void check(DuckDb db, String schema) throws SQLException {
    var rows = Rows.number(db, "select count(*) from " + schema + "contact");
    var related = Rows.number(db, "select count(*) from " + schema + "purchase");
    if (rows != contacts || related != 2L * contacts) {
      throw new IllegalStateException("%,d and %,d rows were taken in".formatted(rows, related));
    }
  }

  private void delete(String name) {
    try {
      Files.deleteIfExists(folder.resolve(name));
      Files.deleteIfExists(folder.resolve(name + ".wal"));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
