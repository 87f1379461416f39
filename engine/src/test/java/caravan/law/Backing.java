package caravan.law;

import caravan.runtime.DuckDbState;
import caravan.runtime.StateStore;
import caravan.warehouse.DuckDb;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The empty databases that one world is played on, and gives back. */
interface Backing extends AutoCloseable {

  /** Makes them for one world. */
  interface Source {
    Backing open();
  }

  DuckDb warehouse();

  /** The state that was stored, each time read anew. */
  StateStore state();

  @Override
  void close();

  /** DuckDB in memory; since it takes long to start, databases are cleared and used again. */
  Source DUCKDB =
      new Source() {
        private final Deque<DuckDb> free = new ArrayDeque<>();

        @Override
        public synchronized Backing open() {
          var db = free.isEmpty() ? DuckDb.inMemory(List.of(), 1_000_000_000) : free.pop();
          return new Backing() {
            @Override
            public DuckDb warehouse() {
              return db;
            }

            @Override
            public StateStore state() {
              return new DuckDbState(db);
            }

            @Override
            public void close() {
              for (var schema : List.of("data", "ordinals", "happened", "state", "staging")) {
                db.sql().execute("drop schema if exists \"" + schema + "\" cascade");
              }
              free.push(db);
            }
          };
        }
      };
}
