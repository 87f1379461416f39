package caravan.runtime;

import caravan.problem.Place;
import caravan.problem.Problem;
import caravan.profile.Tables;
import caravan.warehouse.Database;
import caravan.warehouse.DuckDb;
import caravan.workspace.Scenario;
import caravan.workspace.ScenarioStep;
import caravan.workspace.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Plays scenarios: each on data of its own, on a virtual clock. */
public final class ScenarioRunner {

  private final Workspace workspace;
  private final Supplier<? extends Database> databases;

  /** In memory. */
  public ScenarioRunner(Workspace workspace) {
    this(workspace, () -> DuckDb.inMemory(List.of()));
  }

  /**
   * In other databases.
   *
   * @param databases opens an empty one for a scenario, which closes it
   */
  public ScenarioRunner(Workspace workspace, Supplier<? extends Database> databases) {
    this.workspace = workspace;
    this.databases = databases;
  }

  /** Plays a scenario to its end; answers what was not as expected. */
  public List<Problem> play(Scenario scenario) {
    try (var db = databases.get()) {
      var tables = Tables.create(db, workspace.schema());
      var sent = new SentMessages();
      var definitions = Definitions.of(workspace);
      var engine = new Engine(db, tables, definitions, StateStore.NOWHERE, sent);
      scenario
          .rows()
          .forEach(
              (table, rows) ->
                  engine
                      .intake()
                      .upsert(
                          workspace.schema().table(table),
                          rows.stream().map(caravan.workspace.Row::cells).toList()));
      return new Play(engine, new VirtualClock(engine, scenario.at()), sent).run(scenario.steps());
    }
  }

  private static final class Play {

    private final Engine engine;
    private final VirtualClock clock;
    private final SentMessages sent;
    private final List<Problem> differences = new ArrayList<>();

    Play(Engine engine, VirtualClock clock, SentMessages sent) {
      this.engine = engine;
      this.clock = clock;
      this.sent = sent;
    }

    List<Problem> run(List<ScenarioStep> steps) {
      for (var step : steps) {
        try {
          apply(step);
          clock.settle();
        } catch (IllegalCommand e) {
          differences.add(new Problem("scenario", step.place(), String.valueOf(e.getMessage())));
          return differences;
        }
      }
      return differences;
    }

    private void apply(ScenarioStep step) {
      switch (step) {
        case ScenarioStep.Live(_, var journey) -> engine.live(List.of(journey), clock.now());
        case ScenarioStep.Pause(_, var journey) -> engine.pause(journey, clock.now());
        case ScenarioStep.Resume(_, var journey) -> engine.resume(journey, clock.now());
        case ScenarioStep.Stop(_, var journey) -> engine.stop(journey, clock.now());
        case ScenarioStep.Advance(_, var span) ->
            clock.advanceTo(span.after(clock.now(), engine.tables().schema().zone()), _ -> {});
        case ScenarioStep.AdvanceTo(_, var to) -> clock.advanceTo(to, _ -> {});
        case ScenarioStep.Change(_, var changes) ->
            changes.forEach(
                (table, rows) ->
                    engine
                        .intake()
                        .upsert(
                            engine.tables().schema().table(table),
                            rows.stream().map(caravan.workspace.Row::cells).toList()));
        case ScenarioStep.Remove(_, var removed) ->
            removed.forEach(
                (table, keys) ->
                    engine.intake().remove(engine.tables().schema().table(table), keys));
        case ScenarioStep.Event(var place, var name, var audience, var key, var properties) ->
            person(place, audience, key)
                .ifPresent(
                    person ->
                        engine.intake().event(audience, person, name, properties, clock.now()));
        case ScenarioStep.Interacted interacted ->
            person(interacted.place(), interacted.audience(), interacted.key())
                .ifPresent(
                    person ->
                        engine
                            .intake()
                            .interaction(
                                interacted.type(),
                                interacted.audience(),
                                person,
                                interacted.message(),
                                interacted.journey(),
                                interacted.link(),
                                clock.now()));
        case ScenarioStep.Expect expect ->
            differences.addAll(new Expectations(engine, sent, clock.now()).differences(expect));
      }
    }

    private java.util.OptionalInt person(Place place, String audience, Object key) {
      var people = engine.tables().people(audience);
      var found = people.find(key);
      if (found.isEmpty() || !people.existing().contains(found.getAsInt())) {
        differences.add(
            new Problem("scenario", place, "there is no " + audience + " '" + key + "'"));
        return java.util.OptionalInt.empty();
      }
      return found;
    }
  }
}
