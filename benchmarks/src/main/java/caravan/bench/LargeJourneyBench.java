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

  /** At a wait, and then at the end or out of it. */
  private static final int POSITIONS = 2;

  private final int people;
  private final Path folder;
  private final Report report;
  private final CaravanJourney caravan = new CaravanJourney();

  LargeJourneyBench(int people, Path folder, Report report) {
    this.people = people;
    this.folder = folder;
    this.report = report;
  }

  void run() throws SQLException, IOException {
    for (var warmUp = 0; warmUp < WARM_UPS; warmUp++) {
      once(FEW, new Times(), new Times());
    }
    var times = new Times();
    var entry = new Times();
    var bytes = once(people, times, entry);
    report.atMost(
        "journey J, %,d people, Caravan alone".formatted(people),
        times.median(),
        people >= BUDGET_PEOPLE ? BUDGET : 0);
    report.alone("  of it entry", entry.median());
    report.figure(
        "  on disk, a person a position",
        "%.2f bytes".formatted(bytes / (double) people / POSITIONS));
  }

  /** Runs it on customers of its own; answers how many bytes of the file it took. */
  private long once(int count, Times all, Times entry) throws SQLException, IOException {
    var file = folder.resolve("large.duckdb");
    Customers.make(file, count);
    long bytes;
    try (var db = DuckDb.file(file, List.of())) {
      var journey = caravan.begin(db);
      Rows.run(
          db, "checkpoint", "select bit_xor(hash(columns(*))) from " + Customers.SQL); // in memory
      var before = used(db);
      System.gc();
      all.run(
          () -> {
            entry.run(journey::enter);
            journey.suppress();
            journey.fire();
          });
      Rows.run(db, "checkpoint");
      bytes = used(db) - before;
    }
    try (var db = DuckDb.file(file, List.of())) {
      var asked = new Random(JourneyBench.SEED).ints(ASKED, 0, count).toArray();
      new JourneyCheck(count).add(caravan, caravan.outcome(db), caravan.ways(db, asked));
    }
    Files.delete(file);
    Files.deleteIfExists(Path.of(file + ".wal"));
    return bytes;
  }

  /** What of the file is in use: what was free before is used first. */
  private static long used(DuckDb db) throws SQLException {
    return Rows.number(db, "select used_blocks * block_size from pragma_database_size()");
  }
}
