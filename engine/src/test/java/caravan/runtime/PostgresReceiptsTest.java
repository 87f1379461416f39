package caravan.runtime;

import caravan.testkit.PostgresServer;
import caravan.warehouse.Database;
import caravan.warehouse.Postgres;
import java.nio.file.Path;

class PostgresReceiptsTest extends ReceiptsContract {

  @Override
  Database open(Path folder) {
    return Postgres.connect(PostgresServer.newDatabase());
  }
}
