package caravan.bench;

import caravan.testkit.PostgresServer;
import caravan.warehouse.Database;
import caravan.warehouse.DuckDb;
import caravan.warehouse.Postgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.postgresql.PGConnection;

/**
 * A database of a PostgreSQL server with the customers in it; each contender's tables are dropped
 * after it. The server keeps what it commits as one in use does: fsync, synchronous commits, logged
 * tables.
 */
final class PostgresStage implements Stage {

  /** No checkpoint falls into a phase, and joins stay in memory. */
  static final Map<String, String> SETTINGS =
      Map.of(
          "shared_buffers", "2GB",
          "work_mem", "256MB",
          "maintenance_work_mem", "512MB",
          "max_wal_size", "16GB",
          "checkpoint_timeout", "1h");

  private static final String COLUMNS =
      "%s, id, email, country, ltv, excluded, vip, suppressed_on".formatted(Customers.ORDINAL);

  private final String address;

  /** A stage with the customers of a DuckDB file, which are copied. */
  PostgresStage(PostgresServer server, Path customers) throws IOException {
    this.address = server.database();
    var rows = customers.resolveSibling("customers.csv");
    try (var from = DuckDb.file(customers, List.of(customers.getParent()))) {
      Rows.run(
          from,
          "copy (select %s from %s) to '%s' (format csv, header false)"
              .formatted(COLUMNS, Customers.SQL, rows));
    }
    try (var db = again()) {
      requireDurable(db);
      load(db, rows);
    }
    Files.delete(rows);
  }

  /** Servers for tests are often started without. */
  private static void requireDurable(Database db) {
    for (var setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
      if (!"on".equals(db.sql().fetchValue("show " + setting))) {
        throw new IllegalStateException(setting + " is not on");
      }
    }
  }

  private static void load(Database db, Path rows) {
    Rows.run(
        db,
        "create schema data",
        """
        create table %s (
          %s integer, id bigint primary key, email text, country text, ltv bigint,
          excluded boolean, vip boolean, suppressed_on date)
        """
            .formatted(Customers.SQL, Customers.ORDINAL));
    var copy = "copy %s (%s) from stdin (format csv)".formatted(Customers.SQL, COLUMNS);
    db.sql()
        .connection(
            connection -> {
              try (var in = Files.newInputStream(rows)) {
                connection.unwrap(PGConnection.class).getCopyAPI().copyIn(copy, in);
              }
            });
    Rows.run(db, "vacuum (analyze) " + Customers.SQL);
  }

  @Override
  public Database fresh() {
    return again();
  }

  @Override
  public void settle(Database db) {
    Rows.run(db, "checkpoint", "select count(*) from " + Customers.SQL);
  }

  /** Its autovacuum counts what has come, or joins would be planned for a few rows. */
  @Override
  public void night(Database db) {
    Rows.run(db, "analyze participant");
  }

  @Override
  public Database again() {
    return Postgres.connect(address);
  }

  @Override
  public void clear() {
    try (var db = again()) {
      Rows.run(db, "drop table participant, send, history");
    }
  }

  @Override
  public void close() {
    // the server's data are removed with it
  }
}
