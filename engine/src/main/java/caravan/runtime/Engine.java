package caravan.runtime;

import caravan.audience.Evaluator;
import caravan.audience.Facts;
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
import caravan.message.ConsentStore;
import caravan.message.Suppressions;
import caravan.profile.Schema;
import caravan.profile.Table;
import caravan.profile.Tables;
import caravan.segment.Moment;
import caravan.segment.Operand;
import caravan.warehouse.Database;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs journeys: takes in data and commands, and ticks. A tick refreshes segments, steps every
 * journey and stores what moved; rounds of it are repeated at an instant until nothing moves, all
 * in one transaction. Time is an argument. For one thread.
 */
public final class Engine {

  private static final int MAX_ROUNDS = 10_000;

  private final Database db;
  private final InteractionRows rows;
  private final ConsentStore consents;
  private final Suppressions suppressions;
  private final StateStore store;
  private final Outbox outbox;
  private final Freshness freshness;
  private Model model;
  private Intake intake;
  private final Ledger ledger;
  private final Set<String> resumed = new HashSet<>();
  private final Map<String, Long> decided = new HashMap<>();

  /** An engine on tables of the warehouse for a virtual clock, with nothing live. */
  public Engine(
      Database db, Tables tables, Definitions definitions, StateStore store, Outbox outbox) {
    this(db, tables, definitions, store, outbox, Freshness.VIRTUAL);
  }

  /** An engine on tables of the warehouse, with nothing live. */
  public Engine(
      Database db,
      Tables tables,
      Definitions definitions,
      StateStore store,
      Outbox outbox,
      Freshness freshness) {
    this.db = db;
    this.store = store;
    this.outbox = outbox;
    this.freshness = freshness;
    this.ledger = new Ledger(store, this::plan);
    this.rows = new InteractionRows(db);
    rows.create();
    rows.note(ledger.log());
    this.consents = new ConsentStore(db);
    this.suppressions = new Suppressions(db);
    this.model = Model.of(db, tables, definitions, ledger.log(), consents::current, freshness);
    this.intake = new Intake(model, rows, this::runsAround, new Incoming());
    ledger.journeys(definitions.journeys().keySet());
  }

  /** The database with its rows and state: for works that keep something of their own there. */
  public Database database() {
    return db;
  }

  /** Where data comes in; the next tick sees it. */
  public Intake intake() {
    return intake;
  }

  /** What people say about messages. Who refuses gets nothing more from the next step on. */
  public ConsentStore consents() {
    return consents;
  }

  /** The addresses that nothing is sent to. */
  public Suppressions suppressions() {
    return suppressions;
  }

  public Definitions definitions() {
    return model.definitions();
  }

  public Evaluator evaluator() {
    intake.write();
    return model.evaluator();
  }

  public Tables tables() {
    intake.write();
    return model.tables();
  }

  /** What the tables are: unlike the tables themselves it does not depend on rows that wait. */
  public Schema schema() {
    return model.tables().schema();
  }

  public Map<String, JourneyState> states() {
    return ledger.states();
  }

  /** The members of the segments that are kept, as last refreshed. */
  public Map<String, Cohort> members() {
    return model.memberships().all();
  }

  /** The interactions that are kept as cohorts, as they are now, for other threads to read. */
  public Facts facts() {
    return ledger.log().snapshot();
  }

  /** The instant of the last tick that was stored; nothing before the first one. */
  Optional<Instant> last() {
    return ledger.last();
  }

  /** What is so after settling at an instant. */
  Standing standing(Instant now) {
    return new Standing(
        ledger.ticks(),
        now,
        definitions(),
        tables().over(db),
        model.plans(),
        states(),
        members(),
        consents.current(),
        suppressions.current(),
        decided,
        ledger.log().noted());
  }

  /** People by the value of an operand of theirs; those without one are left out. */
  Map<Object, Cohort> values(Table audience, Operand operand, Cohort among) {
    intake.write();
    return model.columns().group(audience, operand, among);
  }

  public Plan plan(String journey) {
    return model.plan(journey);
  }

  private JourneyState state(String journey) {
    return ledger.state(journey);
  }

  public Moment moment(Instant now) {
    return model.moment(now);
  }

  /** Zone names in people's rows that do not exist, with how many people came by with them. */
  public Map<String, Long> unknownZones() {
    return model.columns().unknownZones();
  }

