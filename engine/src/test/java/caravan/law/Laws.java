package caravan.law;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.cohort.Cohort;
import caravan.journey.Funnel;
import caravan.journey.JourneyState;
import caravan.journey.Plan;
import caravan.journey.RunState;
import caravan.journey.tile.SendMessage;
import caravan.journey.tile.SetColumns;
import caravan.runtime.IllegalCommand;
import caravan.runtime.Tick;
import caravan.twin.Twin;
import caravan.warehouse.Database;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** The laws that the engine is held against by itself. */
final class Laws {

  private final Supplier<? extends Database> databases;

  /**
   * Laws of the engine on some databases.
   *
   * @param databases opens an empty one for each world, which closes it
   */
  Laws(Supplier<? extends Database> databases) {
    this.databases = databases;
  }

  /** All of them, by the names that they are reported with. */
  Map<String, Law> all() {
    var laws = new LinkedHashMap<String, Law>();
    laws.put("conservation", this::conservation);
    laws.put("paths", this::paths);
    laws.put("determinism", this::determinism);
    laws.put("waits", this::waits);
    laws.put("complement", this::complement);
    laws.put("rows", this::rows);
    laws.put("freshness", this::freshness);
    laws.put("restart", this::restart);
    laws.put("late restart", this::lateRestart);
    laws.put("crash", this::crash);
    laws.put("redefinition", this::redefinition);
    laws.put("twin", this::twin);
    laws.put("late twin", this::lateTwin);
    laws.put("explanations", this::explanations);
    laws.put("round trips", RoundTrips::check);
    return Collections.unmodifiableMap(laws);
  }

  private EngineWorld world(Case.Opened opened, EngineWorld.Pace pace) {
    return new EngineWorld(opened.workspace(), opened.scenario(), pace, databases.get());
  }

  /** Something that is looked at after each step. */
  private interface Look {
    void at(EngineWorld world, Observation seen);
  }

  /** Plays a case, looking at it after each step; commands that are refused are passed over. */
  private void play(Case.Opened opened, EngineWorld.Pace pace, Look look) {
    try (var world = world(opened, pace)) {
      for (var step : opened.scenario().steps()) {
        try {
          look.at(world, world.apply(step));
        } catch (IllegalCommand _) {
          // nothing changed
        }
      }
    }
  }

  /**
   * Law 1: who entered is at one place or has left for one reason; and a snapshot leads to the same
   * state.
   */
  void conservation(Case.Opened opened) {
    for (var pace : List.of(EngineWorld.Pace.PUNCTUAL, EngineWorld.Pace.LATE_AND_TOGETHER)) {
      play(
          opened,
          pace,
          (world, seen) ->
              world.states().forEach((journey, state) -> conserved(world, journey, state)));
    }
  }

  private static void conserved(EngineWorld world, String journey, JourneyState state) {
    assertThat(JourneyState.DRAFT.after(state.snapshot()))
        .as("%s after the moves of its snapshot", journey)
        .usingRecursiveComparison()
        .withEqualsForType(Cohort::equals, Cohort.class)
        .isEqualTo(state);
    for (var run : state.runs()) {
      var parts = new ArrayList<Cohort>();
      run.places()
          .forEach(
              (place, who) -> {
                parts.add(who);
                assertThat(who.isEmpty()).as("an empty place").isFalse();
                var tile = world.plan(journey).node(place.step()).step().tile();
                if (state.status() == JourneyState.Status.LIVE) {
                  assertThat(tile).as("who rests at rest").isNotInstanceOf(SetColumns.class);
                }
              });
      var at = Cohort.union(parts);
      parts.addAll(run.left().values());
      var sum = parts.stream().mapToLong(Cohort::size).sum();
      assertThat(Cohort.union(parts)).as("at and left of %s", journey).isEqualTo(run.entered());
      assertThat(sum).as("people of %s, each once", journey).isEqualTo(run.entered().size());
      assertThat(run.inside()).as("inside %s", journey).isEqualTo(at);
      messagesConserved(world.plan(journey), run);
    }
  }

  /** Whoever came to a message was sent it, was not, or still waits for it. */
  private static void messagesConserved(Plan plan, RunState run) {
    for (var node : plan.nodes()) {
      var step = node.step().id();
      if (node.step().tile() instanceof SendMessage) {
        var blocked = run.blocked().getOrDefault(step, Map.of()).values().stream();
        assertThat(
                run.sent().getOrDefault(step, 0L)
                    + blocked.mapToLong(Long::longValue).sum()
                    + Funnel.deferred(List.of(run), step).size())
            .as("the messages of %s", step)
            .isEqualTo(run.inflow().getOrDefault(step, 0L));
      }
    }
  }

  /** Law 2, at every tick. */
  void paths(Case.Opened opened) {
    eachTick(opened, EngineWorld.Pace.PUNCTUAL, world -> new Paths(world)::check);
  }

  /** Law 4, at every tick, on time and late. */
  void waits(Case.Opened opened) {
    eachTick(opened, EngineWorld.Pace.PUNCTUAL, world -> new Waits(world)::check);
    eachTick(opened, EngineWorld.Pace.LATE, world -> new Waits(world)::check);
  }

