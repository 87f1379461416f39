package caravan.runtime;

import caravan.interaction.InteractionRows;
import caravan.problem.Problems;
import caravan.profile.Physical;
import caravan.profile.Tables;
import caravan.warehouse.Database;
import caravan.warehouse.DuckDb;
import caravan.workspace.Documents;
import caravan.workspace.Workspace;
import caravan.workspace.WorkspaceReader;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import org.jooq.Name;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Takes the files of a workspace into a database that has none yet. */
public final class Founding {

  private Founding() {}

  /** Whether a database has a workspace. */
  public static boolean isDone(Database db) {
    return new DocumentStore(db).load().last() > 0;
  }

  /**
   * Takes in definitions and data; what was left by a try that was broken off is removed first.
   *
   * @param staging which may read the folder; the database itself where it is embedded
   * @return what was read
   * @throws caravan.problem.InvalidInput with everything that is wrong
   */
  public static Workspace of(Database db, Path folder, DuckDb staging, Instant now) {
    var problems = new Problems();
    var read = WorkspaceReader.read(folder, staging, problems);
    problems.throwIfAny();
    var workspace = read.orElseThrow();
    StateFormat.found(db);
    for (var schema :
        List.of(Physical.DATA, Physical.ORDINALS, Physical.INCOMING, InteractionRows.SCHEMA)) {
      db.sql().dropSchemaIfExists(DSL.name(schema)).cascade().execute();
    }
    db.define(() -> load(workspace, staging, db));
    var texts = new LinkedHashMap<String, @Nullable String>(Documents.of(workspace).texts());
    var store = new DocumentStore(db);
    db.transaction(() -> store.add(DocumentStore.Stand.NOTHING, texts, now, "files"));
    return workspace;
  }

  /** Makes the tables of a database out of the staged data, and leaves nothing staged there. */
  public static Tables load(Workspace workspace, DuckDb staging, Database db) {
    var tables = Tables.create(db, workspace.schema());
    var sources = new HashMap<String, Name>();
    workspace.data().forEach((table, staged) -> sources.put(table, db.receive(staging, staged)));
    tables.load(sources);
    workspace.data().values().forEach(db::release);
    return tables;
  }
}
