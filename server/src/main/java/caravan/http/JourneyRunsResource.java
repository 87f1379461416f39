package caravan.http;

import caravan.cohort.Cohort;
import caravan.journey.Frequency;
import caravan.journey.Funnel;
import caravan.journey.JourneyState;
import caravan.journey.Move;
import caravan.journey.Plan;
import caravan.journey.Reason;
import caravan.journey.RunState;
import caravan.problem.Printable;
import caravan.runtime.History;
import caravan.runtime.Readers;
import caravan.runtime.Readers.Reading;
import caravan.security.Needs;
import caravan.security.Scope;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** How journeys go: their runs, who left, and what happened day by day. */
@RestController
@RequestMapping("/api/v1/journeys/{name}")
class JourneyRunsResource {

  private final Editor editor;
  private final Readers readers;

  JourneyRunsResource(Editor editor, Readers readers) {
    this.editor = editor;
    this.readers = readers;
  }

  /**
   * The runs, the newest first.
   *
   * @param skipped the occurrences that did not happen
   */
  @Schema(name = "JourneyRuns")
  record Runs(List<Run> items, @Nullable String next, List<Instant> skipped) {}

  /**
   * A run: entered = waiting + the sum of left. Of an ongoing journey there is one.
   *
   * @param run its number
   * @param occurrence when it began, as planned
   * @param queued who may start and wait for their turn
   * @param converted who reached the goal in time
   * @param left by reason
   */
  @Schema(name = "JourneyRun")
  record Run(
      long run,
      Instant occurrence,
      long eligible,
      long excluded,
      long entered,
      long waiting,
      long queued,
      long converted,
      Map<String, Long> left) {}

  /** What happened on a day, which begins at an instant in UTC. */
  @Schema(name = "JourneyDay")
  record Day(Instant day, long entered, long sent, long left) {}

  @Operation(summary = "The runs of a journey, the newest first")
  @Needs(Scope.READ)
  @GetMapping("/runs")
  Runs runs(
      @PathVariable String name,
      @RequestParam(defaultValue = Page.USUALLY) int limit,
      @RequestParam(required = false) @Nullable String cursor) {
    find(name);
    var most = Page.limit(limit);
    var before = Cursor.readNumber(cursor).orElse(Long.MAX_VALUE);
    return readers.ask(
        reading -> {
          var funnel = Funnel.of(plan(reading, name), reading.standing().state(name));
          var page =
              Page.of(
                  funnel.runs().reversed().stream()
                      .filter(run -> run.id() < before)
                      .limit(most + 1L)
                      .map(JourneyRunsResource::run)
                      .toList(),
                  most,
                  run -> Long.toString(run.run()));
          return new Runs(page.items(), page.next(), List.copyOf(funnel.skipped()));
        });
  }

  private static Run run(Funnel.Run run) {
    return new Run(
        run.id(),
        run.occurrence(),
        run.eligible(),
        run.excluded(),
        run.entered(),
        run.waiting(),
        run.queued(),
        run.converted(),
        run.left());
  }

  private void find(String name) {
    JourneysResource.find(editor.kept(), name);
  }

  static Plan plan(Reading reading, String name) {
    return Optional.ofNullable(reading.standing().plans().get(name))
        .orElseThrow(() -> Editor.missing(caravan.workspace.Documents.Kind.JOURNEY, name));
  }

  static void requireRun(JourneyState state, long run) {
    if (state.find(run).isEmpty()) {
      throw Failure.notFound("there is no run " + run);
    }
  }

  /** One run of a journey, or all of them; all the times round of an ongoing one are one. */
  static Collection<RunState> runs(Reading reading, String name, @Nullable Long run) {
    var state = reading.standing().state(name);
    if (run != null) {
      requireRun(state, run);
    }
    return run == null || plan(reading, name).journey().frequency() instanceof Frequency.Ongoing
        ? state.runs()
        : List.of(state.run(run));
  }

  @Operation(summary = "Who left for a reason")
  @Needs(Scope.READ)
  @GetMapping("/left/{reason}/people")
  Page<PeoplePage.Person> left(
      @PathVariable String name,
      @PathVariable String reason,
      @RequestParam(required = false) @Nullable Long run,
      @RequestParam(defaultValue = Page.USUALLY) int limit,
      @RequestParam(required = false) @Nullable String cursor) {
    find(name);
    var why =
        Arrays.stream(Reason.values())
            .filter(one -> one.label().equals(reason))
            .findFirst()
            .orElseThrow(
                () ->
                    Failure.notFound(
                        "nobody leaves for the reason '%s'".formatted(Printable.line(reason))));
    return readers.ask(
        reading ->
            new PeoplePage(reading, plan(reading, name).journey().audience())
                .page(
                    Cohort.union(
                        runs(reading, name, run).stream()
                            .map(one -> one.left().getOrDefault(why, Cohort.EMPTY))
                            .toList()),
                    cursor,
                    limit,
                    (_, person) -> person));
  }

  @Operation(
      summary = "How many entered, got messages and left, day by day",
      description = "Days on which nothing happened are left out.")
  @Needs(Scope.READ)
  @GetMapping("/days")
  Page<Day> days(@PathVariable String name) {
    find(name);
    var counts =
        readers.ask(
            reading ->
                new History(reading.db())
                    .counts(name, List.of(Move.Kind.ENTERED, Move.Kind.SENT, Move.Kind.LEFT)));
    var days = new TreeMap<Instant, Day>();
    for (var count : counts) {
      var day =
          new Day(
              count.day(),
              count.kind() == Move.Kind.ENTERED ? count.people() : 0,
              count.kind() == Move.Kind.SENT ? count.people() : 0,
              count.kind() == Move.Kind.LEFT ? count.people() : 0);
      days.merge(
          count.day(),
          day,
          (a, b) ->
              new Day(
                  a.day(), a.entered() + b.entered(), a.sent() + b.sent(), a.left() + b.left()));
    }
    return new Page<>(List.copyOf(days.values()), null);
  }
}
