package caravan.bench;

import caravan.warehouse.DuckDb;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/** Workload J: each contender in turn on a fresh copy of the same customers, several times. */
final class JourneyBench {

  static final long SEED = 7;

  private static final int WARM_UPS = 15;
  private static final int FEW = 20_000;
  private static final int ROUNDS = 9;
  private static final int ASKED = 1_000;
  private static final double BUDGET = 20;

  private final int people;
  private final Path folder;
  private final Report report;
  private final Contender caravan = new CaravanJourney();
  private final List<SqlJourney> others =
      List.of(
          new SqlJourney(true, true),
          new SqlJourney(true, false),
          new SqlJourney(false, true),
          new SqlJourney(false, false));
  private final Map<Contender, Taken> taken = new LinkedHashMap<>();

  JourneyBench(int people, Path folder, Report report) {
    this.people = people;
    this.folder = folder;
    this.report = report;
  }

  /** The times of all phases together, of each, and of telling where people were. */
  private record Taken(Times all, Times entry, Times suppression, Times firing, Times ways) {
    Taken() {
      this(new Times(), new Times(), new Times(), new Times(), new Times());
    }
  }

  /** Once as it comes, then often with few people until the code is warm, then what counts. */
  void run() throws SQLException, IOException {
    var customers = customers(people);
    round(customers, people);
    var cold = Map.copyOf(taken);
    taken.clear();
    var few = customers(FEW);
    for (var warmUp = 0; warmUp < WARM_UPS; warmUp++) {
      round(few, FEW);
    }
    taken.clear();
    for (var round = 0; round < ROUNDS; round++) {
      round(customers, people);
    }
    Files.delete(customers);
    Files.delete(few);
    report(cold);
  }

  private Path customers(int count) throws SQLException {
    var file = folder.resolve("customers-" + count + ".duckdb");
    Customers.make(file, count);
    return file;
  }

  private void round(Path customers, int count) throws SQLException, IOException {
    var check = new JourneyCheck(count);
    run(caravan, customers, check);
    for (var other : others) {
      run(other, customers, check);
    }
  }

  private void run(Contender contender, Path customers, JourneyCheck check)
      throws SQLException, IOException {
    var file = onDisk(Files.copy(customers, folder.resolve("journey.duckdb")));
    var times = taken.computeIfAbsent(contender, _ -> new Taken());
    try (var db = DuckDb.file(file, List.of())) {
      var journey = contender.begin(db);
      Rows.run(
          db,
          "checkpoint",
          "select bit_xor(hash(columns(*))) from " + Customers.SQL); // all of it in memory
      System.gc();
      times
          .all()
          .run(
              () -> {
                times.entry().run(journey::enter);
                times.suppression().run(journey::suppress);
                times.firing().run(journey::fire);
              });
    }
    try (var db = DuckDb.file(file, List.of())) {
      var asked = new Random(SEED).ints(ASKED, 0, check.people()).toArray();
      var ways = times.ways().time(() -> contender.ways(db, asked));
      check.add(contender, contender.outcome(db), ways);
    }
    Files.delete(file);
    Files.deleteIfExists(Path.of(file + ".wal"));
  }

  /** Else the first commit would pay for writing the copy. */
  private static Path onDisk(Path file) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    return file;
  }

  private static Taken of(Contender contender, Map<Contender, Taken> times) {
    return Objects.requireNonNull(times.get(contender));
  }

  private void report(Map<Contender, Taken> cold) {
    var work = "journey J, %,d people".formatted(people);
    var ours = of(caravan, taken);
    for (var other : others) {
      var budgeted = other.keys() && other.history();
      report.faster(
          work,
          ours.all().median(),
          other.name(),
          of(other, taken).all().median(),
          budgeted ? BUDGET : 0);
    }
    var other = others.getFirst();
    var theirs = of(other, taken);
    phase("  of it entry", ours.entry(), other, theirs.entry());
    phase("  of it suppression", ours.suppression(), other, theirs.suppression());
    phase("  of it firing", ours.firing(), other, theirs.firing());
    phase("  where %,d of them were when".formatted(ASKED), ours.ways(), other, theirs.ways());
    report.faster(
        "  all, the first time in the process",
        of(caravan, cold).all().median(),
        other.name(),
        of(other, cold).all().median(),
        0);
  }

  private void phase(String work, Times ours, Contender other, Times theirs) {
    report.faster(work, ours.median(), other.name(), theirs.median(), 0);
  }
}
