package caravan.http;

import caravan.audience.Ask;
import caravan.audience.Explanation;
import caravan.cohort.Cohort;
import caravan.profile.Table;
import caravan.runtime.History;
import caravan.runtime.Readers;
import caravan.runtime.Readers.Reading;
import caravan.security.Needs;
import caravan.security.Scope;
import caravan.segment.Expression;
import caravan.segment.Operand;
import caravan.segment.Segment;
import caravan.warehouse.ColumnType;
import caravan.warehouse.Values;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Who is in a segment. */
@RestController
@RequestMapping("/api/v1/segments/{name}")
class SegmentMembersResource {

  private static final String CSV = "text/csv";
  private static final int AT_ONCE = 2_000;
  private static final Map<String, History.Grain> GRAINS =
      Map.of("day", History.Grain.DAY, "minute", History.Grain.MINUTE);

  private final Editor editor;
  private final Readers readers;
  private final InstantSource clock;

  SegmentMembersResource(Editor editor, Readers readers, InstantSource clock) {
    this.editor = editor;
    this.readers = readers;
    this.clock = clock;
  }

  /**
   * A segment on a day, or in a minute.
   *
   * @param day its beginning, in UTC
   * @param members how many there were at its end
   */
  @Schema(name = "SegmentDay")
  record Day(Instant day, long members, long joined, long left) {}

  private Segment find(String name) {
    return SegmentsResource.find(editor.kept(), name);
  }

  @Operation(
      summary = "The members, with a few of their columns",
      description =
          "In the order in which they were first heard of, which never changes; or sorted by a"
              + " column, `sort`, with `-` before it the other way round. `search` finds a text in"
              + " the columns, or a key.")
  @Needs(Scope.READ)
  @GetMapping("/members")
  Page<PeoplePage.Person> members(
      @PathVariable String name,
      @RequestParam(defaultValue = Page.USUALLY) int limit,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(required = false) @Nullable String sort,
      @RequestParam(required = false) @Nullable String search) {
    var segment = find(name);
    return readers.ask(
        reading -> {
          var people = new PeoplePage(reading, segment.audience());
          var members = reading.standing().members(name);
          return people.page(
              search == null || search.isBlank()
                  ? members
                  : found(reading, people, members, search.strip()),
              PeopleOrder.read(sort, people.audience()),
              cursor,
              limit,
              (_, person) -> person);
        });
  }

  /** Those of some who have a text in one of the columns that are shown, or as their key. */
  private Cohort found(Reading reading, PeoplePage people, Cohort some, String search) {
    if (Values.parse(ColumnType.TEXT, search).isEmpty()) {
      return Cohort.EMPTY; // no database has such a text
    }
    var conditions = new ArrayList<Expression>();
    for (var column : people.columns()) {
      if (column.type() == ColumnType.TEXT) {
        conditions.add(
            new Expression.TextMatch(
                new Operand.Own(column),
                Expression.Match.CONTAINS,
                new Operand.Literal(search, ColumnType.TEXT)));
      }
    }
    var condition = new Ask(people.audience(), new Expression.Or(conditions), null);
    return reading
        .evaluator()
        .evaluate(condition, reading.moment(clock.instant()), some)
        .union(keyed(reading, people.audience(), search).intersect(some));
  }

  private static Cohort keyed(Reading reading, Table audience, String key) {
    return Values.parse(audience.keyColumn().type(), key)
        .map(value -> reading.tables().people(audience.name()).find(List.of(value)))
        .orElse(Cohort.EMPTY);
  }

  @Operation(
      summary = "The members, with a few of their columns",
      description = "As CSV: all who are members when it begins, and have a row when they come.",
      responses =
          @ApiResponse(
              responseCode = "200",
              content = @Content(mediaType = CSV, schema = @Schema(type = "string"))))
  @Needs(Scope.READ)
  @GetMapping(path = "/members", produces = CSV)
  void csv(@PathVariable String name, HttpServletResponse response) throws IOException {
    var segment = find(name);
    var columns = readers.ask(reading -> new PeoplePage(reading, segment.audience()).columns());
    var members = readers.ask(reading -> reading.standing().members(name));
    response.setContentType(CSV + ";charset=UTF-8");
    response.setHeader("Content-Disposition", "attachment; filename=\"members.csv\"");
    var out = new CsvLines(response.getWriter());
    out.header(columns);
    for (var rest = members; !rest.isEmpty(); ) {
      var some = rest.first(AT_ONCE);
      readers
          .ask(reading -> new PeoplePage(reading, segment.audience()).people(some))
          .values()
          .forEach(person -> out.line(columns, person));
      if (response.getWriter().checkError()) {
        return; // nobody reads it any more
      }
      rest = rest.above(some.last());
    }
  }

  @Operation(
      summary = "How many members there were, day by day or minute by minute",
      description =
          "`by` is `day`, which is meant where it is left out, or `minute`. Those in which nobody"
              + " joined or left are left out.")
  @Needs(Scope.READ)
  @GetMapping("/history")
  Page<Day> history(@PathVariable String name, @RequestParam(defaultValue = "day") String by) {
    find(name);
    var grain = Members.word("by", by, it -> Optional.ofNullable(GRAINS.get(it)), GRAINS.keySet());
    var changes = readers.ask(reading -> new History(reading.db()).changes(name, grain));
    var days = new ArrayList<Day>();
    var members = 0L;
    for (var change : changes) {
      members += change.joined() - change.left();
      days.add(new Day(change.begin(), members, change.joined(), change.left()));
    }
    return new Page<>(days, null);
  }

  @Operation(summary = "Says why somebody is a member, or not")
  @Needs(Scope.READ)
  @GetMapping("/people/{key}/explanation")
  ExplanationAnswer explain(@PathVariable String name, @PathVariable String key) {
    var segment = find(name);
    return readers.ask(
        reading -> {
          var audience = reading.tables().schema().table(segment.audience());
          return ExplanationAnswer.of(
              Explanation.of(
                  reading.evaluator(),
                  audience,
                  Questions.person(reading, audience, key),
                  new Expression.InSegment(name),
                  reading.moment(clock.instant())));
        });
  }
}
