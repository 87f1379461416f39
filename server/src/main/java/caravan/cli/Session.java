package caravan.cli;

import caravan.channel.MessageFolder;
import caravan.profile.Tables;
import caravan.runtime.DatabaseState;
import caravan.runtime.Definitions;
import caravan.runtime.Engine;
import caravan.runtime.Founding;
import caravan.runtime.Outbox;
import caravan.runtime.StateStore;
import caravan.warehouse.Database;
import caravan.warehouse.DuckDb;
import caravan.warehouse.Postgres;
import caravan.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A run of journeys: in memory, or in a file or a server's database that it was begun in or is
 * continued from.
 */
final class Session implements AutoCloseable {

  private final Workspace workspace;
  private final Database db;
  private final Engine engine;
  private final Optional<MessageFolder> messages;
  private final @Nullable Origin origin;
  private Instant now = Instant.EPOCH;

  private Session(
      Workspace workspace,
      Database db,
      Engine engine,
      Optional<MessageFolder> messages,
      @Nullable Origin origin) {
    this.workspace = workspace;
    this.db = db;
    this.engine = engine;
    this.messages = messages;
    this.origin = origin;
  }

  /**
   * Opens a run.
   *
   * @param state the file, or the address of the PostgreSQL database, that keeps it; null for none
   * @param out the folder for messages; null where they are only counted
   */
  static Session open(Path folder, @Nullable String state, @Nullable Path out) throws IOException {
    if (state == null) {
      return inMemory(folder, out);
    }
    return Postgres.isAddress(state)
        ? kept(folder, StateServer.open(state), Postgres.shown(state), out)
        : kept(folder, StateFile.open(Path.of(state), folder), state, out);
  }

  private static Session inMemory(Path folder, @Nullable Path out) throws IOException {
    var opened = Opened.read(folder);
    var tables = Founding.load(opened.workspace(), opened.db(), opened.db());
    var messages = messages(opened.workspace(), opened.db(), out);
    var engine =
        new Engine(
            opened.db(),
            tables,
            Definitions.of(opened.workspace()),
            StateStore.NOWHERE,
            messages.<Outbox>map(folderOf -> folderOf).orElse(Outbox.COUNTED));
    return new Session(opened.workspace(), opened.db(), engine, messages, null);
  }

  private static Session kept(Path folder, Database db, String shown, @Nullable Path out)
      throws IOException {
    try {
      var origin = new Origin(db, shown, folder);
      Workspace workspace;
      Tables tables;
      if (Origin.isBegun(db)) {
        origin.requireSame();
        try (var opened = Opened.read(folder)) {
          workspace = opened.workspace();
        }
        tables = Tables.open(db, workspace.schema());
      } else if (db instanceof DuckDb embedded) {
        workspace = Opened.read(folder, embedded);
        tables = origin.create(() -> Founding.load(workspace, embedded, db));
      } else {
        try (var opened = Opened.read(folder)) {
          workspace = opened.workspace();
          tables = origin.create(() -> Founding.load(workspace, opened.db(), db));
        }
      }
      var messages = messages(workspace, db, out);
      var engine =
          new Engine(
              db,
              tables,
              Definitions.of(workspace),
              new DatabaseState(db),
              messages.<Outbox>map(folderOf -> folderOf).orElse(Outbox.COUNTED));
      return new Session(workspace, db, engine, messages, origin);
    } catch (RuntimeException | IOException failure) {
      db.close();
      throw failure;
    }
  }

  private static Optional<MessageFolder> messages(
      Workspace workspace, Database db, @Nullable Path out) throws IOException {
    if (out == null) {
      return Optional.empty();
    }
    Files.createDirectories(out);
    return Optional.of(new MessageFolder(out, db, workspace));
  }

  /**
   * Takes up what is stored, or begins.
   *
   * @param given whether a person asked for this very beginning
   * @return when the run began
   */
  Instant begin(Instant wanted, boolean given, List<String> journeys) {
    if (origin == null) {
      now = wanted;
      return wanted;
    }
    var begun = origin.begin(wanted, given, journeys);
    now = engine.restore().orElse(begun);
    return begun;
  }

  /** Where the run is: its beginning, or the last instant at which something happened. */
  Instant now() {
    return now;
  }

  Workspace workspace() {
    return workspace;
  }

  Engine engine() {
    return engine;
  }

  Optional<MessageFolder> messages() {
    return messages;
  }

  @Override
  public void close() {
    db.close();
  }
}
