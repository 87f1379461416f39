package caravan.warehouse;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.function.Supplier;
import org.jooq.DSLContext;
import org.jooq.Name;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * An open session with a PostgreSQL server, version 17 or later, in a database of Caravan's own. A
 * password that the address lacks is looked for where PostgreSQL's own tools look: {@code
 * PGPASSWORD} and {@code ~/.pgpass}.
 */
public final class Postgres implements Database {

  private static final int OLDEST = 17;
  private static final int LONGEST_NAME = 63;
  private static final int SECONDS_TO_CONNECT = 10;

  private static final int TRIES_TO_HOLD = 50;

  /** Any number, as long as it is always the same. */
  private static final long LOCK = 0xCA_7A_7A_4EL;

  private final Connection connection;
  private final String address;

  private Postgres(Connection connection, String address) {
    this.connection = connection;
    this.address = address;
  }

  /** Whether a text is the address of such a database, rather than a file. */
  public static boolean isAddress(String text) {
    return text.startsWith("postgresql://") || text.startsWith("postgres://");
  }

  /** An address as it may be shown, without its password; any other text as it is. */
  public static String shown(String address) {
    if (!isAddress(address)) {
      return address;
    }
    try {
      var uri = URI.create(address);
      return "postgresql://" + uri.getHost() + port(uri) + uri.getRawPath();
    } catch (IllegalArgumentException _) {
      return "the address of a PostgreSQL database";
    }
  }

  /**
   * Connects.
   *
   * @param address {@code postgresql://user@host:port/database}, with a password or without
   * @throws WarehouseFailure that does not tell the password
   */
  public static Postgres connect(String address) {
    var properties = new Properties();
    var shown = shown(address);
    try {
      var uri = URI.create(address);
      if (uri.getHost() == null || uri.getRawPath().length() < 2) {
        throw new IllegalArgumentException("no host or no database");
      }
      account(uri, properties);
      properties.setProperty("ApplicationName", "caravan");
      properties.setProperty("connectTimeout", Integer.toString(SECONDS_TO_CONNECT));
      properties.setProperty("reWriteBatchedInserts", "true");
      properties.setProperty(
          "prepareThreshold", "-1"); // bytes are sent as they are, from the first
      var query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
      var url = "jdbc:postgresql://" + uri.getHost() + port(uri) + uri.getRawPath() + query;
      return open(DriverManager.getConnection(url, properties), address);
    } catch (IllegalArgumentException _) { // whose message has the address with its password
      throw new WarehouseFailure(
          "this is no address of a PostgreSQL database: it looks like"
              + " postgresql://user@host:5432/database",
          null);
    } catch (SQLException e) {
      throw WarehouseFailure.of("'" + shown + "' cannot be opened", e);
    }
  }

  private static String port(URI uri) {
    return uri.getPort() < 0 ? "" : ":" + uri.getPort();
  }

  private static void account(URI uri, Properties properties) {
    var account = uri.getRawUserInfo();
    if (account != null) {
      var parts = account.split(":", 2);
      properties.setProperty("user", URLDecoder.decode(parts[0], StandardCharsets.UTF_8));
      if (parts.length == 2) {
        properties.setProperty("password", URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
      }
    }
    var password = System.getenv("PGPASSWORD");
    if (password != null) {
      properties.putIfAbsent("password", password);
    }
  }

  private static Postgres open(Connection connection, String address) throws SQLException {
    try (var statement = connection.createStatement()) {
      var version = connection.getMetaData().getDatabaseMajorVersion();
      if (version < OLDEST) {
        connection.close();
        throw new WarehouseFailure(
            "'%s' is PostgreSQL %d; version %d or later is needed"
                .formatted(shown(address), version, OLDEST),
            null);
      }
      statement.execute("set time zone 'UTC'");
      statement.execute("set client_min_messages = warning");
    }
    return new Postgres(connection, address);
  }

  /**
   * Makes this the one session that runs journeys in the database, until it is closed; waits a
   * little for one that was killed to be gone.
   */
  public void hold() {
    for (var tries = 0; tries < TRIES_TO_HOLD; tries++) {
      if (Boolean.TRUE.equals(
          sql().fetchValue("select pg_try_advisory_lock({0})", DSL.inline(LOCK)))) {
        return;
      }
      try {
        Thread.sleep(100);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    throw new WarehouseFailure("the database is in use by another process", null);
  }

  @Override
  public DSLContext sql() {
    return DSL.using(connection, SQLDialect.POSTGRES, DuckDb.SETTINGS);
  }

  @Override
  public Dialect dialect() {
    return PostgresDialect.INSTANCE;
  }

  @Override
  public void transaction(Work work) {
    Transactions.run(connection, work);
  }

  @Override
  public <T> T define(Supplier<T> work) {
    var made = new ArrayList<T>(1);
    transaction(() -> made.add(work.get()));
    return made.getFirst();
  }

  @Override
  public void append(Name table, List<@Nullable Object[]> rows) throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    var marks = String.join(", ", java.util.Collections.nCopies(rows.getFirst().length, "?"));
    var insert = "insert into " + sql().render(table) + " values (" + marks + ")";
    try (var statement = connection.prepareStatement(insert)) {
      for (var row : rows) {
        for (var i = 0; i < row.length; i++) {
          statement.setObject(i + 1, row[i]);
        }
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  @Override
  public Name receive(DuckDb staging, Staged staged) {
    var table = DSL.name("staging", staged.table());
    try {
      StagedCopy.copy(
          staging, staged, sql(), table, connection.unwrap(PGConnection.class).getCopyAPI());
    } catch (SQLException e) {
      throw WarehouseFailure.of("copying into PostgreSQL", e);
    }
    return table;
  }

  /** The server does it by itself. */
  @Override
  public void tidy() {}

  @Override
  public void release(Staged staged) {
    sql().dropTable(DSL.name("staging", staged.table())).execute();
  }

  @Override
  public @Nullable String nameFault(String name) {
    var bytes = name.getBytes(StandardCharsets.UTF_8).length;
    return bytes <= LONGEST_NAME
        ? null
        : "PostgreSQL keeps names of up to %d bytes, this one has %d"
            .formatted(LONGEST_NAME, bytes);
  }

  @Override
  public Postgres beside() {
    return connect(address);
  }

  @Override
  public boolean isOpen() {
    try {
      return !connection.isClosed();
    } catch (SQLException _) {
      return false;
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw WarehouseFailure.of("closing PostgreSQL", e);
    }
  }
}
