package caravan.cli;

import caravan.problem.InvalidInput;
import caravan.problem.Place;
import caravan.warehouse.DuckDb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jooq.impl.DSL;

/** A file that keeps a run. */
final class StateFile {

  private StateFile() {}

  /** Opens it for a workspace; what a run that never got to begin left there is removed. */
  static DuckDb open(Path file, Path folder) throws IOException {
    if (Files.isDirectory(file)) {
      throw new InvalidInput(
          "not-a-file",
          Place.of("--state"),
          "'" + file + "' is a folder; a file should stand here");
    }
    if (Files.exists(file)) {
      boolean begun;
      try (var db = DuckDb.file(file, List.of())) {
        begun = Origin.isBegun(db);
        if (!begun && isForeign(db)) {
          throw new InvalidInput(
              "not-a-state",
              Place.of("--state"),
              "'" + file + "' is a database, but not of a run; name another file");
        }
      }
      if (!begun) {
        Files.delete(file);
        Files.deleteIfExists(Path.of(file + ".wal"));
      }
    } else {
      Files.createDirectories(file.toAbsolutePath().getParent());
    }
    return DuckDb.file(file, List.of(folder));
  }

  private static boolean isForeign(DuckDb db) {
    return db.sql()
            .fetchCount(
                DSL.table("information_schema.tables"),
                DSL.condition(
                    "table_schema not in ('data', 'ordinals', 'staging', 'happened', 'state')"))
        > 0;
  }
}
