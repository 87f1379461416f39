package caravan.bench;

import caravan.audience.Evaluator;
import caravan.audience.Memberships;
import caravan.cohort.Cohort;
import caravan.interaction.InteractionLog;
import caravan.profile.Tables;
import caravan.profile.Touched;
import caravan.segment.Moment;
import caravan.segment.Segment;
import caravan.warehouse.DuckDb;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A hundred segments, half of them with related rows, that are kept while rows change: from the
 * rows as they come in to everybody's memberships, the rows durable.
 */
final class FreshBench {

  static final long SEED = 31;

  private static final int SEGMENTS = 100;
  private static final int WARM_UPS = 3;
  private static final int ROUNDS = 9;
  private static final int FULL_ROUNDS = 2;
  private static final double BUDGET = 1_000;
  private static final Moment NOW =
      new Moment(Instant.parse("2026-01-01T12:00:00Z"), ZoneOffset.UTC);

  private final int contacts;
  private final Path folder;
  private final Report report;
  private final Random random = new Random(SEED);

  FreshBench(int contacts, Path folder, Report report) {
    this.contacts = contacts;
    this.folder = folder;
    this.report = report;
  }

  void run() throws SQLException, IOException {
    try (var db = DuckDb.file(folder.resolve("fresh.duckdb"), List.of())) {
      var tables = Contacts.make(db, contacts);
      var segments = segments();
      var evaluator = new Evaluator(db, tables, segments, new InteractionLog());
      var memberships = inFull(db, evaluator);
      for (var people : List.of(1, 1_000, 100_000)) {
        change(db, tables, memberships, people);
      }
      var anew = new Memberships(evaluator);
      anew.keep(segments.keySet(), List.of(), NOW);
      if (!anew.all().equals(memberships.all())) {
        throw new IllegalStateException("what is kept is not what is found anew");
      }
    }
  }

  /** Finds everybody's memberships, and counts the same people without keeping who they are. */
  private Memberships inFull(DuckDb db, Evaluator evaluator) throws SQLException, IOException {
    var ours = new Times();
    var theirs = new Times();
    var memberships = new Memberships(evaluator);
    for (var round = 0; round < FULL_ROUNDS; round++) {
      var found = new Memberships(evaluator);
      ours.run(() -> found.keep(evaluator.segments().keySet(), List.of(), NOW));
      var counted = theirs.time(() -> count(db));
      var members = found.all().values().stream().map(Cohort::size).toList();
      if (!members.equals(counted)) {
        throw new IllegalStateException("%s people, but %s".formatted(members, counted));
      }
      memberships = found;
    }
    ours.forget(FULL_ROUNDS - 1);
    theirs.forget(FULL_ROUNDS - 1);
    report.within(
        "%d segments of %,d contacts, in full".formatted(SEGMENTS, contacts),
        ours.median(),
        "count(*), one after another",
        theirs.median(),
        0);
    return memberships;
  }

  private static List<Long> count(DuckDb db) throws SQLException {
    var counted = new ArrayList<Long>();
    for (var i = 0; i < SEGMENTS; i++) {
      counted.add(Rows.number(db, "select count(*) from data.contact where " + sql(i)));
    }
    return counted;
  }

  private void change(DuckDb db, Tables tables, Memberships memberships, int people)
      throws SQLException, IOException {
    var times = new Times();
    var before = Map.<String, Cohort>of();
    for (var round = 0; round < WARM_UPS + ROUNDS; round++) {
      before = memberships.all();
      var rows = rows(people);
      times.run(
          () ->
              db.transaction(
                  () -> {
                    Touched touched = tables.upsert(Contacts.CONTACT, rows);
                    memberships.refresh(NOW, touched, Set.of());
                  }));
    }
    if (people > 1 && before.equals(memberships.all())) {
      throw new IllegalStateException("nobody joined or left a segment");
    }
    times.forget(WARM_UPS);
    report.atMost(
        "  after %,d changed".formatted(people), times.median(), people <= 1_000 ? BUDGET : 0);
  }

  /** Changed rows of people at random, each once. */
  private List<Map<String, @Nullable Object>> rows(int people) {
    var rows = new ArrayList<Map<String, @Nullable Object>>();
    random
        .longs(1, contacts + 1L)
        .distinct()
        .limit(people)
        .forEach(
            id -> {
              var row = new LinkedHashMap<String, @Nullable Object>();
              row.put("id", id);
              row.put("ltv", (long) random.nextInt(1_001));
              row.put("age", 18L + random.nextInt(80));
              row.put("opted_in", random.nextBoolean());
              rows.add(row);
            });
    return rows;
  }

  private static Map<String, Segment> segments() {
    var language = new Language(Contacts.SCHEMA, Contacts.CONTACT, List.of());
    var segments = new LinkedHashMap<String, Segment>();
    for (var i = 0; i < SEGMENTS; i++) {
      segments.put("s" + i, language.segment("s" + i, where(i)));
    }
    return segments;
  }

  /** Every second one asks for related rows. */
  static String where(int i) {
    return switch (i % 10) {
      case 0 -> "country = 'DE' and age between 25 and " + (30 + i / 2);
      case 1 -> "any(purchase where amount > %d)".formatted(400 + i);
      case 2 -> "ltv > " + 5 * i;
      case 3 -> "count(purchase where bought >= date '2025-01-01') >= " + (1 + i / 25);
      case 4 -> "joined >= date '2025-01-%02d' and country in ('US', 'GB')".formatted(1 + i / 5);
      case 5 -> "sum(purchase.amount) > " + 10 * i;
      case 6 -> "email ends with '%02d@example.com'".formatted(i);
      case 7 -> "any(purchase where product = 'beans' and amount > %d)".formatted(4 * i);
      case 8 -> "opted_in and ltv < " + 8 * i;
      default -> "age > %d and max(purchase.amount) > %d".formatted(18 + i / 2, 4 * i);
    };
  }

  /** The same as {@link #where}, as a good engineer asks it of the database. */
  private static String sql(int i) {
    return switch (i % 10) {
      case 0 -> "lower(country) = 'de' and age between 25 and " + (30 + i / 2);
      case 1 -> bought("where amount > %d".formatted(400 + i));
      case 2 -> "ltv > " + 5 * i;
      case 3 ->
          bought(
              "where bought >= date '2025-01-01' group by contact_id having count(*) >= "
                  + (1 + i / 25));
      case 4 ->
          "joined >= date '2025-01-%02d' and lower(country) in ('us', 'gb')".formatted(1 + i / 5);
      case 5 -> bought("group by contact_id having sum(amount) > " + 10 * i);
      case 6 -> "lower(email) like '%%%02d@example.com'".formatted(i);
      case 7 -> bought("where lower(product) = 'beans' and amount > %d".formatted(4 * i));
      case 8 -> "opted_in and ltv < " + 8 * i;
      default ->
          "age > %d and %s"
              .formatted(
                  18 + i / 2,
                  bought("group by contact_id having max(amount) > %d".formatted(4 * i)));
    };
  }

  private static String bought(String which) {
    return "id in (select contact_id from data.purchase %s)".formatted(which);
  }
}
