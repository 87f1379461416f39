package caravan.app;

import caravan.channel.Sending;
import caravan.runtime.Backup;
import caravan.warehouse.DuckDb;
import caravan.warehouse.WarehouseFailure;
import caravan.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;

/**
 * Puts a backup in the place of a database's file, and the file of before back if that fails.
 * Sending is stopped in it.
 */
record Restoring(Path database, Instant now) {

  /** The file itself, and its log. */
  private static final List<String> PARTS = List.of("", ".wal");

  /** Answers what the restored state declares. */
  Workspace from(Path backup) throws IOException {
    var copy = beside(".restored");
    try {
      Files.copy(backup, copy, StandardCopyOption.REPLACE_EXISTING);
      check(backup, copy);
      stopSending(copy);
      for (var part : PARTS) {
        move(Path.of(database + part), Path.of(before() + part));
      }
      try {
        Files.move(copy, database, StandardCopyOption.ATOMIC_MOVE);
        return Backup.check(database);
      } catch (RuntimeException | IOException failure) {
        for (var part : PARTS) {
          move(Path.of(before() + part), Path.of(database + part));
        }
        throw failure;
      }
    } finally {
      Files.deleteIfExists(copy);
      Files.deleteIfExists(Path.of(copy + ".wal"));
    }
  }

  private static void check(Path backup, Path copy) {
    try {
      var _ = Backup.check(copy);
    } catch (WarehouseFailure failure) {
      throw new WarehouseFailure(
          "'" + backup + "' cannot be gone on with: " + failure.getMessage(), failure);
    }
  }

  /** What was sent since the backup would be sent again. */
  private void stopSending(Path copy) {
    try (var db = DuckDb.file(copy, List.of())) {
      new Sending(db)
          .stop(
              db,
              new Sending.Stop(
                  now,
                  "restore",
                  "A backup was restored: what was sent since it was made would be sent again."));
    }
  }

  private Path before() {
    return beside(".before");
  }

  private Path beside(String ending) {
    return database.resolveSibling(database.getFileName() + ending);
  }

  /** Moves a file; where there is none, none is there afterwards. */
  private static void move(Path from, Path to) throws IOException {
    if (Files.exists(from)) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    } else {
      Files.deleteIfExists(to);
    }
  }
}
