package caravan.runtime;

import caravan.audience.Ask;
import caravan.audience.Evaluator;
import caravan.audience.Memberships;
import caravan.cohort.Cohort;
import caravan.interaction.InteractionLog;
import caravan.interaction.InteractionRows;
import caravan.journey.Happenings;
import caravan.journey.JourneyState;
import caravan.journey.JourneyState.Status;
import caravan.journey.Move;
import caravan.journey.Plan;
import caravan.journey.RunState;
import caravan.journey.Steps;
import caravan.profile.Tables;
import caravan.segment.Moment;
import caravan.warehouse.Database;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Runs journeys: takes in data and commands, and ticks. A tick refreshes segments, steps every
 * journey and stores what moved; rounds of it are repeated at an instant until nothing moves, all
 * in one transaction. Time is an argument. For one thread.
 */
public final class Engine {

  private static final int MAX_ROUNDS = 10_000;

  private final Definitions definitions;
  private final Tables tables;
  private final Evaluator evaluator;
  private final Memberships memberships;
  private final InteractionLog log = new InteractionLog();
  private final StateStore store;
  private final Outbox outbox;
  private final Reach reach;
  private final ColumnValues columns;
  private final Turns turns;
  private final Intake intake;
  private final Map<String, Plan> plans = new LinkedHashMap<>();
  private final Map<String, JourneyState> states = new LinkedHashMap<>();
  private final Set<String> resumed = new HashSet<>();
  private Map<String, Cohort> storedMembers = Map.of();
  private long ticks;

  /** An engine on tables of the warehouse, with nothing live. */
  public Engine(
      Database db, Tables tables, Definitions definitions, StateStore store, Outbox outbox) {
    this.definitions = definitions;
    this.tables = tables;
    this.store = store;
    this.outbox = outbox;
    this.evaluator = new Evaluator(db, tables, definitions.segments(), log);
    this.memberships = new Memberships(evaluator);
    var rows = new InteractionRows(db);
    this.reach = new Reach(definitions.messages());
    this.columns = new ColumnValues(db, tables.schema());
    rows.create();
    rows.note(log);
    var number = 0;
    for (var journey : definitions.journeys().values()) {
      plans.put(journey.name(), Plan.of(++number, journey));
      states.put(journey.name(), JourneyState.DRAFT);
    }
    this.turns = new Turns(tables.schema().zone(), memberships, definitions.segments());
    this.intake = new Intake(tables, rows, log, turns, this::runsAround);
  }

  /** Where data comes in; the next tick sees it. */
  public Intake intake() {
    return intake;
  }

  public Definitions definitions() {
    return definitions;
  }

  public Evaluator evaluator() {
    return evaluator;
  }

  public Tables tables() {
    return tables;
  }

  public Map<String, JourneyState> states() {
    return Collections.unmodifiableMap(states);
  }

  public Plan plan(String journey) {
    var plan = plans.get(journey);
    if (plan == null) {
      throw new IllegalArgumentException("there is no journey '" + journey + "'");
    }
    return plan;
  }

  private JourneyState state(String journey) {
    return states.getOrDefault(journey, JourneyState.DRAFT);
  }

  public Moment moment(Instant now) {
    return new Moment(now, tables.schema().zone());
  }

  /** Zone names in people's rows that do not exist, with how many people came by with them. */
  public Map<String, Long> unknownZones() {
    return columns.unknownZones();
  }

  // Commands

  /** Puts journeys live, all in one transaction and with one look at their segments. */
  public void live(Collection<String> journeys, Instant now) {
    journeys.forEach(journey -> require(journey, "go live", Status.DRAFT));
    track(journeys, now);
    var moves = new LinkedHashMap<String, List<Move>>();
    journeys.forEach(journey -> moves.put(journey, List.of(lifecycle(Move.Kind.LIVE, now))));
    finish(commit(now, moves));
  }

