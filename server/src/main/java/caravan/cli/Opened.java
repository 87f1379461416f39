package caravan.cli;

import caravan.problem.Problems;
import caravan.runtime.Definitions;
import caravan.runtime.Engine;
import caravan.runtime.Founding;
import caravan.runtime.Outbox;
import caravan.runtime.StateStore;
import caravan.warehouse.DuckDb;
import caravan.workspace.Workspace;
import caravan.workspace.WorkspaceReader;
import java.nio.file.Path;
import java.util.List;

/** A workspace that has been read, with its data staged in a database of its own. */
record Opened(Workspace workspace, DuckDb db) implements AutoCloseable {

  /**
   * Reads a workspace into memory.
   *
   * @throws caravan.problem.InvalidInput with everything that is wrong
   */
  static Opened read(Path folder) {
    var db = DuckDb.inMemory(List.of(folder));
    try {
      return new Opened(read(folder, db), db);
    } catch (RuntimeException failure) {
      db.close();
      throw failure;
    }
  }

  static Workspace read(Path folder, DuckDb db) {
    var problems = new Problems();
    var workspace = WorkspaceReader.read(folder, db, problems);
    problems.throwIfAny();
    return workspace.orElseThrow();
  }

  /** An engine with the data loaded, for questions. */
  Engine engine() {
    return new Engine(
        db,
        Founding.load(workspace, db, db),
        Definitions.of(workspace),
        StateStore.NOWHERE,
        Outbox.COUNTED);
  }

  @Override
  public void close() {
    db.close();
  }
}