  private void eachTick(
      Case.Opened opened, EngineWorld.Pace pace, Function<EngineWorld, Consumer<Tick>> check) {
    var checks = new ArrayList<Consumer<Tick>>();
    var done = new int[1];
    play(
        opened,
        pace,
        (world, _) -> {
          if (checks.isEmpty()) {
            checks.add(check.apply(world));
          }
          world.ticks().subList(done[0], world.ticks().size()).forEach(checks.getFirst());
          done[0] = world.ticks().size();
        });
  }

  /** Law 3: the same happens again, and a tick repeated adds nothing. */
  void determinism(Case.Opened opened) {
    var first = new ArrayList<Observation>();
    var ticks = new ArrayList<Tick>();
    play(
        opened,
        EngineWorld.Pace.PUNCTUAL,
        (world, seen) -> {
          first.add(seen);
          ticks.addAll(world.ticks().subList(ticks.size(), world.ticks().size()));
        });
    var second = new ArrayList<Observation>();
    play(
        opened,
        EngineWorld.Pace.PUNCTUAL,
        (world, seen) -> {
          second.add(seen);
          var before = world.ticks().size();
          world.engine().settle(world.now());
          assertThat(world.ticks().subList(before, world.ticks().size()))
              .as("ticks of an instant that was settled")
              .isEmpty();
          assertThat(world.ticks().size()).as("ticks").isLessThanOrEqualTo(ticks.size());
          assertThat(world.ticks())
              .as("what was committed, in the same order")
              .isEqualTo(ticks.subList(0, world.ticks().size()));
        });
    assertThat(second).isEqualTo(first);
  }

  /** Law 5: a segment and its complement are everybody, once each. */
  void complement(Case.Opened opened) {
    play(
        opened,
        EngineWorld.Pace.PUNCTUAL,
        (world, seen) -> {
          for (var segment : opened.workspace().segments().values()) {
            var other = seen.segments().get(Cases.COMPLEMENT + segment.name());
            if (other == null || !segment.also().isEmpty() || !segment.never().isEmpty()) {
              continue;
            }
            var people = world.engine().tables().people(segment.audience());
            var both = new ArrayList<>(seen.segments().getOrDefault(segment.name(), List.of()));
            both.addAll(other);
            assertThat(both)
                .as("segment %s and its complement", segment.name())
                .containsExactlyInAnyOrderElementsOf(
                    world.keys(segment.audience(), people.existing()));
          }
        });
  }

  /** Law 6, and all semantics: what the naive twin does person by person the engine does, too. */
  void twin(Case.Opened opened) {
    asTheTwin(opened, EngineWorld.Pace.PUNCTUAL, false);
  }

  /** Law 4: an engine that was late does what the twin does then. */
  void lateTwin(Case.Opened opened) {
    asTheTwin(opened, EngineWorld.Pace.LATE, true);
  }

  /** The twin costs next to nothing beside an engine, and is never restarted. */
  private void asTheTwin(Case.Opened opened, EngineWorld.Pace pace, boolean late) {
    try (var twin = new Twin(opened.workspace(), opened.scenario(), late);
        var engine = world(opened, pace)) {
      Worlds.compare(twin, engine, opened.scenario().steps());
    }
  }

  /** Rows that are loaded together are the same as rows that come one by one. */
  void rows(Case.Opened opened) {
    try (var together = world(opened, EngineWorld.Pace.PUNCTUAL);
        var oneByOne = world(opened, EngineWorld.Pace.ROW_BY_ROW)) {
      Worlds.compare(together, oneByOne, opened.scenario().steps());
    }
  }

  /** Laws 3 and 8: an engine restored from what is stored goes on as if nothing had been. */
  void restart(Case.Opened opened) {
    asTheTwin(opened, EngineWorld.Pace.RESTARTED, false);
  }

  /** The same after outages in which the clock went on. */
  void lateRestart(Case.Opened opened) {
    asTheTwin(opened, EngineWorld.Pace.LATE_AND_RESTARTED, true);
  }

  /** Law 8: what was committed is gone on from, what was not is done once more. */
  void crash(Case.Opened opened) {
    asTheTwin(opened, EngineWorld.Pace.CRASHED, false);
  }

  /** Other definitions change nothing for what means the same. */
  void redefinition(Case.Opened opened) {
    asTheTwin(opened, EngineWorld.Pace.REDEFINED, false);
  }

  /** Law 7, and what is kept of segments is what is found when they are asked anew. */
  void freshness(Case.Opened opened) {
    var kept = new TreeMap<String, Cohort>();
    var done = new int[1];
    play(
        opened,
        EngineWorld.Pace.PUNCTUAL,
        (world, seen) -> {
          for (var tick : world.ticks().subList(done[0], world.ticks().size())) {
            tick.members()
                .forEach(
                    (name, change) ->
                        kept.merge(
                            name, change.joined(), (a, b) -> a.minus(change.left()).union(b)));
            Freshness.doors(world, tick, kept);
          }
          done[0] = world.ticks().size();
          Freshness.check(opened.workspace(), world, seen, kept);
        });
  }

  /** What is said of one person agrees with what SQL selects, and with the twin, part by part. */
  void explanations(Case.Opened opened) {
    try (var twin = new Twin(opened.workspace(), opened.scenario());
        var engine = world(opened, EngineWorld.Pace.PUNCTUAL)) {
      for (var step : opened.scenario().steps()) {
        try {
          twin.apply(step);
          engine.apply(step);
        } catch (IllegalCommand _) {
          // refused by both
        }
      }
      new Explanations(twin, engine).check(opened.workspace());
    }
  }
}
