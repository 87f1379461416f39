package caravan.journey;

import caravan.cohort.Cohort;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Decides who starts a journey at an instant, and with which run. */
final class Door {

  private final Plan plan;
  private final JourneyState state;
  private final Audiences audiences;
  private final Instant now;
  private final Schedule schedule;
  private final List<Move> moves;
  private final Cohort members;
  private final Cohort eligible;

  Door(Plan plan, JourneyState state, Audiences audiences, Instant now, List<Move> moves) {
    this.plan = plan;
    this.state = state;
    this.audiences = audiences;
    this.now = now;
    this.moves = moves;
    this.schedule = new Schedule(plan.journey(), state.liveAt().orElse(now));
    this.members = union(plan.journey().segments());
    this.eligible = members.minus(union(plan.journey().exclude()));
  }

  private Cohort union(List<String> segments) {
    return Cohort.union(segments.stream().map(audiences::members).toList())
        .intersect(audiences.existing());
  }

  /** Opens the runs whose time has come; answers who enters which run, by its id. */
  Map<Long, Cohort> open() {
    var entering = new TreeMap<Long, Cohort>();
    switch (plan.journey().frequency()) {
      case Frequency.OneTime() -> {
        if (state.runs().isEmpty() && isOpen()) {
          var id = begin(schedule.start(), 1);
          count(id, eligible, members.minus(eligible));
          admit(id, eligible, entering);
        }
      }
      case Frequency.Repeating _ -> {
        var missed = due();
        for (var occurrence : missed.subList(0, Math.max(0, missed.size() - 1))) {
          skip(occurrence);
        }
        if (!missed.isEmpty() && schedule.isOver(now)) {
          skip(missed.getLast());
        } else if (!missed.isEmpty()) {
          var id = begin(missed.getLast(), 1);
          count(id, eligible, members.minus(eligible));
          admit(id, eligible, entering);
        }
      }
      case Frequency.Ongoing(var rejoin) -> ongoing(rejoin, entering);
    }
    for (var run : state.runs()) {
      takeTurns(run.id(), run.queue(), entering);
    }
    return entering;
  }

  /** Passes over the occurrences that fall into a pause. */
  void skip() {
    due().forEach(this::skip);
  }

  private void skip(Instant occurrence) {
    moves.add(new Move(Move.Kind.SKIPPED, 0, null, occurrence, null, Cohort.EMPTY));
  }

  /** The occurrences that have come and were neither run nor skipped. */
  private List<Instant> due() {
    var last = Instant.MIN;
    for (var run : state.runs()) {
      last = run.occurrence().isAfter(last) ? run.occurrence() : last;
    }
    for (var skipped : state.skipped()) {
      last = skipped.isAfter(last) ? skipped : last;
    }
    var due = new ArrayList<Instant>();
    var next =
        schedule.occurrence(last.equals(Instant.MIN) ? schedule.liveAt() : last.plusNanos(1));
    while (next.isPresent() && !next.get().isAfter(now)) {
      due.add(next.get());
      next = schedule.occurrence(next.get().plusNanos(1));
    }
    return due;
  }

  private boolean isOpen() {
    return !now.isBefore(schedule.start()) && !schedule.isOver(now);
  }

  private void ongoing(boolean rejoin, Map<Long, Cohort> entering) {
    if (!isOpen()) {
      return;
    }
    var first = state.runs().isEmpty() ? null : state.runs().iterator().next();
    var id = first == null ? begin(schedule.start(), 1) : first.id();
    var queued = first == null ? Cohort.EMPTY : first.queued();
    count(
        id,
        first == null ? eligible : eligible.minus(first.eligible()),
        first == null ? members.minus(eligible) : members.minus(eligible).minus(first.excluded()));
    var entered = state.entered();
    var starting = eligible.minus(entered).minus(queued);
    if (rejoin) {
      var again = state.lapsed().minus(state.inside()).minus(queued);
      starting = starting.union(eligible.intersect(again));
    }
    admit(id, starting, entering);
  }

