package caravan.law;

import caravan.audience.Evaluator;
import caravan.cohort.Cohort;
import caravan.journey.Goal;
import caravan.journey.Journey;
import caravan.journey.JourneyState;
import caravan.journey.JourneyState.Status;
import caravan.journey.Plan;
import caravan.profile.Tables;
import caravan.runtime.DatabaseState;
import caravan.runtime.Definitions;
import caravan.runtime.Engine;
import caravan.runtime.IllegalCommand;
import caravan.runtime.Outbox;
import caravan.runtime.StateStore;
import caravan.runtime.Tick;
import caravan.runtime.VirtualClock;
import caravan.segment.Expression;
import caravan.segment.Segment;
import caravan.warehouse.Database;
import caravan.workspace.Row;
import caravan.workspace.Scenario;
import caravan.workspace.ScenarioStep;
import caravan.workspace.Workspace;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The real engine, on a virtual clock. */
final class EngineWorld implements World {

  /** How it is played. */
  enum Pace {
    /** Every instant at which something is due is ticked. */
    PUNCTUAL,
    /** While time advances nothing is done but at its end, as after an outage. */
    LATE,
    /** As late, and all data that come in between are taken in together. */
    LATE_AND_TOGETHER,
    /** The engine is put down and restored from what is stored after every other step. */
    RESTARTED,
    /** As late, and restarted as well: what an outage is. */
    LATE_AND_RESTARTED,
    /**
     * The engine dies now and then: amid a transaction, of which nothing is left, or right after
     * one, before anybody hears of it.
     */
    CRASHED,
    /**
     * The engine gets other definitions before each step, which mean the same for all that runs.
     */
    REDEFINED,
    /** As punctual, but the first rows come one by one, as all later ones do. */
    ROW_BY_ROW
  }

  /** A segment that no case has. */
  private static final String EVERYBODY = "everybody, whatever happens";

  /** So many moves after a snapshot there is another: often, and not always. */
  private static final int SNAPSHOT_AFTER = 25;

  private final Workspace workspace;
  private final Pace pace;
  private final Database db;
  private final Definitions definitions;
  private final Notebook notebook;
  private final Map<String, List<String>> keys = new HashMap<>();
  private Engine engine;
  private Instant now;
  private final Map<String, Cohort> kept = new HashMap<>();
  private int seen;

  EngineWorld(Workspace workspace, Scenario scenario, Pace pace, Database db) {
    this.workspace = workspace;
    this.pace = pace;
    this.db = db;
    this.definitions = Definitions.of(workspace);
    this.now = scenario.at();
    this.notebook = new Notebook(pace == Pace.CRASHED);
    var tables = Tables.create(db, workspace.schema());
    var inBulk = pace != Pace.ROW_BY_ROW && Bulk.isSame(workspace.schema(), scenario.rows());
    if (inBulk) {
      Bulk.load(db, tables, scenario.rows());
    }
    if (!inBulk) {
      scenario
          .rows()
          .forEach((table, rows) -> tables.upsert(workspace.schema().table(table), cells(rows)));
    }
    this.engine = engine(tables);
  }

  private Engine engine(Tables tables) {
    return new Engine(
        db,
        tables,
        definitions,
        notebook.over(isKept() ? new DatabaseState(db, SNAPSHOT_AFTER) : StateStore.NOWHERE),
        Outbox.COUNTED);
  }

  @Override
  public Observation apply(ScenarioStep step) {
    switch (step) {
      case ScenarioStep.Advance(_, var span) -> advance(span.after(now, workspace.schema().zone()));
      case ScenarioStep.AdvanceTo(_, var to) -> advance(to);
      default -> {
        // taken in below
      }
    }
    if (pace == Pace.LATE_AND_TOGETHER && isData(step)) {
      take(step);
    } else {
      surviving(
          () ->
              engine.settle(
                  now,
                  () -> {
                    if (pace == Pace.REDEFINED) {
                      redefine();
                    }
                    take(step);
                  }));
    }
    var observation = observe();
    if (isRestarted() && step.place().line() % 2 == 0) {
      var _ = restored();
    }
    return observation;
  }

