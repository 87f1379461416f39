package caravan.runtime;

import caravan.testkit.PostgresServer;
import caravan.warehouse.Database;
import caravan.warehouse.Postgres;

class PostgresScenariosTest extends FormatsScenariosContract {

  @Override
  Database open() {
    return Postgres.connect(PostgresServer.emptyDatabase());
  }
}
