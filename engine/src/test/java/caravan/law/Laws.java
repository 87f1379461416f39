package caravan.law;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.cohort.Cohort;
import caravan.journey.JourneyState;
import caravan.journey.tile.SetColumns;
import caravan.runtime.IllegalCommand;
import caravan.runtime.Tick;
import caravan.twin.Twin;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

/** The laws that the engine is held against by itself. */
final class Laws {

  /** All of them, by the names that they are reported with. */
  static final Map<String, Law> ALL = all();

  private Laws() {}

  private static Map<String, Law> all() {
    var laws = new LinkedHashMap<String, Law>();
    laws.put("conservation", Laws::conservation);
    laws.put("paths", Laws::paths);
    laws.put("determinism", Laws::determinism);
    laws.put("waits", Laws::waits);
    laws.put("complement", Laws::complement);
    laws.put("rows", Laws::rows);
    laws.put("freshness", Laws::freshness);
    laws.put("restart", Laws::restart);
    laws.put("twin", Laws::twin);
    laws.put("round trips", RoundTrips::check);
    return Collections.unmodifiableMap(laws);
  }

  /** Something that is looked at after each step. */
  private interface Look {
    void at(EngineWorld world, Observation seen);
  }

  /** Plays a case, looking at it after each step; commands that are refused are passed over. */
  private static void play(Case.Opened opened, EngineWorld.Pace pace, Look look) {
    try (var world = new EngineWorld(opened.workspace(), opened.scenario(), pace, Backing.DUCKDB)) {
      for (var step : opened.scenario().steps()) {
        try {
          look.at(world, world.apply(step));
        } catch (IllegalCommand _) {
          // nothing changed
        }
      }
    }
  }

  /** Law 1: who entered is at one place or has left for one reason. */
  static void conservation(Case.Opened opened) {
    for (var pace : List.of(EngineWorld.Pace.PUNCTUAL, EngineWorld.Pace.LATE)) {
      play(
          opened,
          pace,
          (world, seen) ->
              world.states().forEach((journey, state) -> conserved(world, journey, state)));
    }
  }

  private static void conserved(EngineWorld world, String journey, JourneyState state) {
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
    }
  }

  /** Law 2, at every tick. */
  static void paths(Case.Opened opened) {
    eachTick(opened, EngineWorld.Pace.PUNCTUAL, world -> new Paths(world)::check);
  }

  /** Law 4, at every tick, on time and late. */
  static void waits(Case.Opened opened) {
    eachTick(opened, EngineWorld.Pace.PUNCTUAL, world -> new Waits(world)::check);
    eachTick(opened, EngineWorld.Pace.LATE, world -> new Waits(world)::check);
  }

  private static void eachTick(
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
  static void determinism(Case.Opened opened) {
    var first = new ArrayList<Observation>();
    play(opened, EngineWorld.Pace.PUNCTUAL, (_, seen) -> first.add(seen));
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
        });
    assertThat(second).isEqualTo(first);
  }

  /** Law 5: a segment and its complement are everybody, once each. */
  static void complement(Case.Opened opened) {
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
  static void twin(Case.Opened opened) {
    try (var twin = new Twin(opened.workspace(), opened.scenario());
        var engine = new EngineWorld(opened.workspace(), opened.scenario())) {
      Worlds.compare(twin, engine, opened.scenario().steps());
    }
  }

  /** Rows that are loaded together are the same as rows that come one by one. */
  static void rows(Case.Opened opened) {
    try (var together = new EngineWorld(opened.workspace(), opened.scenario());
        var oneByOne =
            new EngineWorld(
                opened.workspace(),
                opened.scenario(),
                EngineWorld.Pace.ROW_BY_ROW,
                Backing.DUCKDB)) {
      Worlds.compare(together, oneByOne, opened.scenario().steps());
    }
  }

  /** Laws 3 and 8: an engine restored from what is stored goes on as if nothing had been. */
  static void restart(Case.Opened opened) {
    var steps = opened.scenario().steps();
    try (var straight = new EngineWorld(opened.workspace(), opened.scenario());
        var restarted =
            new EngineWorld(
                opened.workspace(),
                opened.scenario(),
                EngineWorld.Pace.RESTARTED,
                Backing.DUCKDB)) {
      Worlds.compare(straight, restarted, steps);
    }
  }

  /** Law 7, and what is kept of segments is what is found when they are asked anew. */
  static void freshness(Case.Opened opened) {
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
}
