package caravan.journey;

import caravan.cohort.Cohort;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What happens in a journey at an instant. Pure: the same arguments give the same moves, nothing
 * else is read or changed. Within one call: who was removed and who exits leaves, then people
 * start, then what is due moves on.
 */
public final class Steps {

  private Steps() {}

  /** The moves that bring a journey from a state to the next one. */
  public static List<Move> step(
      Plan plan, JourneyState state, Audiences audiences, Happenings happenings, Instant now) {
    var moves = new ArrayList<Move>();
    switch (state.status()) {
      case DRAFT, STOPPED -> {
        // nobody is inside, and nobody may start
      }
      case PAUSED -> pause(plan, state, audiences, happenings, now, moves);
      case LIVE -> live(plan, state, audiences, happenings, now, moves);
    }
    return moves;
  }

  /** Nobody moves but those removed; what they wait for is remembered. */
  private static void pause(
      Plan plan,
      JourneyState state,
      Audiences audiences,
      Happenings happenings,
      Instant now,
      List<Move> moves) {
    var door = new Door(plan, state, audiences, now, moves);
    door.lapse();
    door.skip();
    for (var run : state.runs()) {
      var flow = new Flow(plan, run, audiences, happenings, now, moves);
      var removed = run.inside().intersect(happenings.removed());
      flow.leave(Reason.REMOVED, removed);
      flow.withdraw(happenings.removed());
      flow.hear(run.inside().minus(removed));
    }
  }

  private static void live(
      Plan plan,
      JourneyState state,
      Audiences audiences,
      Happenings happenings,
      Instant now,
      List<Move> moves) {
    var exits = members(plan.journey().exitSegments(), audiences);
    var door = new Door(plan, state, audiences, now, moves);
    door.lapse();
    var entering = door.open();
    var runs = new LinkedHashSet<Long>();
    state.runs().stream().filter(RunState::isActive).forEach(run -> runs.add(run.id()));
    runs.addAll(entering.keySet());
    for (var id : runs) {
      var run = state.find(id).orElseGet(() -> opened(id, moves));
      var flow = new Flow(plan, run, audiences, happenings, now, moves);
      exit(plan, run, flow, exits, happenings);
      start(plan, run, flow, entering.getOrDefault(id, Cohort.EMPTY), exits, audiences, now, moves);
      flow.release();
      flow.wake();
      flow.run();
    }
  }

  private static RunState opened(long id, List<Move> moves) {
    var move =
        moves.stream()
            .filter(opened -> opened.kind() == Move.Kind.OPENED && opened.run() == id)
            .findFirst()
            .orElseThrow();
    return JourneyState.DRAFT.after(List.of(move)).run(id);
  }

  private static Cohort members(List<String> segments, Audiences audiences) {
    return Cohort.union(segments.stream().map(audiences::members).toList());
  }

  private static void exit(
      Plan plan, RunState run, Flow flow, Cohort exits, Happenings happenings) {
    var inside = run.inside();
    var removed = inside.intersect(happenings.removed());
    flow.leave(Reason.REMOVED, removed);
    flow.withdraw(happenings.removed());
    inside = inside.minus(removed);
    var suppressed = inside.intersect(exits);
    flow.leave(Reason.EXIT_SEGMENT, suppressed);
    inside = inside.minus(suppressed);
    var events = run.exitHeard();
    for (var event : plan.journey().exitEvents()) {
      events = events.union(happenings.event(event));
    }
    flow.leave(Reason.EXIT_EVENT, inside.intersect(events));
  }

  private static void start(
      Plan plan,
      RunState run,
      Flow flow,
      Cohort who,
      Cohort exits,
      Audiences audiences,
      Instant now,
      List<Move> moves) {
    if (!who.isEmpty()) {
      moves.add(Move.of(Move.Kind.ENTERED, run.id(), who));
      flow.leave(Reason.EXIT_SEGMENT, who.intersect(exits));
      flow.enter(who.minus(exits));
    }
    var goal = plan.journey().goal();
    if (goal != null) {
      hope(plan, goal, run, who, audiences.members(goal.segment()), now, moves);
    }
  }

  private static void hope(
      Plan plan,
      Goal goal,
      RunState run,
      Cohort who,
      Cohort reached,
      Instant now,
      List<Move> moves) {
    var hopes = reached.intersects(run.hoping()) ? run.hopes() : Map.<Instant, Cohort>of();
    for (var hope : hopes.entrySet()) {
      var converted = hope.getValue().intersect(reached);
      if (!now.isAfter(hope.getKey()) && !converted.isEmpty()) {
        moves.add(new Move(Move.Kind.CONVERTED, run.id(), null, hope.getKey(), null, converted));
      }
    }
    var hoping = who.minus(reached);
    if (!hoping.isEmpty()) {
      var until = goal.within() == null ? FOREVER : goal.within().after(now, plan.journey().zone());
      moves.add(new Move(Move.Kind.HOPED, run.id(), null, until, null, hoping));
    }
  }

  private static final Instant FOREVER = Instant.parse("9999-12-31T00:00:00Z");

  /** The moves that stop a journey for good: everyone halts where they are. */
  public static List<Move> stop(Plan plan, JourneyState state, Audiences audiences, Instant now) {
    var moves = new ArrayList<Move>();
    for (var run : state.runs()) {
      var flow = new Flow(plan, run, audiences, Happenings.NONE, now, moves);
      flow.leave(Reason.STOPPED, run.inside());
      flow.withdraw(Cohort.union(run.deferred().values()));
      for (var batch : run.queue()) {
        moves.add(
            new Move(
                Move.Kind.DEQUEUED,
                run.id(),
                null,
                batch.base(),
                Long.toString(batch.number()),
                batch.people()));
      }
    }
    moves.add(Move.of(Move.Kind.STOPPED, 0, Cohort.EMPTY));
    return moves;
  }

  /** The next instant, after now, at which something is due by the clock alone. */
  public static Optional<Instant> nextDue(Plan plan, JourneyState state, Instant now) {
    if (state.status() != JourneyState.Status.LIVE) {
      return Optional.empty();
    }
    var schedule = new Schedule(plan.journey(), state.liveAt().orElseThrow());
    var start =
        plan.journey().frequency() instanceof Frequency.Repeating
            ? schedule.occurrence(now.plusNanos(1)).stream()
            : Stream.of(schedule.start());
    var rate = plan.journey().entryRate();
    var inside = state.runs().stream().flatMap(run -> dues(run, rate));
    return Stream.concat(start, inside)
        .filter(instant -> instant.isAfter(now))
        .min(Instant::compareTo);
  }

  /** When somebody rested long enough, a message waited long enough, or somebody may start. */
  private static Stream<Instant> dues(RunState run, @Nullable Rate rate) {
    var places = run.places().keySet().stream().flatMap(it -> Stream.ofNullable(it.due()));
    var messages = run.deferred().keySet().stream().map(Deferral::due);
    var turns =
        rate == null
            ? Stream.<Instant>empty()
            : run.queue().stream().map(batch -> rate.turn(batch.base(), batch.number()));
    return Stream.concat(Stream.concat(places, messages), turns);
  }
}
