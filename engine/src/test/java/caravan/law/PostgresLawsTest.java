package caravan.law;

import caravan.testkit.PostgresServer;
import caravan.warehouse.Database;
import caravan.warehouse.Postgres;

class PostgresLawsTest extends LawsContract {

  @Override
  Database open() {
    return Postgres.connect(PostgresServer.emptyDatabase());
  }

  @Override
  int share(int cases) {
    return Math.max(2, cases / 3);
  }
}