  /**
   * Goes on with other definitions: what means the same as before stays as it is, the rest is
   * evaluated at once.
   *
   * @param tables those of the database with, at least, all columns that there were
   * @throws IllegalCommand where a journey that was live is missing
   */
  public void redefine(Definitions definitions, Tables tables, Instant now) {
    for (var state : states().entrySet()) {
      if (!definitions.journeys().containsKey(state.getKey())
          && state.getValue().status() != Status.DRAFT) {
        throw new IllegalCommand(
            "journey '%s' has been live and cannot be taken away".formatted(state.getKey()));
      }
    }
    var before = model;
    model = Model.of(db, tables, definitions, ledger.log(), consents::current, freshness);
    model.memberships().takeOver(before.memberships());
    model.turns().resume(before.turns().done());
    intake = new Intake(model, rows, this::runsAround, intake.take());
    ledger.journeys(definitions.journeys().keySet());
    keep(running(), now);
  }

  /**
   * Begins to keep segments where nothing is stored that could be {@linkplain #restore restored}.
   */
  void keepFresh(Instant now) {
    keep(running(), now);
  }

  /** The journeys that have been live. */
  private List<String> running() {
    return states().keySet().stream().filter(name -> state(name).status() != Status.DRAFT).toList();
  }

  private void keep(Collection<String> journeys, Instant now) {
    intake.write();
    var segments = freshness.keepsAll() ? definitions().segments().keySet() : Set.<String>of();
    model.keep(journeys, segments, now, false);
  }

  /** Whether anything is set aside because it cannot be evaluated. */
  boolean setsAside() {
    return model.memberships().setsAside();
  }

  /**
   * Finds the live journeys that ask what cannot be evaluated any more, because a column vanished
   * say; that is not asked again. Not within a transaction.
   *
   * @return why, by journey
   */
  Map<String, String> diagnose(Instant now) {
    intake.write();
    return model.broken(live().stream().map(plan -> plan.journey().name()).toList(), now);
  }

  // Commands

  /** Puts journeys live, all in one transaction and with one look at their segments. */
  public void live(Collection<String> journeys, Instant now) {
    journeys.forEach(journey -> require(journey, "go live", Status.DRAFT));
    journeys.forEach(this::requireSegments);
    keep(journeys, now);
    var number = states().values().stream().mapToInt(JourneyState::number).max().orElse(0);
    var moves = new LinkedHashMap<String, List<Move>>();
    for (var journey : journeys) {
      moves.put(journey, List.of(lifecycle(Move.Kind.LIVE, now, Integer.toString(++number))));
    }
    finish(commit(now, moves, memberChanges()));
  }

  public void pause(String journey, Instant now) {
    require(journey, "be paused", Status.LIVE);
    command(journey, now, List.of(lifecycle(Move.Kind.PAUSED, now, null)));
  }

  /**
   * Pauses a journey because of a fault that it cannot go on with; nothing where it is not live.
   */
  public void hold(String journey, String fault, Instant now) {
    if (state(journey).status() == Status.LIVE) {
      command(journey, now, List.of(lifecycle(Move.Kind.PAUSED, now, fault)));
    }
  }

  public void resume(String journey, Instant now) {
    require(journey, "resume", Status.PAUSED);
    resumed.add(journey);
    command(journey, now, List.of(lifecycle(Move.Kind.RESUMED, now, null)));
  }

  /** Ends a journey for good: everyone halts where they are. */
  public void stop(String journey, Instant now) {
    require(journey, "be stopped", Status.LIVE, Status.PAUSED);
    var plan = plan(journey);
    command(
        journey, now, Steps.stop(plan, state(journey), model.view(plan, ledger.log(), now), now));
  }

  private void require(String journey, String verb, Status... allowed) {
    intake.write();
    var status = state(plan(journey).journey().name()).status();
    if (!List.of(allowed).contains(status)) {
      throw new IllegalCommand(
          "journey '%s' cannot %s: it is %s"
              .formatted(journey, verb, status.name().toLowerCase(java.util.Locale.ROOT)));
    }
  }

  private void requireSegments(String journey) {
    for (var name : Kept.segments(plan(journey).journey())) {
      var segment = definitions().segments().get(name);
      if (segment != null && segment.origin() != null && segment.origin().gone()) {
        throw new IllegalCommand(
            "journey '%s' cannot go live: segment '%s' was deleted in %s"
                .formatted(journey, name, segment.source().title()));
      }
    }
  }

