package caravan.law;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.cohort.Cohort;
import caravan.journey.Move;
import caravan.journey.Plan;
import caravan.journey.tile.Wait;
import caravan.runtime.Tick;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Law 4: nobody goes on from a wait before what it says has passed since they came, however late
 * the ticks are.
 */
final class Waits {

  private final EngineWorld world;

  /** When a person came to a step in a run. */
  private final Map<String, Instant> came = new HashMap<>();

  Waits(EngineWorld world) {
    this.world = world;
  }

  void check(Tick tick) {
    tick.moves().forEach((journey, moves) -> check(world.plan(journey), moves, tick.now()));
  }

  private void check(Plan plan, List<Move> moves, Instant now) {
    for (var move : moves) {
      if (move.step() == null || !(plan.node(move.step()).step().tile() instanceof Wait wait)) {
        continue;
      }
      if (move.kind() == Move.Kind.REACHED) {
        move.who().forEach(person -> came.put(key(plan, move, person), now));
      } else if (move.kind() == Move.Kind.DEPARTED) {
        var left =
            Cohort.union(
                moves.stream()
                    .filter(other -> other.kind() == Move.Kind.LEFT && other.run() == move.run())
                    .filter(other -> !"completed".equals(other.detail()))
                    .filter(other -> !"exit-step".equals(other.detail()))
                    .map(Move::who)
                    .toList());
        move.who()
            .minus(left)
            .forEach(
                person -> {
                  var since = came.getOrDefault(key(plan, move, person), Instant.MAX);
                  assertThat(now)
                      .as(
                          "%s, person %s at %s since %s",
                          plan.journey().name(), person, wait, since)
                      .isAfterOrEqualTo(earliest(plan, wait, since));
                });
      }
    }
  }

  private static String key(Plan plan, Move move, int person) {
    return plan.journey().name() + "\n" + move.run() + "\n" + move.step() + "\n" + person;
  }

  /** The first instant at which somebody may go on; the arrival where a person's own data say. */
  private static Instant earliest(Plan plan, Wait wait, Instant since) {
    var zone = plan.journey().zone();
    return switch (wait.until()) {
      case Wait.Elapsed(var span) -> span.after(since, zone);
      case Wait.Moment(var time) when !wait.personal() -> time.atZone(zone).toInstant();
      case Wait.TimeOfDay(var at, var days) when !wait.personal() -> {
        var day = LocalDateTime.ofInstant(since, zone).toLocalDate();
        while (!days.contains(day.getDayOfWeek())
            || day.atTime(at).atZone(zone).toInstant().isBefore(since)) {
          day = day.plusDays(1);
        }
        yield day.atTime(at).atZone(zone).toInstant();
      }
      case Wait.Moment _, Wait.TimeOfDay _, Wait.PersonalDate _ -> since;
    };
  }
}
