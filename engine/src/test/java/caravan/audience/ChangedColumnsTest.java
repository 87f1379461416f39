package caravan.audience;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.interaction.InteractionLog;
import caravan.problem.Place;
import caravan.problem.Problems;
import caravan.profile.Column;
import caravan.profile.Schema;
import caravan.profile.Table;
import caravan.profile.Tables;
import caravan.profile.ToMany;
import caravan.profile.ToOne;
import caravan.segment.Moment;
import caravan.segment.Segment;
import caravan.segment.SegmentParser;
import caravan.warehouse.ColumnType;
import caravan.warehouse.DuckDb;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Where some columns of people's own rows change, of each row perhaps others, what is kept of
 * segments is what is found anew, whatever columns they ask for, and through whatever other
 * segments.
 */
class ChangedColumnsTest {

  private static final int PEOPLE = 40;
  private static final int STEPS = 40;
  private static final Moment NOW =
      new Moment(Instant.parse("2026-03-02T09:30:00Z"), ZoneOffset.UTC);
  private static final List<String> COLUMNS = List.of("a", "b", "c");

  private static final Table PERSON =
      new Table(
          "person",
          true,
          "id",
          columns("id", "a", "b", "c"),
          Map.of(),
          Map.of(),
          Map.of("visit", new ToMany("visit", "visit", "who")));
  private static final Table VISIT =
      new Table(
          "visit",
          false,
          null,
          columns("who", "n"),
          Map.of(),
          Map.of("person", new ToOne("person", "who", "person")),
          Map.of());
  private static final Schema SCHEMA = schema();

  private static Map<String, Column> columns(String... names) {
    return Stream.of(names)
        .map(name -> new Column(name, ColumnType.INTEGER))
        .collect(Collectors.toMap(Column::name, column -> column, (x, _) -> x, LinkedHashMap::new));
  }

  private static Schema schema() {
    var tables = new LinkedHashMap<String, Table>();
    tables.put(PERSON.name(), PERSON);
    tables.put(VISIT.name(), VISIT);
    return new Schema(tables, ZoneOffset.UTC);
  }

  private static final Map<String, String> SEGMENTS =
      Map.of(
          "A", "a > 1",
          "B", "b = 2 or c is missing",
          "AB", "in segment 'A' and not in segment 'B'",
          "V", "any(visit where n > 1) and c > 0",
          "N", "count(visit) >= 2 or b > a",
          "M", "max(visit.n) > 1",
          "Every", "id is not missing");

  private static Map<String, Segment> segments() {
    var audiences = new HashMap<String, String>();
    SEGMENTS.keySet().forEach(name -> audiences.put(name, PERSON.name()));
    var parsed = new LinkedHashMap<String, Segment>();
    SEGMENTS.forEach(
        (name, where) -> {
          var problems = new Problems();
          var condition =
              new SegmentParser(SCHEMA, audiences).parse(where, PERSON, Place.of(name), problems);
          problems.throwIfAny();
          parsed.put(
              name,
              new Segment(
                  name, PERSON.name(), condition.orElseThrow(), List.of(3L), List.of(), List.of()));
        });
    return parsed;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void keptAsFoundAnew(long seed) {
    var random = new Random(seed);
    try (var db = DuckDb.inMemory(List.of())) {
      var tables = Tables.create(db, SCHEMA);
      tables.upsert(PERSON, some(random, PEOPLE, COLUMNS));
      var visits = new ArrayList<Map<String, @Nullable Object>>();
      for (var i = 0; i < PEOPLE; i++) {
        visits.add(Map.of("who", (long) random.nextInt(PEOPLE), "n", (long) random.nextInt(4)));
      }
      tables.upsert(VISIT, visits);
      var evaluator = new Evaluator(db, tables, segments(), new InteractionLog());
      var kept = new Memberships(evaluator);
      kept.keep(SEGMENTS.keySet(), List.of(), NOW);
      for (var step = 0; step < STEPS; step++) {
        var rows = new ArrayList<Map<String, @Nullable Object>>();
        for (var parts = random.nextInt(3); parts >= 0; parts--) {
          var named = COLUMNS.stream().filter(_ -> random.nextInt(3) == 0).toList();
          rows.addAll(some(random, 1 + random.nextInt(4), named));
        }
        kept.refresh(NOW, tables.upsert(PERSON, rows), Set.of());
        var anew = new Memberships(evaluator);
        anew.keep(SEGMENTS.keySet(), List.of(), NOW);
        assertThat(kept.all()).as("step %d, %s", step, rows).isEqualTo(anew.all());
      }
    }
  }

  /** Rows of people, now and then of somebody new. */
  private static List<Map<String, @Nullable Object>> some(
      Random random, int people, List<String> named) {
    var rows = new ArrayList<Map<String, @Nullable Object>>();
    for (var i = 0; i < people; i++) {
      var row = new HashMap<String, @Nullable Object>();
      row.put("id", (long) random.nextInt(PEOPLE + 10));
      named.forEach(
          column -> row.put(column, random.nextInt(5) == 0 ? null : (long) random.nextInt(4)));
      rows.add(row);
    }
    return rows;
  }
}
