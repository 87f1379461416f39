package caravan.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.cohort.Cohort;
import caravan.journey.Move;
import caravan.warehouse.Database;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What every store of state keeps: what is committed is there whole, in order, and nothing else is.
 */
abstract class StateStoreContract {

  /** A new, empty database. */
  abstract Database open();

  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  private static final Cohort SOME = Cohort.of(1, 5, 70_000);

  @Test
  void ticksComeBackAsTheyWere() {
    try (var db = open()) {
      var first =
          new Tick(
              1,
              NOON,
              Map.of(
                  "A",
                  List.of(
                      move(Move.Kind.ENTERED, null, SOME),
                      move(Move.Kind.REACHED, "1", SOME),
                      move(Move.Kind.RESTED, "2", Cohort.of(5)),
                      move(Move.Kind.SKIPPED, null, Cohort.EMPTY))),
              Map.of("S", new Tick.MemberChange(SOME, Cohort.EMPTY)));
      var second =
          new Tick(
              2,
              NOON.plusSeconds(1),
              Map.of("A", List.of(move(Move.Kind.DEPARTED, "2", Cohort.of(5)))),
              Map.of());
      var third =
          new Tick(
              3,
              NOON.plusSeconds(2),
              Map.of(),
              Map.of("S", new Tick.MemberChange(Cohort.EMPTY, Cohort.of(1))));
      var state = new DatabaseState(db);
      List.of(first, second, third).forEach(state::commit);

      assertThat(new DatabaseState(db).after(0)).containsExactly(first, second, third);
      assertThat(new DatabaseState(db).after(1)).containsExactly(second, third);
      assertThat(new DatabaseState(db).snapshot()).isEmpty();
    }
  }

  @Test
  void aSnapshotTakesThePlaceOfTheOneBefore() {
    try (var db = open()) {
      var state = new DatabaseState(db, 3);
      for (var number = 1; number <= 3; number++) {
        assertThat(state.wantsSnapshot()).isFalse();
        state.commit(tick(number, move(Move.Kind.ENTERED, null, Cohort.of(number))));
      }
      assertThat(state.wantsSnapshot()).isTrue();
      var sum = tick(3, move(Move.Kind.ENTERED, null, Cohort.of(1, 2, 3)));
      state.keep(tick(2, move(Move.Kind.ENTERED, null, Cohort.of(1, 2))));
      state.keep(sum);
      assertThat(state.wantsSnapshot()).isFalse();
      var fourth = tick(4, move(Move.Kind.LEFT, null, Cohort.of(1)));
      state.commit(fourth);

      var again = new DatabaseState(db, 1);
      assertThat(again.snapshot()).contains(sum);
      assertThat(again.after(3)).containsExactly(fourth);
      assertThat(again.wantsSnapshot()).isTrue();
      var moved = new ArrayList<Cohort>();
      again.moves(3, (_, _, move) -> moved.add(move.who()));
      assertThat(moved).containsExactly(Cohort.of(1), Cohort.of(2), Cohort.of(3));
    }
  }

  private static Tick tick(long number, Move move) {
    return new Tick(number, NOON.plusSeconds(number), Map.of("A", List.of(move)), Map.of());
  }

  @Test
  void aTickThatFailsHalfwayLeavesNothing() {
    try (var db = open()) {
      var state = new DatabaseState(db);
      db.sql().execute("drop table state.member");
      var tick =
          new Tick(
              1,
              NOON,
              Map.of("A", List.of(move(Move.Kind.ENTERED, null, SOME))),
              Map.of("S", new Tick.MemberChange(SOME, Cohort.EMPTY)));

      assertThatThrownBy(() -> state.commit(tick)).hasMessageContaining("member");

      assertThat(db.sql().fetchCount(org.jooq.impl.DSL.table("state.move"))).isZero();
    }
  }

  private static Move move(
      Move.Kind kind, @org.jspecify.annotations.Nullable String step, Cohort who) {
    return new Move(kind, 7, step, NOON, "detail", who);
  }
}
