package caravan.runtime;

import caravan.problem.Problems;
import caravan.warehouse.DuckDb;
import caravan.warehouse.WarehouseFailure;
import caravan.workspace.Workspace;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** A copy of a whole state in a file of its own. */
public final class Backup {

  /** What a check of a copy may use. */
  private static final long MEMORY = 300_000_000;

  private Backup() {}

  /**
   * Copies a state as it is at one instant, while others go on with it; opens the copy once to see
   * that it can be gone on with. The file is there when all of that is done.
   *
   * @param db the state, which may read the file's folder
   * @throws FileAlreadyExistsException where there is such a file
   */
  public static void write(DuckDb db, Path file) throws IOException {
    if (Files.exists(file)) {
      throw new FileAlreadyExistsException(file.toString());
    }
    var unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
    Files.deleteIfExists(unfinished);
    try {
      db.copyTo(unfinished);
      var _ = check(unfinished);
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  /**
   * Opens a copy, as a server would.
   *
   * @return what it declares
   * @throws WarehouseFailure where it is none, or none that this program can go on with
   */
  public static Workspace check(Path file) {
    try (var db = DuckDb.file(file, List.of(), MEMORY)) {
      StateFormat.require(db);
      if (!Founding.isDone(db)) {
        throw new WarehouseFailure("'" + file + "' holds no workspace", null);
      }
      var problems = new Problems();
      var workspace = new DocumentStore(db).load().documents().read(db, problems);
      problems.throwIfAny();
      var read = workspace.orElseThrow();
      var tables = caravan.profile.Tables.open(db, read.schema());
      var engine =
          new Engine(
              db,
              tables,
              Definitions.of(read),
              new DatabaseState(db),
              Outbox.COUNTED,
              Freshness.LIVE);
      var _ = engine.restore();
      return read;
    }
  }
}
