package caravan.cli;

import caravan.warehouse.Database;
import caravan.warehouse.DuckDb;
import java.nio.file.Path;
import java.util.List;

class KillFileTest extends KillContract {

  private int states;

  @Override
  String newState() {
    return temporary.resolve("run" + states++ + ".db").toString();
  }

  @Override
  Database open(String state) {
    return DuckDb.file(Path.of(state), List.of());
  }
}
