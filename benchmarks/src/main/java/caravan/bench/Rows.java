package caravan.bench;

import caravan.cohort.Cohort;
import caravan.warehouse.DuckDb;
import java.sql.SQLException;

/** Plain SQL on a database's main connection. */
final class Rows {

  private Rows() {}

  static void run(DuckDb db, String... statements) throws SQLException {
    try (var statement = db.connection().createStatement()) {
      for (var sql : statements) {
        statement.execute(sql);
      }
    }
  }

  static long number(DuckDb db, String sql) throws SQLException {
    try (var statement = db.connection().createStatement();
        var result = statement.executeQuery(sql)) {
      result.next();
      return result.getLong(1);
    }
  }

  /** The cohort of a query's only column. */
  static Cohort cohort(DuckDb db, String sql) throws SQLException {
    var cohort = new Cohort.Builder();
    try (var statement = db.connection().createStatement();
        var result = statement.executeQuery(sql)) {
      while (result.next()) {
        cohort.add(result.getInt(1));
      }
    }
    return cohort.build();
  }
}
