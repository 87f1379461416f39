package caravan.runtime;

import caravan.testkit.PostgresServer;
import caravan.warehouse.Database;
import caravan.warehouse.Postgres;

class PostgresStateTest extends StateStoreContract {

  @Override
  Database open() {
    return Postgres.connect(PostgresServer.newDatabase());
  }
}
