package caravan.bench;

import caravan.warehouse.Database;
import caravan.warehouse.DuckDb;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.List;

/** A fresh copy of one database file for each contender. */
final class DuckDbStage implements Stage {

  private final Path customers;
  private final Path copy;

  /** A stage with so many customers, which are made. */
  DuckDbStage(Path folder, int people) throws SQLException {
    this.customers = folder.resolve("customers-" + people + ".duckdb");
    this.copy = folder.resolve("journey.duckdb");
    Customers.make(customers, people);
  }

  Path customers() {
    return customers;
  }

  @Override
  public Database fresh() throws IOException {
    Files.copy(customers, copy);
    try (var channel = FileChannel.open(copy, StandardOpenOption.WRITE)) {
      channel.force(true); // else the first commit would pay for writing the copy
    }
    return again();
  }

  @Override
  public void settle(Database db) {
    Rows.run(db, "checkpoint", "select bit_xor(hash(columns(*))) from " + Customers.SQL);
  }

  @Override
  public void night(Database db) {
    // nothing is done by itself
  }

  @Override
  public Database again() {
    return DuckDb.file(copy, List.of());
  }

  @Override
  public void clear() throws IOException {
    Files.delete(copy);
    Files.deleteIfExists(Path.of(copy + ".wal"));
  }

  @Override
  public void close() throws IOException {
    Files.delete(customers);
  }
}
