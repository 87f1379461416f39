package caravan.bench;

import caravan.audience.Ask;
import caravan.audience.Evaluator;
import caravan.cohort.Cohort;
import caravan.interaction.InteractionLog;
import caravan.profile.Tables;
import caravan.segment.Moment;
import caravan.segment.Segment;
import caravan.warehouse.DuckDb;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Segments of everybody: from the text of the condition to the cohort, and the bare count beside
 * it.
 */
final class SegmentBench {

  private static final int WARM_UPS = 3;
  private static final int ROUNDS = 11;
  private static final double BUDGET = 2;
  private static final Moment NOW =
      new Moment(Instant.parse("2026-01-01T12:00:00Z"), ZoneOffset.UTC);

  private final int contacts;
  private final Path folder;
  private final Report report;

  SegmentBench(int contacts, Path folder, Report report) {
    this.contacts = contacts;
    this.folder = folder;
    this.report = report;
  }

  void run() throws SQLException {
    try (var db = DuckDb.file(folder.resolve("contacts.duckdb"), List.of())) {
      var tables = Contacts.make(db, contacts);
      var evaluator = new Evaluator(db, tables, segments(), new InteractionLog());
      for (var question : SegmentQuestion.ALL) {
        measure(db, evaluator, question);
      }
      start(db, tables);
    }
  }

  /** The simple questions as segments that others can name. */
  private static Map<String, Segment> segments() {
    var language = new Language(Contacts.SCHEMA, Contacts.CONTACT, List.of());
    var segments = new LinkedHashMap<String, Segment>();
    for (var question : SegmentQuestion.ALL) {
      if (!question.segment().contains("in segment")) {
        segments.put(question.name(), language.segment(question.name(), question.segment()));
      }
    }
    return segments;
  }

  private void measure(DuckDb db, Evaluator evaluator, SegmentQuestion question)
      throws SQLException {
    var ours = new Times();
    var theirs = new ArrayList<Times>();
    question.sql().forEach(_ -> theirs.add(new Times()));
    for (var round = 0; round < WARM_UPS + ROUNDS; round++) {
      var members = ours.time(() -> members(evaluator, question.segment()));
      for (var i = 0; i < theirs.size(); i++) {
        var count = "select count(*) from data.contact where " + question.sql().get(i);
        var counted = theirs.get(i).time(() -> Rows.number(db, count));
        if (counted != members.size()) {
          throw new IllegalStateException(
              "segment %s: %d people, but %d".formatted(question.name(), members.size(), counted));
        }
      }
    }
    ours.forget(WARM_UPS);
    theirs.forEach(times -> times.forget(WARM_UPS));
    for (var i = 0; i < theirs.size(); i++) {
      report.within(
          "segment %s, %,d contacts".formatted(question.name(), contacts),
          ours.median(),
          theirs.size() == 1
              ? "count(*)"
              : i == 0 ? "count(*), with lower(...)" : "count(*), as is",
          theirs.get(i).median(),
          BUDGET);
    }
  }

  private static Cohort members(Evaluator evaluator, String text) {
    var language = new Language(Contacts.SCHEMA, Contacts.CONTACT, evaluator.segments().keySet());
    return evaluator.evaluate(new Ask(Contacts.CONTACT, language.read(text), null), NOW, null);
  }

  private void start(DuckDb db, Tables loaded) throws SQLException {
    var times = new Times();
    var opened = times.time(() -> Tables.open(db, Contacts.SCHEMA));
    var contact = Contacts.CONTACT.name();
    if (!opened.people(contact).existing().equals(loaded.people(contact).existing())) {
      throw new IllegalStateException("not the same contacts after opening");
    }
    report.alone("opening the tables of %,d contacts".formatted(contacts), times.median());
  }
}
