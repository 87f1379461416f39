package caravan.bench;

import caravan.testkit.PostgresServer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;

/** Workload J: each contender in turn on the same customers, several times. */
final class JourneyBench {

  static final long SEED = 7;

  private static final int WARM_UPS = 60;
  private static final int FEW = 20_000;
  private static final int ROUNDS = 9;
  private static final int ASKED = 1_000;

  /** Some of its rounds take most of a minute. */
  private static final int POSTGRES_ROUNDS = 3;

  private final int people;
  private final Path folder;
  private final Report report;

  /** Asks for nothing that the SQL does not ask for. */
  private final Contender caravan = new CaravanJourney("push");

  /** Asks for addresses, too. */
  private final Contender mailing = new CaravanJourney("email");

  private final Rivals duckDb = new Rivals(SqlJourney.Kind.DUCKDB, 20);
  private final Rivals postgres = new Rivals(SqlJourney.Kind.POSTGRESQL, 200);
  private final Map<Contender, Taken> taken = new LinkedHashMap<>();

  JourneyBench(int people, Path folder, Report report) {
    this.people = people;
    this.folder = folder;
    this.report = report;
  }

  /**
   * The same SQL in one database, with more and less of what Caravan keeps.
   *
   * @param budget how many times as fast as the first of them Caravan is to be
   */
  private record Rivals(List<SqlJourney> all, double budget) {

    Rivals(SqlJourney.Kind kind, double budget) {
      this(
          List.of(
              new SqlJourney(kind, true, true),
              new SqlJourney(kind, true, false),
              new SqlJourney(kind, false, true),
              new SqlJourney(kind, false, false)),
          budget);
    }
  }

  /** The times of all phases together, of each, and of telling where people were. */
  private record Taken(Times all, Times entry, Times suppression, Times firing, Times ways) {
    Taken() {
      this(new Times(), new Times(), new Times(), new Times(), new Times());
    }
  }

  /** Once as it comes, then often with few people until the code is warm, then what counts. */
  void run() throws SQLException, IOException {
    try (var many = new DuckDbStage(folder, people)) {
      inFiles(many, new JourneyCheck(people));
      var cold = Map.copyOf(taken);
      taken.clear();
      try (var server = PostgresServer.start(PostgresStage.SETTINGS)) {
        warmUp(server);
        taken.clear();
        var served = new PostgresStage(server, many.customers());
        for (var round = 1; round <= ROUNDS; round++) {
          var check = new JourneyCheck(people);
          inFiles(many, check);
          if (round > ROUNDS - POSTGRES_ROUNDS) {
            inServer(served, check);
          }
        }
      }
      report(cold);
    }
  }

  private void warmUp(PostgresServer server) throws SQLException, IOException {
    try (var few = new DuckDbStage(folder, FEW)) {
      for (var round = 0; round < WARM_UPS; round++) {
        inFiles(few, new JourneyCheck(FEW));
      }
      inServer(new PostgresStage(server, few.customers()), new JourneyCheck(FEW));
    }
  }

  private void inFiles(DuckDbStage stage, JourneyCheck check) throws SQLException, IOException {
    run(caravan, stage, check);
    run(mailing, stage, check);
    for (var rival : duckDb.all()) {
      run(rival, stage, check);
    }
  }

  private void inServer(PostgresStage stage, JourneyCheck check) throws SQLException, IOException {
    for (var rival : postgres.all()) {
      run(rival, stage, check);
    }
  }

  private void run(Contender contender, Stage stage, JourneyCheck check)
      throws SQLException, IOException {
    var times = taken.computeIfAbsent(contender, _ -> new Taken());
    try (var db = stage.fresh()) {
      var journey = contender.begin(db);
      stage.settle(db);
      System.gc();
      var entry = times.entry().run(journey::enter);
      stage.night(db);
      var suppression = times.suppression().run(journey::suppress);
      stage.night(db);
      var firing = times.firing().run(journey::fire);
      times.all().add(entry + suppression + firing);
    }
    try (var db = stage.again()) {
      var asked = new Random(SEED).ints(ASKED, 0, check.people()).toArray();
      var ways = times.ways().time(() -> contender.ways(db, asked));
      check.add(contender, contender.outcome(db), ways);
    }
    stage.clear();
  }

  private static Taken of(Contender contender, Map<Contender, Taken> times) {
    return Objects.requireNonNull(times.get(contender));
  }

  private void report(Map<Contender, Taken> cold) {
    Stream.of(duckDb, postgres).forEach(this::report);
    var other = duckDb.all().getFirst();
    report.faster(
        "  all, addresses asked for, too",
        of(mailing, taken).all().median(),
        other.name(),
        of(other, taken).all().median(),
        0);
    report.faster(
        "  all, the first time in the process",
        of(caravan, cold).all().median(),
        other.name(),
        of(other, cold).all().median(),
        0);
  }

  private void report(Rivals rivals) {
    var ours = of(caravan, taken);
    var first = rivals.all().getFirst();
    for (var rival : rivals.all()) {
      report.faster(
          "journey J, %,d people".formatted(people),
          ours.all().median(),
          rival.name(),
          of(rival, taken).all().median(),
          rival.equals(first) ? rivals.budget() : 0);
    }
    var theirs = of(first, taken);
    phase("  of it entry", ours.entry(), first, theirs.entry());
    phase("  of it suppression", ours.suppression(), first, theirs.suppression());
    phase("  of it firing", ours.firing(), first, theirs.firing());
    phase("  where %,d of them were when".formatted(ASKED), ours.ways(), first, theirs.ways());
  }

  private void phase(String work, Times ours, Contender other, Times theirs) {
    report.faster(work, ours.median(), other.name(), theirs.median(), 0);
  }
}
