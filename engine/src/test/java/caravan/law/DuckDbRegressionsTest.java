package caravan.law;

import caravan.warehouse.Database;
import caravan.warehouse.DuckDb;
import java.util.List;

class DuckDbRegressionsTest extends RegressionsContract {

  @Override
  Database open() {
    return DuckDb.inMemory(List.of(), 1_000_000_000);
  }
}
