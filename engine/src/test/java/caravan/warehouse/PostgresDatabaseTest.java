package caravan.warehouse;

import caravan.testkit.PostgresServer;

class PostgresDatabaseTest extends DatabaseContract {

  @Override
  Database open() {
    return Postgres.connect(PostgresServer.newDatabase());
  }
}