  public void pause(String journey, Instant now) {
    require(journey, "be paused", Status.LIVE);
    command(journey, now, List.of(lifecycle(Move.Kind.PAUSED, now)));
  }

  public void resume(String journey, Instant now) {
    require(journey, "resume", Status.PAUSED);
    resumed.add(journey);
    command(journey, now, List.of(lifecycle(Move.Kind.RESUMED, now)));
  }

  /** Ends a journey for good: everyone halts where they are. */
  public void stop(String journey, Instant now) {
    require(journey, "be stopped", Status.LIVE, Status.PAUSED);
    var plan = plan(journey);
    command(journey, now, Steps.stop(plan, state(journey), view(plan, now), now));
  }

  private void require(String journey, String verb, Status... allowed) {
    var status = state(plan(journey).journey().name()).status();
    if (!List.of(allowed).contains(status)) {
      throw new IllegalCommand(
          "journey '%s' cannot %s: it is %s"
              .formatted(journey, verb, status.name().toLowerCase(java.util.Locale.ROOT)));
    }
  }

  private static Move lifecycle(Move.Kind kind, Instant now) {
    return new Move(kind, 0, null, now, null, Cohort.EMPTY);
  }

  private void command(String journey, Instant now, List<Move> moves) {
    finish(commit(now, Map.of(journey, moves)));
  }

  /** The runs of journeys that somebody is inside. */
  private List<Long> runsAround(String audience, int person) {
    return plans.values().stream()
        .filter(plan -> plan.journey().audience().equals(audience))
        .flatMap(plan -> state(plan.journey().name()).runs().stream())
        .filter(run -> run.inside().contains(person))
        .map(RunState::id)
        .toList();
  }

  // Ticking

  /**
   * Does something at an instant, and ticks until nothing moves, all in one transaction: with what
   * it brought in, all of it is durable once this returns. If this throws nothing of it is, and
   * (but for an {@link IllegalCommand} of a command, which is refused before it does anything) the
   * engine is not to be used any more.
   *
   * @param first takes in data, gives commands
   */
  public void settle(Instant now, Runnable first) {
    whole(
        () -> {
          first.run();
          settleRounds(now);
        });
  }

  /** Does work, several instants say, in one transaction: as for {@link #settle}. */
  void whole(Runnable work) {
    store.whole(work);
  }

  /**
   * Ticks at an instant until nothing moves, in one transaction.
   *
   * @throws IllegalCommand where journeys keep moving people for ever, by columns that they set for
   *     each other
   */
  public void settle(Instant now) {
    settle(now, () -> {});
  }

  private void settleRounds(Instant now) {
    var turn = turns.at(now);
    for (var rounds = 0; round(now, turn) || !intake.isEmpty(); rounds++) {
      if (rounds > MAX_ROUNDS) {
        throw new IllegalCommand(
            "people keep moving at %s without end: look for journeys that set columns back and forth"
                .formatted(now));
      }
      turn = Set.of();
    }
  }

  /** One round; answers whether anything moved. */
  private boolean round(Instant now, Set<Memberships.Turn> turn) {
    var came = intake.take();
    memberships.refresh(moment(now), came.touched(), turn);
    var moves = new LinkedHashMap<String, List<Move>>();
    for (var plan : plans.values()) {
      var name = plan.journey().name();
      var made = Steps.step(plan, state(name), view(plan, now), happenings(plan, came), now);
      if (!made.isEmpty()) {
        moves.put(name, made);
      }
    }
    resumed.removeIf(journey -> state(journey).status() != Status.PAUSED);
    var tick = commit(now, moves);
    finish(tick);
    return !moves.isEmpty();
  }

  private Happenings happenings(Plan plan, Incoming came) {
    var audience = plan.journey().audience();
    return new Happenings(
        came.touched().removed(audience),
        came.events(audience),
        came.touched().people(audience),
        resumed.contains(plan.journey().name()));
  }