  /** With a segment more than before, or without it. */
  private void redefine() {
    var segments = new LinkedHashMap<>(definitions.segments());
    var audience = workspace.schema().audiences().getFirst().name();
    if (!engine.definitions().segments().containsKey(EVERYBODY)) {
      segments.put(
          EVERYBODY,
          new Segment(
              EVERYBODY, audience, new Expression.And(List.of()), List.of(), List.of(), List.of()));
    }
    engine.redefine(
        new Definitions(
            segments, definitions.journeys(), definitions.messages(), definitions.consent()),
        engine.tables().as(workspace.schema()),
        now);
  }

  private boolean isKept() {
    return isRestarted() || pace == Pace.CRASHED;
  }

  private boolean isRestarted() {
    return pace == Pace.RESTARTED || pace == Pace.LATE_AND_RESTARTED;
  }

  private boolean isLate() {
    return pace == Pace.LATE || pace == Pace.LATE_AND_TOGETHER || pace == Pace.LATE_AND_RESTARTED;
  }

  /** A new engine goes on from what is stored; answers the instant of the last tick. */
  private Instant restored() {
    engine = engine(Tables.open(db, workspace.schema()));
    return engine.restore().orElse(now);
  }

  /** Does something once, however often the engine dies of it. */
  private void surviving(Runnable work) {
    while (true) {
      try {
        work.run();
        return;
      } catch (Notebook.Crash crash) {
        var _ = restored();
        if (crash.isCommitted()) {
          return;
        }
      }
    }
  }

  private static boolean isData(ScenarioStep step) {
    return step instanceof ScenarioStep.Change
        || step instanceof ScenarioStep.Remove
        || step instanceof ScenarioStep.Event
        || step instanceof ScenarioStep.Interacted;
  }

  private void take(ScenarioStep step) {
    switch (step) {
      case ScenarioStep.Live(_, var journey) -> engine.live(List.of(journey), now);
      case ScenarioStep.Pause(_, var journey) -> engine.pause(journey, now);
      case ScenarioStep.Resume(_, var journey) -> engine.resume(journey, now);
      case ScenarioStep.Stop(_, var journey) -> engine.stop(journey, now);
      case ScenarioStep.Change(_, var rows) -> upsert(rows);
      case ScenarioStep.Remove(_, var keys) ->
          keys.forEach(
              (table, some) -> engine.intake().remove(workspace.schema().table(table), some));
      case ScenarioStep.Event(_, var name, var audience, var key, var properties) ->
          engine.intake().event(audience, person(audience, key), name, properties, now);
      case ScenarioStep.Interacted done ->
          engine
              .intake()
              .interaction(
                  done.type(),
                  done.audience(),
                  person(done.audience(), done.key()),
                  done.message(),
                  done.journey(),
                  done.link(),
                  now);
      case ScenarioStep.Advance _, ScenarioStep.AdvanceTo _, ScenarioStep.Expect _ -> {
        // nothing comes in
      }
    }
  }

  private int person(String audience, Object key) {
    var people = engine.tables().people(audience);
    var found = people.find(key);
    if (found.isEmpty() || !people.existing().contains(found.getAsInt())) {
      throw new IllegalCommand("there is no " + audience + " '" + key + "'");
    }
    return found.getAsInt();
  }

  private void upsert(Map<String, List<Row>> rows) {
    rows.forEach(
        (table, some) -> engine.intake().upsert(workspace.schema().table(table), cells(some)));
  }

  private static List<Map<String, @Nullable Object>> cells(List<Row> rows) {
    return rows.stream().map(Row::cells).toList();
  }

  private void advance(Instant to) {
    var from = now;
    while (!isLate() && from.isBefore(to)) {
      try {
        new VirtualClock(engine, from).advanceTo(to, _ -> {});
        from = to;
      } catch (Notebook.Crash _) {
        from = restored();
      }
    }
    now = to;
  }

