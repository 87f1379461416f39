package caravan.runtime;

import caravan.warehouse.Database;
import caravan.warehouse.DuckDb;
import java.nio.file.Path;
import java.util.List;

class DuckDbReceiptsTest extends ReceiptsContract {

  @Override
  Database open(Path folder) {
    return DuckDb.file(folder.resolve("kept.db"), List.of(folder));
  }
}