  private AudienceView view(Plan plan, Instant now) {
    var audience = tables.schema().table(plan.journey().audience());
    return new AudienceView(
        plan, audience, evaluator, memberships, log, reach, columns, moment(now));
  }

  /** Makes moves durable, and then part of the state. */
  private Tick commit(Instant now, Map<String, List<Move>> moves) {
    var tick = new Tick(ticks + 1, now, moves, memberChanges());
    if (!tick.isEmpty()) {
      store.commit(tick);
      ticks++;
      take(tick);
    }
    return tick;
  }

  private void take(Tick tick) {
    tick.moves()
        .forEach(
            (journey, moves) -> {
              states.computeIfPresent(journey, (_, state) -> state.after(moves));
              Interactions.add(log, plan(journey), moves, tick.now());
            });
    storedMembers = memberships.all();
  }

  private Map<String, Tick.MemberChange> memberChanges() {
    var changes = new LinkedHashMap<String, Tick.MemberChange>();
    memberships
        .all()
        .forEach(
            (name, members) -> {
              var before = storedMembers.getOrDefault(name, Cohort.EMPTY);
              if (!members.equals(before)) {
                changes.put(
                    name, new Tick.MemberChange(members.minus(before), before.minus(members)));
              }
            });
    return changes;
  }

  /**
   * What follows a commit: rows are written, messages handed over, and who was concerned is looked
   * at again.
   */
  private void finish(Tick tick) {
    var effects = new Effects(tables, outbox, intake);
    tick.moves().forEach((journey, moves) -> effects.follow(plan(journey), moves, tick.now()));
  }

  /**
   * The next instant after now at which something is due, or segments are refreshed, by the clock
   * alone.
   */
  public Optional<Instant> nextDue(Instant now) {
    return Stream.concat(
            plans.values().stream()
                .flatMap(plan -> Steps.nextDue(plan, state(plan.journey().name()), now).stream()),
            turns.next(now, live()).stream())
        .min(Instant::compareTo);
  }

  /**
   * Whether anything can still happen by the clock alone: somebody is inside, or somebody may yet
   * start.
   */
  public boolean isBusy(Instant now) {
    return live().stream()
        .anyMatch(
            plan -> {
              var state = state(plan.journey().name());
              return Steps.nextDue(plan, state, now).isPresent()
                  || state.runs().stream().anyMatch(run -> !run.inside().isEmpty());
            });
  }

  private List<Plan> live() {
    return plans.values().stream()
        .filter(plan -> state(plan.journey().name()).status() == Status.LIVE)
        .toList();
  }

  private void track(Collection<String> journeys, Instant now) {
    var kept = new Kept(tables.schema(), definitions.segments(), reach);
    var names = new LinkedHashSet<String>();
    var conditions = new ArrayList<Ask>();
    for (var name : journeys) {
      var plan = plan(name);
      names.addAll(Kept.segments(plan.journey()));
      conditions.addAll(kept.conditions(plan));
      turns.live(plan);
    }
    memberships.keep(names, conditions, moment(now));
  }

  /**
   * Takes up the state that is stored, as if it had never been put down.
   *
   * @return the instant of the last tick; nothing where there is none
   */
  public Optional<Instant> restore() {
    var stored = store.load();
    if (stored.isEmpty()) {
      return Optional.empty();
    }
    var members = new LinkedHashMap<String, Cohort>();
    for (var tick : stored) {
      tick.members()
          .forEach(
              (name, change) ->
                  members.put(
                      name,
                      members
                          .getOrDefault(name, Cohort.EMPTY)
                          .minus(change.left())
                          .union(change.joined())));
      take(tick);
    }
    var last = stored.getLast();
    ticks = last.number();
    turns.resume(last.now());
    var running =
        states.keySet().stream().filter(name -> state(name).status() != Status.DRAFT).toList();
    track(running, last.now());
    memberships.restore(members);
    storedMembers = memberships.all();
    return Optional.of(Objects.requireNonNull(last.now()));
  }
}
