package caravan.bench;

import caravan.cohort.Cohort;
import caravan.warehouse.Database;

/** Plain SQL on a database's main connection. */
final class Rows {

  private Rows() {}

  static void run(Database db, String... statements) {
    db.sql()
        .connection(
            connection -> {
              try (var statement = connection.createStatement()) {
                for (var sql : statements) {
                  statement.execute(sql);
                }
              }
            });
  }

  static long number(Database db, String sql) {
    return db.sql()
        .connectionResult(
            connection -> {
              try (var statement = connection.createStatement();
                  var result = statement.executeQuery(sql)) {
                result.next();
                return result.getLong(1);
              }
            });
  }

  /** The cohort of a query's only column. */
  static Cohort cohort(Database db, String sql) {
    return db.sql()
        .connectionResult(
            connection -> {
              var cohort = new Cohort.Builder();
              try (var statement = connection.createStatement();
                  var result = statement.executeQuery(sql)) {
                while (result.next()) {
                  cohort.add(result.getInt(1));
                }
              }
              return cohort.build();
            });
  }
}
