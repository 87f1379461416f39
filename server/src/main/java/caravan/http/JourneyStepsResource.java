package caravan.http;

import caravan.cohort.Cohort;
import caravan.interaction.Responses;
import caravan.journey.Funnel;
import caravan.journey.Move;
import caravan.journey.Plan;
import caravan.journey.RunState;
import caravan.journey.tile.SendMessage;
import caravan.problem.InvalidInput;
import caravan.problem.Place;
import caravan.problem.Printable;
import caravan.runtime.History;
import caravan.runtime.Readers;
import caravan.runtime.Readers.Reading;
import caravan.security.Needs;
import caravan.security.Scope;
import caravan.segment.Interaction;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
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
import tools.jackson.databind.JsonNode;

/** How far people come in a journey: its steps in numbers, and who stands behind each. */
@RestController
@RequestMapping("/api/v1/journeys/{name}")
class JourneyStepsResource {

  /** Numbers of a step that its moves add up to. */
  private static final Map<String, Move.Kind> MOVED =
      Map.of("inflow", Move.Kind.REACHED, "sent", Move.Kind.SENT, "blocked", Move.Kind.BLOCKED);

  private final Editor editor;
  private final Readers readers;

  JourneyStepsResource(Editor editor, Readers readers) {
    this.editor = editor;
    this.readers = readers;
  }

  /** How many came how far. */
  @Schema(name = "JourneyFunnel")
  record Steps(long entered, long inside, Map<String, Long> left, List<StepAnswer> steps) {}

  /**
   * A step, in the order of the text.
   *
   * @param name what it is about, a message say
   * @param inflow how many came to it
   * @param here how many rest there now
   * @param sent how many messages it sent
   * @param deferred for how many people its message waits until they may get it
   * @param blocked how many it did not, by reason
   * @param responses how many people did what with the message that it sends: {@code delivered},
   *     {@code opened}, {@code clicked}, {@code bounced}, {@code unsubscribed}; each counts once a
   *     run, and for every step that sends the message there
   */
  @Schema(name = "JourneyStep")
  record StepAnswer(
      String id,
      String kind,
      @Nullable String name,
      long inflow,
      long here,
      long sent,
      long deferred,
      Map<String, Long> blocked,
      Map<String, Long> responses) {}

  /**
   * Somebody at a step, or who was there.
   *
   * @param stays one for each run that they are there in
   */
  @Schema(name = "PersonAtStep")
  record PersonHere(String key, Map<String, JsonNode> columns, List<Stay> stays) {}

  /**
   * That somebody is at a step.
   *
   * @param until when they go on; left out where no time ends it
   */
  @Schema(name = "Stay")
  record Stay(long run, @Nullable Instant until) {}

  @Operation(
      summary = "How many came how far",
      description = "In one run, or in all of them together.")
  @Needs(Scope.READ)
  @GetMapping("/funnel")
  Steps funnel(@PathVariable String name, @RequestParam(required = false) @Nullable Long run) {
    JourneysResource.find(editor.kept(), name);
    return readers.ask(
        reading -> {
          var plan = JourneyRunsResource.plan(reading, name);
          var all = Funnel.of(plan, reading.standing().state(name));
          var runs = JourneyRunsResource.runs(reading, name, run);
          var funnel = run == null ? all : all.of(run);
          var entered = 0L;
          var inside = 0L;
          var left = new TreeMap<String, Long>();
          for (var one : funnel.runs()) {
            entered += one.entered();
            inside += one.waiting();
            one.left().forEach((reason, count) -> left.merge(reason, count, Long::sum));
          }
          var responses = new HashMap<String, Map<String, Long>>();
          for (var count : responses(reading, plan, runs).counts()) {
            responses
                .computeIfAbsent(count.message(), _ -> new TreeMap<>())
                .put(count.kind().label(), count.people());
          }
          return new Steps(
              entered,
              inside,
              left,
              plan.nodes().stream().map(node -> step(node, funnel, responses)).toList());
        });
  }

  private static Responses responses(Reading reading, Plan plan, Collection<RunState> runs) {
    return new Responses(
        reading.db(),
        plan.journey().audience(),
        plan.journey().name(),
        runs.stream().map(RunState::id).toList());
  }

