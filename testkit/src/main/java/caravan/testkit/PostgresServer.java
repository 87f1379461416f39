package caravan.testkit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real PostgreSQL server on this machine, durable like one in use: one that is started once a
 * test run and ended with it, or one with settings of its own. It does not run as root: as root it
 * is started in a user namespace.
 */
public final class PostgresServer implements AutoCloseable {

  /** The one of a test run. */
  private static final class Shared {
    static final PostgresServer SERVER = new PostgresServer(Map.of("max_connections", "50"));
  }

  private static final String DATABASES_IN_USE =
      "select datname from pg_stat_activity where datname is not null";
  private static final String SCHEMAS =
      "select quote_ident(nspname) from pg_namespace"
          + " where nspname !~ '^pg_' and nspname not in ('information_schema', 'public')";

  private final EmbeddedPostgres server;
  private final List<String> used = new ArrayList<>();
  private final AtomicInteger databases = new AtomicInteger();

  private PostgresServer(Map<String, String> settings) {
    var builder =
        EmbeddedPostgres.builder()
            .setServerConfig("fsync", "on")
            .setServerConfig("full_page_writes", "on")
            .setServerConfig("synchronous_commit", "on");
    settings.forEach(builder::setServerConfig);
    try {
      server = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL does not start here", e);
    }
  }

  /**
   * Starts a server of one's own.
   *
   * @param settings as in {@code postgresql.conf}, beside those that make it durable
   */
  public static PostgresServer start(Map<String, String> settings) {
    return new PostgresServer(settings);
  }

  /** The address of a new, empty database. */
  public static String newDatabase() {
    return Shared.SERVER.database();
  }

  /** The address of a new, empty database of this server. */
  public String database() {
    return address(create());
  }

  /**
   * The address of an empty database to be used at once: one of those that were used by this before
   * and are not connected to any more, or a new one.
   */
  public static synchronized String emptyDatabase() {
    var shared = Shared.SERVER;
    try {
      for (var name : shared.used) {
        if (!shared.texts("postgres", DATABASES_IN_USE).contains(name)) {
          shared.clear(name);
          return shared.address(name);
        }
      }
      var name = shared.create();
      shared.used.add(name);
      return shared.address(name);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private String create() {
    var name = "caravan" + databases.incrementAndGet();
    try {
      execute("postgres", "create database " + name);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return name;
  }

  private void clear(String database) throws SQLException {
    var schemas = texts(database, SCHEMAS);
    if (!schemas.isEmpty()) {
      execute(database, "drop schema " + String.join(", ", schemas) + " cascade");
    }
  }

  private void execute(String database, String sql) throws SQLException {
    try (var connection = DriverManager.getConnection(url(database));
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private List<String> texts(String database, String sql) throws SQLException {
    var texts = new ArrayList<String>();
    try (var connection = DriverManager.getConnection(url(database));
        var statement = connection.createStatement();
        var found = statement.executeQuery(sql)) {
      while (found.next()) {
        texts.add(found.getString(1));
      }
    }
    return texts;
  }

  private String address(String database) {
    return "postgresql://postgres@localhost:" + server.getPort() + "/" + database;
  }

  private String url(String database) {
    return server.getJdbcUrl("postgres", database);
  }

  /** Ends it, and removes its data. */
  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
