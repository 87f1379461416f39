package caravan.bench;

import caravan.runtime.History;
import caravan.warehouse.DuckDb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;

/** Workload J with more people than this machine has room for rows: {@link SyntheticJourney}. */
final class SyntheticJourneyBench {

  private static final int WARM_UPS = 15;
  private static final int FEW = 20_000;
  private static final int ASKED = 1_000;
  private static final int ASKED_ALONE = 5;

  private final int people;
  private final Path folder;
  private final Report report;
  private final Times ways = new Times();
  private final Times way = new Times();

  SyntheticJourneyBench(int people, Path folder, Report report) {
    this.people = people;
    this.folder = folder;
    this.report = report;
  }

  void run() throws SQLException, IOException {
    var few = new SyntheticJourney(SyntheticPeople.draw(FEW));
    for (var warmUp = 0; warmUp < WARM_UPS; warmUp++) {
      once(few, FEW);
    }
    ways.forget(WARM_UPS);
    way.forget(WARM_UPS * ASKED_ALONE);
    once(new SyntheticJourney(SyntheticPeople.draw(people)), people)
        .report(report, "journey J, %,d people, synthetic cohorts".formatted(people), people, 0);
    report.alone("  where %,d of them were when".formatted(ASKED), ways.median());
    report.alone("  where one of them was when", way.median());
  }

  private JourneyRun once(SyntheticJourney contender, int count) throws SQLException, IOException {
    var file = folder.resolve("synthetic.duckdb");
    JourneyRun run;
    try (var db = DuckDb.file(file, List.of())) {
      run = JourneyRun.of(contender.begin(db), db);
    }
    try (var db = DuckDb.file(file, List.of())) {
      var asked = new Random(JourneyBench.SEED).ints(ASKED, 0, count).toArray();
      var found = ways.time(() -> contender.ways(db, asked));
      var history = new History(db);
      for (var i = 0; i < ASKED_ALONE; i++) {
        var person = asked[i];
        way.run(() -> history.steps(person, List.of(Mailing.NAME)));
      }
      var check = new JourneyCheck(count);
      check.add(contender, contender.people().outcome(), List.of());
      check.add(contender, contender.outcome(db), found);
    }
    Files.delete(file);
    Files.deleteIfExists(Path.of(file + ".wal"));
    return run;
  }
}