  private static Move lifecycle(Move.Kind kind, Instant now, @Nullable String detail) {
    return new Move(kind, 0, null, now, detail, Cohort.EMPTY);
  }

  private void command(String journey, Instant now, List<Move> moves) {
    finish(commit(now, Map.of(journey, moves), memberChanges()));
  }

  /** The runs of journeys that somebody is inside. */
  private List<Long> runsAround(String audience, int person) {
    return model.plans().values().stream()
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
   * @throws JourneyFailure where a journey's step fails
   * @throws EndlessMoves where journeys keep moving people for ever
   */
  public void settle(Instant now) {
    settle(now, () -> {});
  }

  private void settleRounds(Instant now) {
    var turn = model.turns().at(now);
    var moved = round(now, turn);
    for (var rounds = 0; !moved.isEmpty() || !intake.isEmpty(); rounds++) {
      if (rounds > MAX_ROUNDS && !moved.isEmpty()) {
        throw new EndlessMoves(moved.iterator().next(), now);
      }
      moved = round(now, Set.of());
    }
    ledger.snapshot();
  }

  /** One round; answers the journeys in which anything moved. */
  private Set<String> round(Instant now, Set<Memberships.Turn> turn) {
    var came = intake.take();
    model.memberships().refresh(moment(now), came.touched(), turn);
    var moves = new LinkedHashMap<String, List<Move>>();
    var round = ledger.log().overlay();
    for (var plan : model.plans().values()) {
      var made = step(plan, round, came, now);
      if (!made.isEmpty()) {
        moves.put(plan.journey().name(), made);
        Interactions.add(round, plan, made, now);
      }
    }
    resumed.removeIf(journey -> state(journey).status() != Status.PAUSED);
    var members = memberChanges();
    if (moves.isEmpty() && members.isEmpty()) {
      model.turns().remembered(turn).ifPresent(name -> members.put(name, Tick.MemberChange.NONE));
    }
    finish(commit(now, moves, members));
    return moves.keySet();
  }

  private List<Move> step(Plan plan, InteractionLog round, Incoming came, Instant now) {
    var name = plan.journey().name();
    try {
      var view = model.view(plan, round, now);
      return Steps.step(plan, state(name), view, happenings(plan, came), now);
    } catch (RuntimeException e) {
      throw new JourneyFailure(name, e);
    }
  }

  private Happenings happenings(Plan plan, Incoming came) {
    var audience = plan.journey().audience();
    return new Happenings(
        came.touched().removed(audience),
        came.events(audience),
        came.touched().people(audience),
        resumed.contains(plan.journey().name()));
  }

  private Tick commit(
      Instant now, Map<String, List<Move>> moves, Map<String, Tick.MemberChange> changes) {
    return ledger.commit(now, moves, changes, members());
  }

  private Map<String, Tick.MemberChange> memberChanges() {
    return ledger.changes(members(), definitions().segments().keySet());
  }

  /**
   * What follows a commit: rows are written, messages handed over, and who was concerned is looked
   * at again.
   */
  private void finish(Tick tick) {
    Outbox noting =
        delivery -> {
          outbox.deliver(delivery);
          decided.put(DeliveryLog.channel(delivery.tile()), tick.number());
        };
    var effects = new Effects(tables(), noting, intake);
    tick.moves().forEach((journey, moves) -> effects.follow(plan(journey), moves, tick.now()));
  }

  /**
   * The next instant after now at which something is due, or segments are refreshed, by the clock
   * alone.
   */
  public Optional<Instant> nextDue(Instant now) {
    return Stream.concat(
            model.plans().values().stream()
                .flatMap(plan -> Steps.nextDue(plan, state(plan.journey().name()), now).stream()),
            model.turns().next(now, live()).stream())
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
    return model.plans().values().stream()
        .filter(plan -> state(plan.journey().name()).status() == Status.LIVE)
        .toList();
  }

  /**
   * Takes up the state that is stored, as if it had never been put down.
   *
   * @return the instant of the last tick; nothing where there is none
   */
  public Optional<Instant> restore() {
    var members = ledger.restore();
    ledger.last().ifPresent(last -> goOn(members, last));
    return ledger.last();
  }

  private void goOn(Map<String, Cohort> members, Instant last) {
    model.turns().resume(last);
    model.memberships().restore(members);
    try {
      keep(running(), last);
    } catch (RuntimeException e) {
      if (!freshness.keepsAll()) {
        throw e;
      }
      model.keep(running(), definitions().segments().keySet(), last, true);
    }
  }
}
