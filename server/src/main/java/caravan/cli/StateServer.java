package caravan.cli;

import caravan.problem.InvalidInput;
import caravan.problem.Place;
import caravan.warehouse.Database;
import caravan.warehouse.Postgres;
import caravan.warehouse.WarehouseFailure;
import java.util.ArrayList;
import java.util.List;
import org.jooq.impl.DSL;

/** A database of a PostgreSQL server that keeps a run: all of its rows too. */
final class StateServer {

  private static final List<String> SCHEMAS =
      List.of("data", "ordinals", "incoming", "staging", "happened", "state");

  private StateServer() {}

  /** Opens it; what a run that never got to begin left there is removed. */
  static Database open(String address) {
    var db = connect(address);
    try {
      if (!Origin.isBegun(db)) {
        clear(db, address);
      }
      return db;
    } catch (RuntimeException failure) {
      db.close();
      throw failure;
    }
  }

  /** Connects, as the one who runs journeys there. */
  private static Postgres connect(String address) {
    try {
      var db = Postgres.connect(address);
      try {
        db.hold();
        return db;
      } catch (WarehouseFailure failure) {
        db.close();
        throw failure;
      }
    } catch (WarehouseFailure failure) {
      throw new InvalidInput(
          "not-a-state", Place.of("--state"), String.valueOf(failure.getMessage()));
    }
  }

  /** A run's schemas are made in one transaction with the room for its origin. */
  private static void clear(Database db, String address) {
    var there = new ArrayList<String>();
    db.sql()
        .meta()
        .getSchemas()
        .forEach(
            schema -> {
              if (SCHEMAS.contains(schema.getName())) {
                there.add(schema.getName());
              }
            });
    if (!there.isEmpty() && !Origin.isIn(db)) {
      throw new InvalidInput(
          "not-a-state",
          Place.of("--state"),
          "'%s' has schemas that are not of a run (%s); name a database of its own"
              .formatted(Postgres.shown(address), String.join(", ", there)));
    }
    for (var schema : there) {
      db.sql().dropSchema(DSL.name(schema)).cascade().execute();
    }
  }
}
