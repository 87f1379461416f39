package caravan.runtime;

import caravan.cohort.Cohort;
import caravan.interaction.InteractionLog;
import caravan.journey.JourneyState;
import caravan.journey.Move;
import caravan.journey.Plan;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What ticks have led to: the states of journeys, the members of segments and the interactions of
 * cohorts, all as of the last tick, and never ahead of what is stored.
 */
final class Ledger {

  private final StateStore store;
  private final Function<String, Plan> plans;
  private final InteractionLog log = new InteractionLog();
  private final Map<String, JourneyState> states = new LinkedHashMap<>();
  private Map<String, Cohort> members = Map.of();
  private long ticks;
  private Instant last = Instant.MIN;

  /**
   * A ledger with nothing in it.
   *
   * @param plans finds the plan of a journey
   */
  Ledger(StateStore store, Function<String, Plan> plans) {
    this.store = store;
    this.plans = plans;
  }

  InteractionLog log() {
    return log;
  }

  /** The states of all journeys. */
  Map<String, JourneyState> states() {
    return Collections.unmodifiableMap(states);
  }

  JourneyState state(String journey) {
    return states.getOrDefault(journey, JourneyState.DRAFT);
  }

  /** The number of the last tick. */
  long ticks() {
    return ticks;
  }

  /** The instant of the last tick; nothing before the first one. */
  Optional<Instant> last() {
    return last.equals(Instant.MIN) ? Optional.empty() : Optional.of(last);
  }

  /** Has these journeys, and no others. */
  void journeys(Collection<String> names) {
    states.keySet().retainAll(names);
    names.forEach(name -> states.putIfAbsent(name, JourneyState.DRAFT));
  }

  /**
   * Who joined and who left segments since the last tick.
   *
   * @param now the members of those that are kept
   * @param segments all that there are
   */
  Map<String, Tick.MemberChange> changes(Map<String, Cohort> now, Collection<String> segments) {
    var changes = new LinkedHashMap<String, Tick.MemberChange>();
    now.forEach(
        (name, cohort) -> {
          // That nobody is in a segment is kept, too: it is not asked anew once restored.
          var before = members.get(name);
          if (before == null) {
            changes.put(name, new Tick.MemberChange(cohort, Cohort.EMPTY));
          } else if (!cohort.equals(before)) {
            changes.put(name, Tick.MemberChange.of(before, cohort));
          }
        });
    // Whoever is in a segment that is taken away leaves it: another may get its name.
    members.forEach(
        (name, before) -> {
          if (!segments.contains(name) && !before.isEmpty()) {
            changes.put(name, new Tick.MemberChange(Cohort.EMPTY, before));
          }
        });
    return changes;
  }

  /**
   * Makes a tick durable, and then goes on from it.
   *
   * @param now the members of the segments that are kept, with the changes
   */
  Tick commit(
      Instant at,
      Map<String, List<Move>> moves,
      Map<String, Tick.MemberChange> changes,
      Map<String, Cohort> now) {
    var tick = new Tick(ticks + 1, at, moves, changes);
    if (!tick.isEmpty()) {
      store.commit(tick);
      move(tick);
      log(tick);
      members = now;
    }
    return tick;
  }

  /** Stores what all ticks add up to, where that is worth while by now. */
  void snapshot() {
    if (store.wantsSnapshot()) {
      var moves = new LinkedHashMap<String, List<Move>>();
      states.forEach((journey, state) -> moves.put(journey, state.snapshot()));
      var joined = new LinkedHashMap<String, Tick.MemberChange>();
      members.forEach(
          (name, cohort) -> joined.put(name, new Tick.MemberChange(cohort, Cohort.EMPTY)));
      store.keep(new Tick(ticks, last, moves, joined));
    }
  }

  /**
   * Takes up what is stored.
   *
   * @return the members of segments
   */
  Map<String, Cohort> restore() {
    var snapshot = store.snapshot();
    var since = store.after(snapshot.map(Tick::number).orElse(0L));
    var found = new LinkedHashMap<String, Cohort>();
    for (var tick : Stream.concat(snapshot.stream(), since.stream()).toList()) {
      move(tick);
      tick.members()
          .forEach(
              (name, change) ->
                  found.put(name, change.after(found.getOrDefault(name, Cohort.EMPTY))));
    }
    snapshot.ifPresent(sum -> store.moves(sum.number(), this::log));
    since.forEach(this::log);
    members = found;
    return Collections.unmodifiableMap(found);
  }

  private void move(Tick tick) {
    tick.moves()
        .forEach(
            (journey, moves) -> states.computeIfPresent(journey, (_, state) -> state.after(moves)));
    ticks = tick.number();
    last = tick.now();
  }

  private void log(Tick tick) {
    tick.moves().forEach((journey, moves) -> moves.forEach(move -> log(tick.now(), journey, move)));
  }

  private void log(Instant now, String journey, Move move) {
    Interactions.add(log, plans.apply(journey), List.of(move), now);
  }
}
