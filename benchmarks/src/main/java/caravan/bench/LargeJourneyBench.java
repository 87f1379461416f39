package caravan.bench;

import caravan.warehouse.DuckDb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;

/** Workload J with more people than others were asked to try: how long, and how much on disk. */
final class LargeJourneyBench {

  private static final int WARM_UPS = 15;
  private static final int FEW = 20_000;
  private static final int ASKED = 100;
  private static final long BUDGET_PEOPLE = 100_000_000;
  private static final double BUDGET = 5_000;

  private final int people;
  private final Path folder;
  private final Report report;
  private final CaravanJourney caravan = new CaravanJourney("email");

  LargeJourneyBench(int people, Path folder, Report report) {
    this.people = people;
    this.folder = folder;
    this.report = report;
  }

  void run() throws SQLException, IOException {
    for (var warmUp = 0; warmUp < WARM_UPS; warmUp++) {
      once(FEW);
    }
    once(people)
        .report(
            report,
            "journey J, %,d people, Caravan alone".formatted(people),
            people,
            people >= BUDGET_PEOPLE ? BUDGET : 0);
  }

  /** Runs it on customers of its own. */
  private JourneyRun once(int count) throws SQLException, IOException {
    var file = folder.resolve("large.duckdb");
    Customers.make(file, count);
    JourneyRun run;
    try (var db = DuckDb.file(file, List.of())) {
      var journey = caravan.begin(db);
      Rows.run(db, "select bit_xor(hash(columns(*))) from " + Customers.SQL); // in memory
      run = JourneyRun.of(journey, db);
    }
    try (var db = DuckDb.file(file, List.of())) {
      var asked = new Random(JourneyBench.SEED).ints(ASKED, 0, count).toArray();
      new JourneyCheck(count).add(caravan, caravan.outcome(db), caravan.ways(db, asked));
    }
    Files.delete(file);
    Files.deleteIfExists(Path.of(file + ".wal"));
    return run;
  }
}
