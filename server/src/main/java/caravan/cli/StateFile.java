package caravan.cli;

import caravan.interaction.InteractionRows;
import caravan.problem.InvalidInput;
import caravan.problem.Place;
import caravan.profile.Physical;
import caravan.warehouse.DuckDb;
import caravan.warehouse.WarehouseFailure;
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
    if (Files.exists(file)) {
      boolean begun;
      if (!Files.isRegularFile(file)) {
        throw notAState("'" + file + "' is no ordinary file; name another one");
      }
      try (var db = look(file)) {
        begun = Origin.isBegun(db);
        if (!begun && isForeign(db)) {
          throw notAState("'" + file + "' is there already, but holds no run; name another file");
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

  private static DuckDb look(Path file) {
    try {
      return DuckDb.file(file, List.of());
    } catch (WarehouseFailure failure) {
      throw notAState(String.valueOf(failure.getMessage()));
    }
  }

  private static InvalidInput notAState(String message) {
    return new InvalidInput("not-a-state", Place.of("--state"), message);
  }

  private static boolean isForeign(DuckDb db) {
    return db.sql()
            .fetchCount(
                DSL.table("information_schema.tables"),
                DSL.condition(
                    "table_schema not in ({0}, {1}, {2}, {3}, 'staging', 'state')",
                    DSL.inline(Physical.DATA),
                    DSL.inline(Physical.ORDINALS),
                    DSL.inline(Physical.INCOMING),
                    DSL.inline(InteractionRows.SCHEMA)))
        > 0;
  }
}
