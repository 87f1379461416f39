package caravan.bench;

import caravan.cohort.Cohort;
import caravan.journey.Happenings;
import caravan.journey.JourneyState;
import caravan.journey.Move;
import caravan.journey.Plan;
import caravan.journey.Steps;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The pure step of a journey with everybody in it: what moves at an instant. */
@State(Scope.Benchmark)
public class JourneyStep {

  private static final Instant BEGIN = Instant.parse("2026-01-05T00:00:00Z");
  private static final Duration DAY = Duration.ofDays(1);
  private static final int HOURS = 48;

  /** What is to be done at the instant. */
  public enum Situation {
    NOBODY("nobody due"),
    EVERYBODY("everybody due at once"),
    AGAIN("the same instant again"),
    SEVERAL("several waits, some due");

    private final String label;

    Situation(String label) {
      this.label = label;
    }

    String label() {
      return label;
    }
  }

  @Param Situation situation = Situation.NOBODY;

  @Param("10000000")
  int people;

  private Plan plan = Plan.of(Travels.oneWait());
  private Crowd crowd = new Crowd(0);
  private JourneyState state = JourneyState.DRAFT;
  private Instant now = BEGIN;

  @Setup
  public void make() {
    crowd = new Crowd(people);
    state =
        JourneyState.DRAFT.after(
            List.of(new Move(Move.Kind.LIVE, 0, null, BEGIN, "1", Cohort.EMPTY)));
    if (situation == Situation.SEVERAL) {
      plan = Plan.of(Travels.severalWaits());
      for (var hour = 0; hour < HOURS; hour++) {
        crowd.let(hour, HOURS);
        go(BEGIN.plus(Duration.ofHours(hour)));
      }
      now = BEGIN.plus(Duration.ofHours(HOURS));
    } else {
      go(BEGIN);
      now = BEGIN.plus(situation == Situation.NOBODY ? DAY.dividedBy(2) : DAY);
      if (situation == Situation.AGAIN) {
        go(now);
      }
    }
    var moves = step();
    var rests = situation == Situation.NOBODY || situation == Situation.AGAIN;
    if (moves.isEmpty() != rests) {
      throw new IllegalStateException(situation + ": " + moves.size() + " moves");
    }
  }

  private void go(Instant to) {
    now = to;
    state = state.after(step());
  }

  @Benchmark
  public List<Move> step() {
    return Steps.step(plan, state, crowd, Happenings.NONE, now);
  }
}
