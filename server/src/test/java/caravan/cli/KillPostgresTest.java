package caravan.cli;

import caravan.testkit.PostgresServer;
import caravan.warehouse.Database;
import caravan.warehouse.Postgres;

class KillPostgresTest extends KillContract {

  @Override
  String newState() {
    return PostgresServer.newDatabase();
  }

  @Override
  Database open(String state) {
    return Postgres.connect(state);
  }
}
