package caravan.app;

import caravan.problem.InvalidInput;
import caravan.problem.Place;
import caravan.runtime.Backups;
import caravan.warehouse.Database;
import caravan.warehouse.Databases;
import caravan.warehouse.DuckDb;
import caravan.warehouse.Postgres;
import caravan.warehouse.WarehouseFailure;
import caravan.workspace.Documents;
import caravan.workspace.Export;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** What a server keeps of a workspace: the folder {@code .caravan} in it, and its database. */
public final class State implements AutoCloseable {

  static final String FOLDER = ".caravan";
  static final String DATABASE = "caravan.db";
  static final String BACKUPS = "backups";
  static final String DISPATCH = "dispatch";

  /** Where commands on this machine find the running server. */
  private static final String ACCESS = "server.json";

  private final Path folder;
  private final Path access;
  private final FileChannel lock;
  private final Databases databases;

  private State(Path folder, FileChannel lock, Databases databases) {
    this.folder = folder;
    this.access = folder.resolve(ACCESS);
    this.lock = lock;
    this.databases = databases;
  }

  /**
   * Opens it, or makes it.
   *
   * @throws InvalidInput where the folder is no workspace
   * @throws WarehouseFailure where another process has it open
   */
  public static State open(Path workspace, StateSettings settings) throws IOException {
    requireWorkspace(workspace);
    var folder = folder(workspace);
    var lock = lock(workspace, folder);
    try {
      var databases = new Databases(() -> database(workspace, folder, settings));
      var _ = databases.get();
      return new State(folder, lock, databases);
    } catch (RuntimeException failure) {
      lock.close();
      throw failure;
    }
  }

  private static Path folder(Path workspace) throws IOException {
    var folder = Files.createDirectories(workspace.resolve(FOLDER));
    var ignore = folder.resolve(".gitignore");
    if (!Files.exists(ignore)) {
      Files.writeString(ignore, "*\n");
    }
    return folder;
  }

  private static FileChannel lock(Path workspace, Path folder) throws IOException {
    var lock =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (tryLock(lock) == null) {
        throw new WarehouseFailure(
            "'" + workspace + "' is served by another process already", null);
      }
      return lock;
    } catch (RuntimeException | IOException failure) {
      lock.close();
      throw failure;
    }
  }

  private static void requireWorkspace(Path folder) {
    var place = Place.of(folder.toString());
    if (!Files.isDirectory(folder)) {
      throw new InvalidInput("no-workspace", place, "there is no such folder");
    }
    if (!Files.isRegularFile(folder.resolve("caravan.yaml"))) {
      throw new InvalidInput(
          "no-workspace", place, "this folder is no workspace: it has no caravan.yaml");
    }
  }

  private static @Nullable FileLock tryLock(FileChannel lock) throws IOException {
    try {
      return lock.tryLock();
    } catch (OverlappingFileLockException _) {
      return null;
    }
  }

  private static Database database(Path workspace, Path folder, StateSettings settings) {
    if (settings.address().isEmpty()) {
      return DuckDb.file(folder.resolve(DATABASE), List.of(workspace), settings.databaseMemory());
    }
    var db = Postgres.connect(settings.address().get().value());
    try {
      db.hold();
      return db;
    } catch (WarehouseFailure failure) {
      db.close();
      throw failure;
    }
  }

  /** Whether a folder has a state, as far as can be seen without opening it. */
  public static boolean exists(Path workspace, StateSettings settings) {
    return settings.address().isPresent()
        || Files.exists(workspace.resolve(FOLDER).resolve(DATABASE));
  }

  /**
   * Puts a backup in the place of a state; what was there stays beside it. Where the folder has no
   * workspace, its files are written as well. Sending is stopped in what was restored.
   *
   * @throws InvalidInput where the state is not to be a file
   * @throws WarehouseFailure where a server runs there, or the backup cannot be gone on with; then
   *     nothing has changed
   */
  public static void restore(Path backup, Path workspace, StateSettings settings, Instant now)
      throws IOException {
    if (settings.address().isPresent()) {
      throw new InvalidInput(
          "postgresql",
          Place.of("state"),
          "the state is in PostgreSQL: restore it there, with pg_restore for example");
    }
    if (!Files.isRegularFile(backup)) {
      throw new InvalidInput("no-file", Place.of(backup.toString()), "there is no such file");
    }
    var folder = folder(workspace);
    try (var _ = lock(workspace, folder)) {
      var declared = new Restoring(folder.resolve(DATABASE), now).from(backup);
      if (!Files.exists(workspace.resolve(Documents.ROOT))) {
        Export.add(declared, workspace);
      }
    }
  }

  /** The folder with the backups of a workspace's state. */
  public static Path backupsOf(Path workspace) {
    return workspace.resolve(FOLDER).resolve(BACKUPS);
  }

  /** The backups of this state. */
  public Backups backups() {
    return new Backups(databases, folder.resolve(BACKUPS));
  }

  /**
   * Where a server of a folder is, and how commands on this machine enter; nothing where none runs.
   */
  public static Optional<Access> running(Path workspace) throws IOException {
    var folder = workspace.resolve(FOLDER);
    var access = folder.resolve(ACCESS);
    if (!Files.exists(access)) {
      return Optional.empty();
    }
    try (var lock = FileChannel.open(folder.resolve("lock"), StandardOpenOption.WRITE)) {
      if (tryLock(lock) != null) {
        return Optional.empty(); // it was killed
      }
    }
    var json = JsonMapper.shared().readTree(Files.readString(access));
    return Optional.of(
        new Access(URI.create(json.get("address").asString()), json.get("token").asString()));
  }

  /** How to enter a server. */
  public record Access(URI address, String token) {

    @Override
    public String toString() {
      return "access to " + address;
    }
  }

  /** Tells commands on this machine, of the same user, where the server is, and how to enter. */
  void publish(URI address, String key) throws IOException {
    Files.deleteIfExists(access);
    var fresh = access.resolveSibling(ACCESS + ".new");
    Files.deleteIfExists(fresh);
    try {
      Files.createFile(
          fresh,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } catch (UnsupportedOperationException _) {
      Files.createFile(fresh); // no such file system: its own rules protect the folder
    }
    Files.writeString(
        fresh,
        JsonMapper.shared()
            .writeValueAsString(Map.of("address", address.toString(), "token", key)));
    Files.move(fresh, access, StandardCopyOption.ATOMIC_MOVE);
  }

  /** The folder for files of rows. */
  Path uploads() {
    return access.resolveSibling("uploads");
  }

  /** The database, with the main connection to it. */
  public Databases databases() {
    return databases;
  }

  @Override
  public void close() throws IOException {
    try (lock) {
      Files.deleteIfExists(access);
      databases.close();
    }
  }
}