  /** Notes who, of those who were inside once, may not start now, and so may start again later. */
  void lapse() {
    if (plan.journey().frequency() instanceof Frequency.Ongoing(var rejoin) && rejoin) {
      var lapsed = state.entered().minus(state.lapsed()).minus(eligible);
      if (!lapsed.isEmpty()) {
        moves.add(Move.of(Move.Kind.LAPSED, 0, lapsed));
      }
    }
  }

  private long begin(Instant occurrence, int lap) {
    var begun = moves.stream().filter(move -> move.kind() == Move.Kind.OPENED).count();
    var id = ((long) state.number() << 32) + state.runs().size() + begun + 1;
    moves.add(
        new Move(Move.Kind.OPENED, id, null, occurrence, Integer.toString(lap), Cohort.EMPTY));
    return id;
  }

  private void count(long run, Cohort eligible, Cohort excluded) {
    if (!eligible.isEmpty()) {
      moves.add(Move.of(Move.Kind.ELIGIBLE, run, eligible));
    }
    if (!excluded.isEmpty()) {
      moves.add(Move.of(Move.Kind.EXCLUDED, run, excluded));
    }
  }

  /** Lets people in at once or, where a rate is set, has them wait for their turns. */
  private void admit(long run, Cohort who, Map<Long, Cohort> entering) {
    if (who.isEmpty()) {
      return;
    }
    var rate = plan.journey().entryRate();
    if (rate == null) {
      assign(run, who, entering);
      return;
    }
    var base = now;
    var number = 0L;
    var next = state.find(run).flatMap(RunState::nextTurn);
    if (next.isPresent() && rate.turn(next.get().base(), next.get().number()).isAfter(now)) {
      base = next.get().base();
      number = next.get().number();
    }
    moves.add(new Move(Move.Kind.QUEUED, run, null, base, Long.toString(number), who));
    takeTurns(run, List.of(new RunState.Batch(base, number, who)), entering);
  }

  private void takeTurns(long run, List<RunState.Batch> queue, Map<Long, Cohort> entering) {
    var rate = plan.journey().entryRate();
    if (rate == null) {
      return;
    }
    for (var batch : queue) {
      var turns = turnsTaken(rate, batch);
      if (schedule.isOver(now)) {
        turns = batch.people().size();
      }
      if (turns > 0) {
        var called = batch.people().first(turns);
        moves.add(
            new Move(
                Move.Kind.DEQUEUED,
                run,
                null,
                batch.base(),
                Long.toString(batch.number()),
                called));
        if (!schedule.isOver(now)) {
          assign(run, called.intersect(eligible), entering);
        }
      }
    }
  }

  /** How many turns of a batch have come. */
  private long turnsTaken(Rate rate, RunState.Batch batch) {
    var low = 0L;
    var high = batch.people().size();
    while (low < high) {
      var middle = (low + high + 1) / 2;
      if (rate.turn(batch.base(), batch.number() + middle - 1).isAfter(now)) {
        high = middle - 1;
      } else {
        low = middle;
      }
    }
    return low;
  }

  /**
   * Gives people the first run of the journey's that they were not in yet; beyond the first only
   * where they rejoin.
   */
  private void assign(long run, Cohort who, Map<Long, Cohort> entering) {
    var rest = who;
    if (plan.journey().frequency() instanceof Frequency.Ongoing) {
      for (var lap : state.runs()) {
        var taken = rest.minus(lap.entered());
        put(lap.id(), taken, entering);
        rest = rest.minus(taken);
      }
      if (!rest.isEmpty() && !state.runs().isEmpty()) {
        put(begin(schedule.start(), state.runs().size() + 1), rest, entering);
        return;
      }
    }
    put(run, rest, entering);
  }

  private static void put(long run, Cohort who, Map<Long, Cohort> entering) {
    if (!who.isEmpty()) {
      entering.merge(run, who, Cohort::union);
    }
  }
}
