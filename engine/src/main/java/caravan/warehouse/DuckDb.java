package caravan.warehouse;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jooq.DSLContext;
import org.jooq.Name;
import org.jooq.SQLDialect;
import org.jooq.conf.RenderQuotedNames;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * An open embedded DuckDB, in memory or in a file, that reaches no network and no files but those
 * in the folders it was given. Its time zone is UTC. The main connection serves one thread at a
 * time; others take their own by {@link #duplicate()}.
 */
public final class DuckDb implements Database {

  private static final Set<String> SCHEMAS =
      Set.of("state", "data", "ordinals", "incoming", "happened", "staging", "admin", "main");

  /**
   * When DuckDB puts by itself what its log holds into the file. It takes a transaction that
   * changes a thousand rows here and there for 70 MB, though it logs 200 KB, and a checkpoint
   * writes each part of a table anew in which a row changed: that is not to happen with every
   * transaction.
   */
  private static final String MOST_PENDING = "256MB";

  /** Reading it takes three seconds when a file is opened that nobody closed. */
  private static final long LONG_LOG = 16L << 20;

  static final Settings SETTINGS =
      new Settings().withRenderQuotedNames(RenderQuotedNames.ALWAYS).withExecuteLogging(false);

  static {
    System.setProperty("org.jooq.no-logo", "true");
    System.setProperty("org.jooq.no-tips", "true");
  }

  private final DuckDBConnection connection;
  private final List<Path> readable;
  private final Optional<Path> ownFolder;
  private final Optional<Path> log;
  private final Set<DuckDb> besides = ConcurrentHashMap.newKeySet();
  private final Optional<DuckDb> main;

  private DuckDb(
      DuckDBConnection connection,
      List<Path> readable,
      Optional<Path> ownFolder,
      Optional<Path> log,
      Optional<DuckDb> main) {
    this.connection = connection;
    this.readable = readable;
    this.ownFolder = ownFolder;
    this.log = log;
    this.main = main;
  }

  /** A database that lives as long as the process. */
  public static DuckDb inMemory(List<Path> readable) {
    return inMemory(readable, memoryShare());
  }

  public static DuckDb inMemory(List<Path> readable, long memoryBytes) {
    try {
      return open("", Files.createTempDirectory("caravan-duckdb"), readable, memoryBytes);
    } catch (IOException e) {
      throw new WarehouseFailure("no temporary folder for DuckDB: " + e.getMessage(), e);
    }
  }

  /** A database in a file, which is created if it is not there. */
  public static DuckDb file(Path file, List<Path> readable) {
    return file(file, readable, memoryShare());
  }

  public static DuckDb file(Path file, List<Path> readable, long memoryBytes) {
    var absolute = file.toAbsolutePath().normalize();
    requireName(absolute);
    return open(absolute.toString(), Path.of(absolute + ".tmp"), readable, memoryBytes);
  }

  /** DuckDB calls a database like its file, and could not tell it from a schema of that name. */
  private static void requireName(Path file) {
    var name = String.valueOf(file.getFileName()).replaceFirst("\\..*$", "");
    if (SCHEMAS.contains(name.toLowerCase(Locale.ROOT))) {
      throw new WarehouseFailure(
          "'%s' cannot be the name of a database file: choose one without the word '%s'"
              .formatted(file.getFileName(), name),
          null);
    }
  }

  /** 60 % of the machine's memory, in bytes. */
  public static long memoryShare() {
    var machine =
        ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);
    return machine.getTotalMemorySize() / 5 * 3;
  }

  /** The main connection. */
  public DuckDBConnection connection() {
    return connection;
  }

  /** A further connection to the same database, to be closed by the caller. */
  public DuckDBConnection duplicate() {
    try {
      var further = connection.duplicate();
      // It is as the other one is just now: within a transaction, it would never commit by itself.
      further.setAutoCommit(true);
      return further;
    } catch (SQLException e) {
      throw WarehouseFailure.of("opening a connection", e);
    }
  }

  /** Statements on the main connection. */
  @Override
  public DSLContext sql() {
    return DSL.using(connection, SQLDialect.DUCKDB, SETTINGS);
  }

  @Override
  public Dialect dialect() {
    return DuckDbDialect.INSTANCE;
  }

  @Override
  public void transaction(Work work) {
    Transactions.run(connection, work);
  }

  /** Where it cannot be done now it is left to the next time. */
  @Override
  public void tidy() {
    if (log.isPresent() && log.get().toFile().length() > LONG_LOG) {
      try {
        Sql.run(this, "CHECKPOINT");
      } catch (SQLException _) {
        // the log only becomes longer
      }
    }
  }

  /** Step by step: making tables and filling them do not go into one transaction here. */
  @Override
  public <T> T define(Supplier<T> work) {
    return work.get();
  }

  @Override
  public void append(Name table, List<@Nullable Object[]> rows) throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    var path = table.getName();
    try (var appender = connection.createAppender(path[0], path[1])) {
      for (var row : rows) {
        appender.beginRow();
        for (var value : row) {
          append(appender, value);
        }
        appender.endRow();
      }
    }
  }

  private static void append(DuckDBAppender appender, @Nullable Object value) throws SQLException {
    switch (value) {
      case null -> appender.appendNull();
      case Integer number -> appender.append(number.intValue());
      case Long number -> appender.append(number.longValue());
      case Double number -> appender.append(number.doubleValue());
      case BigDecimal number ->
          appender.append(number.setScale(Stored.DECIMALS, RoundingMode.UNNECESSARY));
      case Boolean truth -> appender.append(truth.booleanValue());
      case LocalDate day -> appender.append(day);
      case String text -> appender.append(text);
      case LocalDateTime time -> appender.append(time);
      case byte[] bytes -> appender.append(bytes);
      default -> throw new IllegalArgumentException("cannot append a " + value.getClass());
    }
  }

  @Override
  public Name receive(DuckDb staging, Staged staged) {
    if (staging != this) {
      throw new IllegalArgumentException("staged in another embedded database");
    }
    return DSL.name("staging", staged.table());
  }

  @Override
  public void release(Staged staged) {
    DataFiles.drop(this, staged.table());
  }

  @Override
  public @Nullable String nameFault(String name) {
    return null;
  }

  /** Whether a file lies in one of the folders that this database may read. */
  boolean mayRead(Path file) {
    var absolute = file.toAbsolutePath().normalize();
    return readable.stream().anyMatch(absolute::startsWith);
  }

  /**
   * Copies all that is committed now into a new file, while others go on writing: schemas, tables
   * and rows as of one instant.
   *
   * @param file in one of the folders that this database may read, where nothing is yet
   */
  public void copyTo(Path file) {
    var copy = DSL.name("caravan:copy");
    try (var beside = beside()) {
      var source = DSL.name(beside.database());
      beside.sql().execute("attach {0} as {1}", DSL.inline(file.toString()), copy);
      beside.transaction(() -> beside.sql().execute("copy from database {0} to {1}", source, copy));
    } finally {
      // Over another connection: what fails in the copying one must not keep the file attached.
      try (var other = beside()) {
        other.sql().execute("detach database if exists {0}", copy);
      }
    }
  }

  private String database() {
    return String.valueOf(sql().fetchValue("select current_database()"));
  }

  @Override
  public DuckDb beside() {
    var root = main.orElse(this);
    var beside = new DuckDb(duplicate(), readable, Optional.empty(), log, Optional.of(root));
    root.besides.add(beside);
    return beside;
  }

  @Override
  public boolean isOpen() {
    try {
      return !connection.isClosed();
    } catch (SQLException _) {
      return false;
    }
  }

  /** With the main connection all others are closed: only then the file is let go. */
  @Override
  public void close() {
    main.ifPresent(root -> root.besides.remove(this));
    List.copyOf(besides).forEach(DuckDb::close);
    try {
      connection.close();
      if (ownFolder.isPresent()) {
        Files.deleteIfExists(ownFolder.get());
      }
    } catch (SQLException e) {
      throw WarehouseFailure.of("closing DuckDB", e);
    } catch (IOException e) {
      throw new WarehouseFailure("closing DuckDB: its temporary folder cannot be removed", e);
    }
  }

  private static DuckDb open(
      String database, Path temporary, List<Path> readable, long memoryBytes) {
    var _ = NativeLibrary.load();
    var folders = readable.stream().map(p -> p.toAbsolutePath().normalize()).toList();
    var properties = new Properties();
    properties.setProperty("autoinstall_known_extensions", "false");
    properties.setProperty("autoload_known_extensions", "false");
    properties.setProperty("memory_limit", memoryBytes / 1024 + "KiB");
    properties.setProperty("threads", Integer.toString(Runtime.getRuntime().availableProcessors()));
    properties.setProperty("preserve_insertion_order", "true");
    properties.setProperty("temp_directory", temporary.toString());
    properties.setProperty("checkpoint_threshold", MOST_PENDING);
    DuckDBConnection connection;
    try {
      connection =
          (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:" + database, properties);
    } catch (SQLException e) {
      throw unopened(database, e);
    }
    try (var statement = connection.createStatement()) {
      statement.execute("SET GLOBAL TimeZone = 'UTC'");
      statement.execute("SET GLOBAL allowed_directories = [" + list(folders) + "]");
      statement.execute("SET GLOBAL enable_external_access = false");
      statement.execute("SET GLOBAL lock_configuration = true");
    } catch (SQLException e) {
      try (connection) {
        throw WarehouseFailure.of("setting up DuckDB", e);
      } catch (SQLException closing) {
        throw WarehouseFailure.of("setting up DuckDB", closing);
      }
    }
    return new DuckDb(
        connection,
        folders,
        database.isEmpty() ? Optional.of(temporary) : Optional.empty(),
        database.isEmpty() ? Optional.empty() : Optional.of(Path.of(database + ".wal")),
        Optional.empty());
  }

  private static String list(List<Path> folders) {
    var all = new LinkedHashSet<Path>();
    for (var folder : folders) {
      all.add(folder);
      try {
        all.add(folder.toRealPath());
      } catch (IOException _) {
        // a folder that is not there yet has no other name
      }
    }
    var quoted = new ArrayList<String>();
    all.forEach(folder -> quoted.add(Sql.text(folder.toString())));
    return String.join(", ", quoted);
  }

  private static WarehouseFailure unopened(String database, SQLException e) {
    var reason = WarehouseFailure.firstLine(e);
    if (reason.contains("Conflicting lock") || reason.contains("Could not set lock")) {
      var holder = reason.replaceFirst("(?s)^.*?(\\(PID \\d+\\)).*$", "$1");
      return new WarehouseFailure(
          "'"
              + database
              + "' is open in another process"
              + (holder.startsWith("(PID") ? " " + holder : ""),
          e);
    }
    return new WarehouseFailure("'" + database + "' cannot be opened: " + reason, e);
  }
}
