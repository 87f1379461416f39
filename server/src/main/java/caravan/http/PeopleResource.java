package caravan.http;

import caravan.journey.Move;
import caravan.journey.RunState;
import caravan.profile.Role;
import caravan.profile.Table;
import caravan.runtime.History;
import caravan.runtime.Readers;
import caravan.security.Needs;
import caravan.security.Scope;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The people of an audience: who they are, where they are, what happened to them. */
@RestController
@RequestMapping("/api/v1/people/{audience}")
class PeopleResource {

  private final Readers readers;

  PeopleResource(Readers readers) {
    this.readers = readers;
  }

  /**
   * A person in a list.
   *
   * @param attributes the columns that have a value
   */
  @Schema(name = "Person")
  record Listed(String key, Map<String, Object> attributes) {}

  /**
   * A person.
   *
   * @param exists whether they have a row; who was removed still has a timeline
   * @param attributes the columns that have a value
   * @param roles what Caravan uses: {@code email}, {@code phone}, {@code time-zone}, {@code
   *     language}, {@code name}, {@code consent}
   * @param consent to commercial messages: {@code given}, {@code missing}, or {@code not-asked}
   *     where no column says it
   */
  @Schema(name = "WholePerson")
  record Whole(
      String key,
      String audience,
      String source,
      boolean exists,
      Map<String, Object> attributes,
      Map<String, Object> roles,
      String consent,
      List<Membership> segments,
      List<Inside> journeys) {}

  /**
   * A segment that a person is in.
   *
   * @param since null where they are in it from before it was kept
   */
  @Schema(name = "Membership")
  record Membership(String segment, String source, @Nullable Instant since) {}

  /**
   * Where a person is in a run of a journey.
   *
   * @param step null where they wait for their turn to enter
   * @param tile what the step does
   * @param entered null where they wait for that
   * @param since when they came there
   * @param until when they go on at the latest; null where no time says so
   */
  @Schema(name = "Inside")
  record Inside(
      String journey,
      long run,
      @Nullable String step,
      @Nullable TileAnswer tile,
      @Nullable Instant entered,
      @Nullable Instant since,
      @Nullable Instant until) {}

  @Operation(
      summary = "People",
      description =
          "`sort` is a column, with `-` before it the other way round; those without a value come"
              + " last. Where it is left out, those first heard of come first.")
  @Needs(Scope.READ)
  @GetMapping
  Page<Listed> list(
      @PathVariable String audience,
      @RequestParam(required = false) @Nullable String search,
      @RequestParam(required = false) @Nullable String sort,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = Page.USUALLY) int limit) {
    var most = Page.limit(limit);
    var after = Cursor.read(cursor);
    var text = search == null || search.isBlank() ? null : search.strip();
    var rows =
        readers.ask(
            reading -> {
              var table = Questions.audienceOfPath(reading.tables().schema(), audience);
              return new PeopleTable(reading.db(), table)
                  .list(text, PeopleOrder.read(sort, table), after, most + 1);
            });
    var page = Page.of(rows, most, PeopleTable.Row::spot);
    return new Page<>(
        page.items().stream().map(row -> new Listed(row.key(), row.values())).toList(),
        page.next());
  }

  @Operation(summary = "A person: attributes, segments, and where they are in journeys")
  @Needs(Scope.READ)
  @GetMapping("/{key}")
  Whole one(@PathVariable String audience, @PathVariable String key) {
    return readers.ask(
        reading -> {
          var table = Questions.audienceOfPath(reading.tables().schema(), audience);
          var person = Questions.personOfPath(reading, table, key);
          var row = new PeopleTable(reading.db(), table).find(person);
          var values = row.map(PeopleTable.Row::values).orElse(Map.of());
          return new Whole(
              key,
              table.name(),
              table.source().label(),
              row.isPresent(),
              values,
              roles(table, values),
              consent(table, values),
              segments(reading, table, person),
              journeys(reading, table, person));
        });
  }

  @Operation(summary = "What happened to a person, the newest first")
  @Needs(Scope.READ)
  @GetMapping("/{key}/timeline")
  Page<PersonStory.Happening> timeline(
      @PathVariable String audience,
      @PathVariable String key,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = Page.USUALLY) int limit) {
    var most = Page.limit(limit);
    return readers.ask(
        reading -> {
          var table = Questions.audienceOfPath(reading.tables().schema(), audience);
          return PersonStory.page(
              reading, table, Questions.personOfPath(reading, table, key), cursor, most);
        });
  }

  private static Map<String, Object> roles(Table table, Map<String, Object> values) {
    var roles = new TreeMap<String, Object>();
    table
        .roles()
        .forEach(
            (role, column) -> {
              var value = values.get(column);
              if (value != null) {
                roles.put(role.label(), value);
              }
            });
    return roles;
  }

  private static String consent(Table table, Map<String, Object> values) {
    return table
        .role(Role.CONSENT)
        .map(column -> Boolean.TRUE.equals(values.get(column.name())) ? "given" : "missing")
        .orElse("not-asked");
  }

  private static List<Membership> segments(Readers.Reading reading, Table table, int person) {
    var standing = reading.standing();
    var mine =
        standing.definitions().segments().values().stream()
            .filter(segment -> segment.audience().equals(table.name()))
            .filter(segment -> standing.members(segment.name()).contains(person))
            .toList();
    var since = new HashMap<String, Instant>();
    new History(reading.db())
        .memberships(person, mine.stream().map(caravan.segment.Segment::name).toList())
        .forEach(
            it -> {
              if (it.joined()) {
                since.put(it.segment(), it.now());
              }
            });
    return mine.stream()
        .map(it -> new Membership(it.name(), it.source().label(), since.get(it.name())))
        .toList();
  }

  private static List<Inside> journeys(Readers.Reading reading, Table table, int person) {
    var standing = reading.standing();
    var inside = new ArrayList<Inside>();
    var steps = List.<History.Step>of();
    for (var journey : PersonStory.journeys(reading, table)) {
      for (var run : standing.state(journey).runs()) {
        if (run.queued().contains(person)) {
          inside.add(new Inside(journey, run.id(), null, null, null, null, null));
        }
        if (run.inside().contains(person)) {
          if (steps.isEmpty()) {
            steps = new History(reading.db()).steps(person, PersonStory.journeys(reading, table));
          }
          inside.add(inside(reading, journey, run, person, steps));
        }
      }
    }
    return inside;
  }

  private static Inside inside(
      Readers.Reading reading, String journey, RunState run, int person, List<History.Step> steps) {
    var place =
        run.places().entrySet().stream()
            .filter(it -> it.getValue().contains(person))
            .map(Map.Entry::getKey)
            .findFirst();
    Instant entered = null;
    Instant since = null;
    for (var step : steps) {
      if (step.run() == run.id() && step.journey().equals(journey)) {
        entered = step.kind() == Move.Kind.ENTERED ? step.now() : entered;
        since = step.kind() == Move.Kind.RESTED ? step.now() : since;
      }
    }
    var at = place.map(caravan.journey.Place::step).orElse(null);
    return new Inside(
        journey,
        run.id(),
        at,
        TileAnswer.find(reading, journey, at).orElse(null),
        entered,
        since,
        place.map(caravan.journey.Place::due).orElse(null));
  }
}
