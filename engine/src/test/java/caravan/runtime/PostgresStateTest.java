package caravan.runtime;

import caravan.warehouse.Database;
import caravan.warehouse.Postgres;
import caravan.warehouse.PostgresServer;

class PostgresStateTest extends StateStoreContract {

  @Override
  Database open() {
    return Postgres.connect(PostgresServer.newDatabase());
  }
}
