package caravan.cli;

import caravan.problem.Problems;
import caravan.profile.Tables;
import caravan.runtime.Definitions;
import caravan.runtime.Engine;
import caravan.runtime.Outbox;
import caravan.runtime.StateStore;
import caravan.warehouse.Database;
import caravan.warehouse.DuckDb;
import caravan.workspace.Workspace;
import caravan.workspace.WorkspaceReader;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import org.jooq.Name;

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

  /** Makes the tables of a database out of the staged data, and leaves nothing staged there. */
  static Tables load(Workspace workspace, DuckDb staging, Database db) {
    var tables = Tables.create(db, workspace.schema());
    var sources = new HashMap<String, Name>();
    workspace.data().forEach((table, staged) -> sources.put(table, db.receive(staging, staged)));
    tables.load(sources);
    sources.values().forEach(source -> db.sql().dropTable(source).execute());
    return tables;
  }

  static Definitions definitions(Workspace workspace) {
    return new Definitions(workspace.segments(), workspace.journeys(), workspace.messages());
  }

  /** An engine with the data loaded, for questions. */
  Engine engine() {
    return new Engine(
        db, load(workspace, db, db), definitions(workspace), StateStore.NOWHERE, Outbox.COUNTED);
  }

  @Override
  public void close() {
    db.close();
  }
}
