package caravan.law;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.cohort.Cohort;
import caravan.journey.JourneyState.Status;
import caravan.journey.Move;
import caravan.runtime.Tick;
import caravan.segment.Clockwork;
import caravan.workspace.Workspace;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Compares what doors and exits see of segments with what is so, and who is inside with exits. */
final class Freshness {

  private Freshness() {}

  static void check(
      Workspace workspace, EngineWorld world, Observation seen, Map<String, Cohort> kept) {
    for (var journey : workspace.journeys().values()) {
      var state = world.states().get(journey.name());
      if (state == null || state.status() != Status.LIVE) {
        continue;
      }
      for (var name : asked(journey)) {
        if (isFresh(workspace, name, seen.now())) {
          assertThat(world.keys(journey.audience(), kept.getOrDefault(name, Cohort.EMPTY)))
              .as("kept members of %s", name)
              .isEqualTo(seen.segments().get(name));
        }
      }
      for (var exit : journey.exitSegments()) {
        var members = kept.getOrDefault(exit, Cohort.EMPTY);
        assertThat(world.keys(journey.audience(), state.inside().intersect(members)))
            .as("inside %s and in its exit segment %s", journey.name(), exit)
            .isEmpty();
      }
    }
  }

  /** Nobody starts who is excluded at that tick. */
  static void doors(EngineWorld world, Tick tick, Map<String, Cohort> kept) {
    tick.moves()
        .forEach(
            (name, moves) -> {
              for (var move : moves) {
                for (var exclude : world.plan(name).journey().exclude()) {
                  if (move.kind() == Move.Kind.ENTERED) {
                    assertThat(move.who().intersects(kept.getOrDefault(exclude, Cohort.EMPTY)))
                        .as("somebody of %s starts %s", exclude, name)
                        .isFalse();
                  }
                }
              }
            });
  }

  private static Set<String> asked(caravan.journey.Journey journey) {
    var names = new LinkedHashSet<>(journey.segments());
    names.addAll(journey.exclude());
    names.addAll(journey.exitSegments());
    return names;
  }

  /** Whether a segment was evaluated for everybody at this instant, if it needs to be. */
  private static boolean isFresh(Workspace workspace, String name, Instant now) {
    var segment = workspace.segments().get(name);
    return segment != null
        && (Clockwork.of(segment, workspace.segments()) != Clockwork.INSTANTS
            || now.equals(now.truncatedTo(ChronoUnit.HOURS)));
  }
}
