package caravan.bench;

import caravan.cohort.Cohort;
import caravan.journey.Happenings;
import caravan.journey.JourneyState;
import caravan.journey.Move;
import caravan.journey.Plan;
import caravan.journey.Steps;
import caravan.runtime.DatabaseState;
import caravan.runtime.Tick;
import caravan.warehouse.Database;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Workload J by the engine's own step and state store on people without rows: everything but the
 * warehouse. An instant is a transaction of ticks, repeated until nobody moves, as in the engine.
 */
record SyntheticJourney(SyntheticPeople people) implements Contender {

  @Override
  public String name() {
    return "Caravan, synthetic cohorts";
  }

  @Override
  public Journey begin(Database db) {
    return new Running(people, new DatabaseState(db));
  }

  @Override
  public Outcome outcome(Database db) {
    return new StoredMoves(db).outcome();
  }

  @Override
  public List<List<Passed>> ways(Database db, int[] asked) {
    return new StoredMoves(db).ways(asked);
  }

  private static final class Running implements Journey {

    private final SyntheticPeople people;
    private final DatabaseState store;
    private final Plan plan = Plan.of(journey());
    private final Map<String, Cohort> members = new HashMap<>();
    private JourneyState state = JourneyState.DRAFT;
    private long ticks;

    private Running(SyntheticPeople people, DatabaseState store) {
      this.people = people;
      this.store = store;
    }

    private static caravan.journey.Journey journey() {
      return Objects.requireNonNull(Mailing.definitions("email").journeys().get(Mailing.NAME));
    }

    @Override
    public void enter() {
      store.whole(
          () -> {
            commit(ENTRY, List.of(new Move(Move.Kind.LIVE, 0, null, ENTRY, "1", Cohort.EMPTY)));
            settle(ENTRY);
          });
    }

    @Override
    public void suppress() {
      store.whole(() -> settle(SUPPRESSION));
    }

    @Override
    public void fire() {
      store.whole(() -> settle(FIRING));
    }

    private void settle(Instant now) {
      List<Move> moves;
      do {
        moves = Steps.step(plan, state, people.at(now), Happenings.NONE, now);
        commit(now, moves);
      } while (!moves.isEmpty());
    }

    private void commit(Instant now, List<Move> moves) {
      var tick = new Tick(ticks + 1, now, Map.of(Mailing.NAME, moves), changes(now));
      if (!tick.isEmpty()) {
        store.commit(tick);
        state = state.after(moves);
        ticks++;
      }
    }

    /** Who joined the segments that the journey's doors go by since the last tick. */
    private Map<String, Tick.MemberChange> changes(Instant now) {
      var changes = new LinkedHashMap<String, Tick.MemberChange>();
      for (var segment : List.of("Everybody", "Excluded", "Suppressed")) {
        var after = people.at(now).members(segment);
        var before = members.put(segment, after);
        if (before == null) {
          changes.put(segment, new Tick.MemberChange(after, Cohort.EMPTY));
        } else if (!after.equals(before)) {
          changes.put(segment, new Tick.MemberChange(after.minus(before), before.minus(after)));
        }
      }
      return changes;
    }
  }
}
