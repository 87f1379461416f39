package caravan.warehouse;

import java.sql.Connection;
import java.sql.SQLException;

/** Work on a connection as a whole. */
final class Transactions {

  private Transactions() {}

  /**
   * Commits when the work ends, rolls back when it throws; within a transaction it is a part of
   * that.
   */
  static void run(Connection connection, Database.Work work) {
    try {
      if (!connection.getAutoCommit()) {
        work.run();
        return;
      }
      connection.setAutoCommit(false);
      try (var begin = connection.createStatement()) {
        // A transaction begins with a statement; DuckDB's appender without one commits by itself.
        begin.execute("select 1");
        work.run();
        connection.commit();
      } catch (Throwable failure) {
        undo(connection, failure);
        throw failure;
      } finally {
        connection.setAutoCommit(true);
      }
    } catch (SQLException e) {
      throw WarehouseFailure.of("transaction", e);
    }
  }

  private static void undo(Connection connection, Throwable failure) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      failure.addSuppressed(e);
    }
  }
}
