package caravan.law;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.cohort.Cohort;
import caravan.journey.Move;
import caravan.journey.Plan;
import caravan.journey.tile.Branch;
import caravan.journey.tile.Split;
import caravan.runtime.Tick;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Law 2: who comes to a branch or a split is on one of its paths or behind it at once; and on the
 * same path of a split each time.
 */
final class Paths {

  private final EngineWorld world;

  /** The path, by journey, step and person. */
  private final Map<String, Integer> drawn = new HashMap<>();

  Paths(EngineWorld world) {
    this.world = world;
  }

  void check(Tick tick) {
    tick.moves()
        .forEach(
            (journey, moves) ->
                moves.stream()
                    .map(Move::run)
                    .distinct()
                    .filter(run -> run > 0)
                    .forEach(run -> check(world.plan(journey), run, moves)));
  }

  private void check(Plan plan, long run, List<Move> moves) {
    for (var node : plan.nodes()) {
      var tile = node.step().tile();
      if (tile instanceof Branch || tile instanceof Split) {
        check(plan, node, run, moves);
      }
    }
  }

  private void check(Plan plan, Plan.Node node, long run, List<Move> moves) {
    var came = reached(plan, node.index(), run, moves);
    var taken = Cohort.EMPTY;
    for (var i = 0; i < node.paths().size(); i++) {
      var first = node.paths().get(i);
      if (first == node.next()) {
        continue;
      }
      var here = reached(plan, first, run, moves);
      assertThat(came.containsAll(here)).as("who is on a path came to its step").isTrue();
      assertThat(taken.intersects(here)).as("somebody is on two paths").isFalse();
      taken = taken.union(here);
      if (node.step().tile() instanceof Split) {
        same(plan, node, i, here);
      }
    }
    var rest = came.minus(taken);
    assertThat(reached(plan, node.next(), run, moves).containsAll(rest))
        .as("who takes no path of %s goes on behind it", node.step().id())
        .isTrue();
    if (node.step().tile() instanceof Split && !node.paths().contains(node.next())) {
      same(plan, node, -1, rest);
    }
  }

  private void same(Plan plan, Plan.Node node, int path, Cohort who) {
    who.forEach(
        person -> {
          var draw = plan.journey().name() + "\n" + node.step().id() + "\n" + person;
          var before = drawn.putIfAbsent(draw, path);
          assertThat(before == null || before == path)
              .as("person %s takes another path of a split the second time", person)
              .isTrue();
        });
  }

  private static Cohort reached(Plan plan, int index, long run, List<Move> moves) {
    return Cohort.union(
        moves.stream()
            .filter(move -> move.run() == run)
            .filter(
                move ->
                    index == plan.end()
                        ? move.kind() == Move.Kind.LEFT && "completed".equals(move.detail())
                        : move.kind() == Move.Kind.REACHED
                            && plan.nodes().get(index).step().id().equals(move.step()))
            .map(Move::who)
            .toList());
  }
}
