package caravan.runtime;

import caravan.warehouse.Database;
import caravan.warehouse.Postgres;
import caravan.warehouse.PostgresServer;

class PostgresScenariosTest extends FormatsScenariosContract {

  @Override
  Database open() {
    return Postgres.connect(PostgresServer.emptyDatabase());
  }
}
