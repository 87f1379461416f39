package caravan.runtime;

import caravan.warehouse.Database;
import caravan.warehouse.DuckDb;
import java.util.List;

class DuckDbScenariosTest extends FormatsScenariosContract {

  @Override
  Database open() {
    return DuckDb.inMemory(List.of());
  }
}
