package caravan.testkit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real PostgreSQL server on this machine, durable like one in use, started once a test run and
 * ended with it. It does not run as root: as root it is started in a user namespace.
 */
public final class PostgresServer {

  private static final PostgresServer ONE = new PostgresServer();

  private final EmbeddedPostgres server;
  private final AtomicInteger databases = new AtomicInteger();

  private PostgresServer() {
    try {
      server =
          EmbeddedPostgres.builder()
              .setServerConfig("fsync", "on")
              .setServerConfig("full_page_writes", "on")
              .setServerConfig("synchronous_commit", "on")
              .setServerConfig("max_connections", "50")
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL does not start here", e);
    }
  }

  /** The address of a database that is empty now: the same each time, for one user at a time. */
  public static String emptyDatabase() {
    try (var connection = DriverManager.getConnection(ONE.url("postgres"));
        var statement = connection.createStatement()) {
      var schemas = new ArrayList<String>();
      try (var found =
          statement.executeQuery(
              "select quote_ident(nspname) from pg_namespace"
                  + " where nspname !~ '^pg_' and nspname not in ('information_schema', 'public')")) {
        while (found.next()) {
          schemas.add(found.getString(1));
        }
      }
      if (!schemas.isEmpty()) {
        statement.execute("drop schema " + String.join(", ", schemas) + " cascade");
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return ONE.address("postgres");
  }

  /** The address of a new, empty database. */
  public static String newDatabase() {
    var name = "caravan" + ONE.databases.incrementAndGet();
    try (var connection = DriverManager.getConnection(ONE.url("postgres"));
        var statement = connection.createStatement()) {
      statement.execute("create database " + name);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return ONE.address(name);
  }

  private String address(String database) {
    return "postgresql://postgres@localhost:" + server.getPort() + "/" + database;
  }

  private String url(String database) {
    return server.getJdbcUrl("postgres", database);
  }
}
