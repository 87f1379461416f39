package caravan.warehouse;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;

/** Quoted names and texts for the statements that jOOQ has no words for (file readers). */
final class Sql {

  private Sql() {}

  /** An identifier: any text but NUL. */
  static String name(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /** A text literal: any text but NUL. */
  static String text(String text) {
    return '\'' + text.replace("'", "''") + '\'';
  }

  /** A path that DuckDB takes for exactly that one file, not for a pattern. */
  static String file(String path) {
    return text(path.replaceAll("[*?\\[]", "[$0]"));
  }

  /** Runs a statement that returns nothing of interest. */
  static void run(DuckDb db, String sql) throws SQLException {
    try (Statement statement = db.connection().createStatement()) {
      statement.execute(sql);
    }
  }

  /** Lets a failure pass whose message has one of these words, and throws any other. */
  static void onlyIf(SQLException failure, String... words) throws SQLException {
    var message = String.valueOf(failure.getMessage());
    if (Arrays.stream(words).noneMatch(message::contains)) {
      throw failure;
    }
  }

  /** The one number that a query returns. */
  static long number(DuckDb db, String sql) throws SQLException {
    try (var statement = db.connection().createStatement();
        var result = statement.executeQuery(sql)) {
      result.next();
      return result.getLong(1);
    }
  }
}
