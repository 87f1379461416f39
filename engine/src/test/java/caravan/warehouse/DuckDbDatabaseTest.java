package caravan.warehouse;

import java.util.List;

class DuckDbDatabaseTest extends DatabaseContract {

  @Override
  Database open() {
    return DuckDb.inMemory(List.of());
  }
}
