package caravan.law;

import caravan.testkit.PostgresServer;
import caravan.warehouse.Database;
import caravan.warehouse.Postgres;
import java.util.Collection;
import java.util.List;

class PostgresRegressionsTest extends RegressionsContract {

  @Override
  Database open() {
    return Postgres.connect(PostgresServer.emptyDatabase());
  }

  /** In the short form those that differ most between databases; DuckDB is held to all. */
  @Override
  Collection<String> replayed(Collection<String> all) {
    return Boolean.getBoolean("caravan.long")
        ? all
        : List.of("late restart", "crash", "twin", "explanations");
  }
}
