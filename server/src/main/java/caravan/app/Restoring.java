package caravan.app;

import caravan.runtime.Backup;
import caravan.warehouse.WarehouseFailure;
import caravan.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** Puts a backup in the place of a database's file, and the file of before back if that fails. */
record Restoring(Path database) {

  /** The file itself, and its log. */
  private static final List<String> PARTS = List.of("", ".wal");

  /** Answers what the restored state declares. */
  Workspace from(Path backup) throws IOException {
    var copy = beside(".restored");
    try {
      Files.copy(backup, copy, StandardCopyOption.REPLACE_EXISTING);
      check(backup, copy);
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
