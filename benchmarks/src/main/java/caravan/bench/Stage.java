package caravan.bench;

import caravan.warehouse.Database;
import java.io.IOException;

/** Where workload J runs: the same customers for one contender after the other. */
interface Stage extends AutoCloseable {

  /** The database with the customers, and nothing else of anybody's. */
  Database fresh() throws IOException;

  /** Puts on the disk what is waiting for it, and has all customers in memory. */
  void settle(Database db);

  /** A night between two phases: what a server does by itself while it has nothing else to do. */
  void night(Database db);

  /** The same database, closed and opened again. */
  Database again();

  /** Takes away what the last contender left. */
  void clear() throws IOException;

  @Override
  void close() throws IOException;
}
