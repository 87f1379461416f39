package caravan.runtime;

import caravan.warehouse.Database;
import caravan.warehouse.DuckDb;
import java.util.List;

class DuckDbStateTest extends StateStoreContract {

  @Override
  Database open() {
    return DuckDb.inMemory(List.of());
  }
}
