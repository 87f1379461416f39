package caravan.runtime;

import caravan.warehouse.Databases;
import caravan.warehouse.DuckDb;
import caravan.warehouse.WarehouseFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** The backups of a state in a folder: a file each, named by when it was made. */
public final class Backups {

  private static final String ENDING = ".db";

  private final Databases databases;
  private final Path folder;
  private final ReentrantLock lock = new ReentrantLock();

  /**
   * Those in a folder, which is made when it is needed.
   *
   * @param folder which the database may read
   */
  public Backups(Databases databases, Path folder) {
    this.databases = databases;
    this.folder = folder;
  }

  /** A backup that is complete. */
  public record Made(String name, Instant made, long bytes) {

    private static Made of(Path file) {
      try {
        return new Made(
            file.getFileName().toString(),
            Files.getLastModifiedTime(file).toInstant().truncatedTo(ChronoUnit.SECONDS),
            Files.size(file));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  public Path folder() {
    return folder;
  }

  /**
   * Makes one of what is committed now, while others go on writing.
   *
   * @throws IllegalCommand where the state is not a file of ours, or another one is being made
   */
  public Made make(Instant now) {
    if (!(databases.get() instanceof DuckDb db)) {
      throw new IllegalCommand(
          "the state is in PostgreSQL: back it up there, with pg_dump for example");
    }
    if (!lock.tryLock()) {
      throw new IllegalCommand("a backup is being made already");
    }
    try {
      Files.createDirectories(folder);
      if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
      }
      var file = free(now);
      Backup.write(db, file);
      return Made.of(file);
    } catch (IOException e) {
      throw new WarehouseFailure("the backup cannot be written: " + e.getMessage(), e);
    } finally {
      lock.unlock();
    }
  }

  private Path free(Instant now) {
    var name = now.truncatedTo(ChronoUnit.SECONDS).toString().replace(":", "");
    var file = folder.resolve(name + ENDING);
    for (var i = 2; Files.exists(file); i++) {
      file = folder.resolve(name + "-" + i + ENDING);
    }
    return file;
  }

  /** Those that there are, the newest first. */
  public List<Made> list() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var files = Files.list(folder)) {
      var made = new ArrayList<Made>();
      files
          .filter(file -> file.getFileName().toString().endsWith(ENDING))
          .forEach(file -> made.add(Made.of(file)));
      made.sort(Comparator.comparing(Made::name).reversed());
      return made;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