  private static StepAnswer step(
      Plan.Node node, Funnel funnel, Map<String, Map<String, Long>> responses) {
    var step = node.step();
    var sends = funnel.sends(step.id());
    return new StepAnswer(
        step.id(),
        step.tile().kind(),
        step.tile().subject(),
        funnel.inflow(step.id()),
        funnel.here(step.id()),
        sends.sent(),
        sends.deferred(),
        sends.blocked(),
        message(node).map(message -> responses.getOrDefault(message, Map.of())).orElse(Map.of()));
  }

  /** The message that a step sends. */
  private static Optional<String> message(Plan.Node node) {
    return node.step().tile() instanceof SendMessage send
        ? Optional.of(send.message())
        : Optional.empty();
  }

  @Operation(
      summary = "Who is at a step, and until when; or who stands behind another of its numbers",
      description =
          "`of` is `here`, which is meant where it is left out, `inflow`, `sent`, `deferred`,"
              + " `blocked`, `delivered`, `opened`, `clicked`, `bounced` or `unsubscribed`.")
  @Needs(Scope.READ)
  @GetMapping("/steps/{id}/people")
  Page<PersonHere> people(
      @PathVariable String name,
      @PathVariable String id,
      @RequestParam(defaultValue = "here") String of,
      @RequestParam(required = false) @Nullable Long run,
      @RequestParam(defaultValue = Page.USUALLY) int limit,
      @RequestParam(required = false) @Nullable String cursor) {
    JourneysResource.find(editor.kept(), name);
    return readers.ask(
        reading -> {
          var plan = JourneyRunsResource.plan(reading, name);
          if (!plan.indexes().containsKey(id)) {
            throw Failure.notFound("there is no step '%s'".formatted(Printable.line(id)));
          }
          var runs = JourneyRunsResource.runs(reading, name, run);
          var page =
              new PeoplePage(reading, plan.journey().audience())
                  .page(who(reading, plan, runs, id, of), cursor, limit, Map::entry);
          var stays =
              stays(
                  runs, id, Cohort.of(page.items().stream().mapToInt(Map.Entry::getKey).toArray()));
          return new Page<>(
              page.items().stream()
                  .map(
                      entry ->
                          new PersonHere(
                              entry.getValue().key(),
                              entry.getValue().columns(),
                              stays.getOrDefault(entry.getKey(), List.of())))
                  .toList(),
              page.next());
        });
  }

  private static Cohort who(
      Reading reading, Plan plan, Collection<RunState> runs, String step, String of) {
    if (of.equals("here")) {
      return Cohort.union(runs.stream().map(one -> at(one, step)).toList());
    }
    if (of.equals("deferred")) {
      return Funnel.deferred(runs, step);
    }
    if (MOVED.containsKey(of)) {
      return new History(reading.db())
          .who(
              plan.journey().name(), step, MOVED.get(of), runs.stream().map(RunState::id).toList());
    }
    var kind =
        Interaction.of(of)
            .filter(Responses.KINDS::contains)
            .orElseThrow(
                () ->
                    new InvalidInput(
                        "of",
                        Place.of("of"),
                        "there is no number '%s' of a step".formatted(Printable.line(of))));
    return message(plan.node(step))
        .map(message -> responses(reading, plan, runs).people(kind, message))
        .orElse(Cohort.EMPTY);
  }

  private static Cohort at(RunState run, String step) {
    return Cohort.union(
        run.places().entrySet().stream()
            .filter(place -> place.getKey().step().equals(step))
            .map(Map.Entry::getValue)
            .toList());
  }

  private static Map<Integer, List<Stay>> stays(
      Collection<RunState> runs, String step, Cohort people) {
    var stays = new HashMap<Integer, List<Stay>>();
    for (var run : runs) {
      run.places()
          .forEach(
              (place, who) -> {
                if (place.step().equals(step)) {
                  who.intersect(people)
                      .forEach(
                          person ->
                              stays
                                  .computeIfAbsent(person, _ -> new ArrayList<>())
                                  .add(new Stay(run.id(), place.due())));
                }
              });
    }
    return stays;
  }
}