  private Observation observe() {
    var names = new ArrayList<>(workspace.segments().keySet());
    var found =
        engine.evaluator().members(names, engine.moment(now), null, Evaluator.Known.NOTHING);
    var segments = new TreeMap<String, List<String>>();
    for (var name : names) {
      var audience = workspace.segments().get(name);
      if (audience != null) {
        segments.put(name, keys(audience.audience(), found.getOrDefault(name, Cohort.EMPTY)));
      }
    }
    var at = new TreeMap<String, Map<String, List<String>>>();
    var left = new TreeMap<String, Map<String, List<String>>>();
    var entered = new TreeMap<String, List<String>>();
    engine
        .states()
        .forEach(
            (journey, state) -> {
              for (var run : state.runs()) {
                run.places().forEach((place, who) -> add(at, journey, place.step(), who));
                run.left().forEach((reason, who) -> add(left, journey, reason.label(), who));
                addAll(entered, journey, keys(audience(journey), run.entered()));
              }
            });
    var skipped = new TreeMap<String, List<Instant>>();
    engine
        .states()
        .forEach(
            (journey, state) -> {
              if (state.status() == Status.LIVE && !state.skipped().isEmpty()) {
                skipped.put(journey, state.skipped());
              }
            });
    var happened = new ArrayList<String>();
    var ticks = notebook.ticks();
    for (var tick : ticks.subList(seen, ticks.size())) {
      new Happened(this::audience, this::keys).of(tick, happened);
      tick.members()
          .forEach(
              (name, change) ->
                  kept.merge(name, change.joined(), (a, b) -> a.minus(change.left()).union(b)));
    }
    seen = ticks.size();
    Collections.sort(happened);
    return new Observation(now, segments, kept(), at, left, entered, happened, skipped);
  }

  /** As the changes that were committed have it. */
  private Map<String, List<String>> kept() {
    var all = new TreeMap<String, List<String>>();
    engine
        .states()
        .forEach(
            (name, state) -> {
              if (state.status() == Status.LIVE || state.status() == Status.PAUSED) {
                for (var segment : doors(plan(name).journey())) {
                  all.put(segment, keys(audience(name), kept.getOrDefault(segment, Cohort.EMPTY)));
                }
              }
            });
    return all;
  }

  private static List<String> doors(Journey journey) {
    var goal = Stream.ofNullable(journey.goal()).map(Goal::segment);
    return Stream.of(
            journey.segments().stream(),
            journey.exclude().stream(),
            journey.exitSegments().stream(),
            goal)
        .flatMap(names -> names)
        .toList();
  }

  private void add(
      Map<String, Map<String, List<String>>> all, String journey, String name, Cohort who) {
    if (!who.isEmpty()) {
      addAll(
          all.computeIfAbsent(journey, _ -> new TreeMap<>()), name, keys(audience(journey), who));
    }
  }

  private static void addAll(Map<String, List<String>> all, String name, List<String> keys) {
    if (!keys.isEmpty()) {
      var list = all.computeIfAbsent(name, _ -> new ArrayList<>());
      list.addAll(keys);
      Collections.sort(list);
    }
  }

  private String audience(String journey) {
    return plan(journey).journey().audience();
  }

  /** The keys of some people, sorted. */
  List<String> keys(String audience, Cohort cohort) {
    var all = keys.computeIfAbsent(audience, _ -> new ArrayList<>());
    var people = engine.tables().people(audience);
    if (all.size() < people.capacity()) {
      all.clear();
      people
          .keys(Cohort.range(0, people.capacity()))
          .values()
          .forEach(key -> all.add(key.toString()));
    }
    var some = new ArrayList<String>();
    cohort.forEach(person -> some.add(all.get(person)));
    Collections.sort(some);
    return some;
  }

  /** Everything that was committed. */
  List<Tick> ticks() {
    return notebook.ticks();
  }

  Map<String, JourneyState> states() {
    return engine.states();
  }

  Plan plan(String journey) {
    return engine.plan(journey);
  }

  Engine engine() {
    return engine;
  }

  Instant now() {
    return now;
  }

  @Override
  public void close() {
    db.close();
  }
}
