package caravan.app;

import caravan.problem.InvalidInput;
import caravan.problem.Place;
import caravan.warehouse.Database;
import caravan.warehouse.Databases;
import caravan.warehouse.DuckDb;
import caravan.warehouse.Postgres;
import caravan.warehouse.WarehouseFailure;
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
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** What a server keeps of a workspace: the folder {@code .caravan} in it, and its database. */
final class State implements AutoCloseable {

  static final String FOLDER = ".caravan";

  /** Where commands on this machine find the running server. */
  private static final String ACCESS = "server.json";

  private final Path access;
  private final FileChannel lock;
  private final Databases databases;

  private State(Path folder, FileChannel lock, Databases databases) {
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
  static State open(Path workspace, StateSettings settings) throws IOException {
    requireWorkspace(workspace);
    var folder = Files.createDirectories(workspace.resolve(FOLDER));
    var ignore = folder.resolve(".gitignore");
    if (!Files.exists(ignore)) {
      Files.writeString(ignore, "*\n");
    }
    var lock =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (tryLock(lock) == null) {
        throw new WarehouseFailure(
            "'" + workspace + "' is served by another process already", null);
      }
      var databases = new Databases(() -> database(workspace, folder, settings));
      var _ = databases.get();
      return new State(folder, lock, databases);
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
      return DuckDb.file(
          folder.resolve("caravan.db"), List.of(workspace), settings.databaseMemory());
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

  /** The database, with the main connection to it. */
  Databases databases() {
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
