package caravan.journey;

import caravan.cohort.Cohort;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fewest moves that lead from a draft to a state: what all its moves add up to. How many came
 * somewhere, but not who, is part of a state; there the cohort is any of that size.
 */
final class Snapshot {

  private final List<Move> moves = new ArrayList<>();

  private Snapshot() {}

  static List<Move> of(JourneyState state) {
    var snapshot = new Snapshot();
    state.liveAt().ifPresent(at -> snapshot.journey(state, at));
    return snapshot.moves;
  }

  private void journey(JourneyState state, Instant liveAt) {
    var number = Integer.toString(state.number());
    moves.add(new Move(Move.Kind.LIVE, 0, null, liveAt, number, Cohort.EMPTY));
    state
        .skipped()
        .forEach(at -> moves.add(new Move(Move.Kind.SKIPPED, 0, null, at, null, Cohort.EMPTY)));
    state.runs().forEach(this::run);
    add(Move.of(Move.Kind.LAPSED, 0, state.lapsed()));
    switch (state.status()) {
      case DRAFT, LIVE -> {
        // as it is
      }
      case PAUSED -> {
        var fault = state.fault().orElse(null);
        moves.add(new Move(Move.Kind.PAUSED, 0, null, null, fault, Cohort.EMPTY));
      }
      case STOPPED -> moves.add(Move.of(Move.Kind.STOPPED, 0, Cohort.EMPTY));
    }
  }

  private void run(RunState run) {
    var id = run.id();
    var lap = Integer.toString(run.lap());
    moves.add(new Move(Move.Kind.OPENED, id, null, run.occurrence(), lap, Cohort.EMPTY));
    add(Move.of(Move.Kind.ELIGIBLE, id, run.eligible()));
    add(Move.of(Move.Kind.EXCLUDED, id, run.excluded()));
    run.queue().forEach(batch -> queued(id, batch));
    run.nextTurn().ifPresent(batch -> queued(id, batch));
    add(Move.of(Move.Kind.ENTERED, id, run.entered()));
    run.left().forEach((reason, who) -> add(Move.left(id, reason, who)));
    run.places().forEach((place, who) -> add(Move.at(Move.Kind.RESTED, id, place, who)));
    run.deferred().forEach((it, who) -> add(Move.of(Move.Kind.DEFERRED, id, it, who)));
    run.heard().forEach((step, who) -> add(new Move(Move.Kind.HEARD, id, step, null, null, who)));
    add(Move.of(Move.Kind.HEARD, id, run.exitHeard()));
    add(new Move(Move.Kind.CONVERTED, id, null, Instant.EPOCH, null, run.converted()));
    run.hopes().forEach((due, who) -> add(new Move(Move.Kind.HOPED, id, null, due, null, who)));
    run.inflow().forEach((step, count) -> counted(Move.Kind.REACHED, id, step, null, count));
    run.sent().forEach((step, count) -> counted(Move.Kind.SENT, id, step, null, count));
    run.blocked()
        .forEach(
            (step, reasons) ->
                reasons.forEach(
                    (reason, count) -> counted(Move.Kind.BLOCKED, id, step, reason, count)));
  }

  private void queued(long run, RunState.Batch batch) {
    var number = Long.toString(batch.number());
    moves.add(new Move(Move.Kind.QUEUED, run, null, batch.base(), number, batch.people()));
  }

  private void counted(Move.Kind kind, long run, String step, @Nullable String detail, long count) {
    add(new Move(kind, run, step, null, detail, Cohort.range(0, count)));
  }

  private void add(Move move) {
    if (!move.who().isEmpty()) {
      moves.add(move);
    }
  }
}
