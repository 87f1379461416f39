package caravan.law;

import caravan.runtime.DatabaseState;
import caravan.runtime.StateStore;
import caravan.warehouse.Database;
import caravan.warehouse.DuckDb;
import java.util.List;

/** The empty databases that one world is played on. */
interface Backing extends AutoCloseable {

  /** Makes them for one world. */
  interface Source {
    Backing open();
  }

  Database warehouse();

  /** The state that was stored, each time read anew. */
  StateStore state();

  @Override
  void close();

  /** DuckDB in memory: a new one each time, which is quicker than clearing a used one. */
  Source DUCKDB =
      () -> {
        var db = DuckDb.inMemory(List.of(), 1_000_000_000);
        return new Backing() {
          @Override
          public Database warehouse() {
            return db;
          }

          @Override
          public StateStore state() {
            return new DatabaseState(db);
          }

          @Override
          public void close() {
            db.close();
          }
        };
      };
}
