package caravan.channel;

import caravan.cohort.Cohort;
import caravan.runtime.ColumnValues;
import caravan.runtime.DeliveryLog;
import caravan.runtime.DeliveryLog.Pending;
import caravan.runtime.LiveWorkspace;
import caravan.runtime.OutcomeLog;
import caravan.runtime.TroubleLog;
import caravan.warehouse.Database;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a channel hands over next: some people of a delivery at a time, the oldest first, and those
 * who are due to be tried again. Whom it is quiet for waits. For the lane's thread.
 */
final class Agenda {

  private static final int AT_ONCE = 500;
  private static final int DELIVERIES = 100;
  private static final int BATCHES_OF_A_DELIVERY = 8;
  private static final int MOST_PASSED_OVER = 100_000;

  private final String channel;
  private final LiveWorkspace workspace;
  private final Gate gate;
  private final InstantSource clock;
  private final List<Batch> onTheWay;
  private final Runnable wake;
  private final Deque<Batch> planned = new ArrayDeque<>();
  private final Map<Long, Progress> known = new HashMap<>();

  /** Until when deliveries are held back. */
  private final NavigableSet<Instant> heldUntil = new TreeSet<>();

  /** When the next message is due to be tried again; of the last plan. */
  private Optional<Instant> nextRetry = Optional.empty();

  private @Nullable Object quietTimes;

  /**
   * An agenda with nothing on it.
   *
   * @param onTheWay the batches that are not stored; read as it is whenever that is asked
   * @param wake is run when a batch is done
   */
  Agenda(
      String channel,
      LiveWorkspace workspace,
      Gate gate,
      InstantSource clock,
      List<Batch> onTheWay,
      Runnable wake) {
    this.channel = channel;
    this.workspace = workspace;
    this.gate = gate;
    this.clock = clock;
    this.onTheWay = onTheWay;
    this.wake = wake;
  }

  boolean isEmpty() {
    return planned.isEmpty();
  }

  Batch next() {
    return planned.removeFirst();
  }

  /** Forgets all of it: the next plan is made from what is stored. */
  void clear() {
    planned.clear();
    known.clear();
    quietTimes = null;
  }

  /**
   * Finds what is to be handed over next.
   *
   * @param keeps of so many people of a delivery at most the letters are wanted
   * @param passedOver takes those beyond, whom nobody needs to write to
   */
  void plan(Database db, int keeps, Consumer<Batch> passedOver) {
    var held = gate.held();
    var now = clock.instant();
    releaseWhereQuietTimesChanged(db);
    heldUntil.headSet(now, true).clear(); // they are among those that are pending
    for (var pending : DeliveryLog.pending(db, channel, held, now, DELIVERIES)) {
      var progress =
          known.computeIfAbsent(
              pending.id(), id -> new Progress(pending, OutcomeLog.settled(db, id), onTheWay(id)));
      if (progress.isDone()) {
        db.transaction(() -> DeliveryLog.done(db, pending.id()));
        known.remove(pending.id());
        continue;
      }
      var quiet = quiet(db, pending, progress, now);
      var awake = progress.left().minus(quiet);
      var beyond = Math.clamp(awake.size() - keeps, 0, MOST_PASSED_OVER);
      take(pending, progress, beyond, awake).ifPresent(passedOver);
      for (var batches = 0; batches < BATCHES_OF_A_DELIVERY; batches++) {
        take(pending, progress, AT_ONCE, awake).ifPresent(planned::add);
      }
      if (!progress.isTaken() && quiet.containsAll(progress.left())) {
        hold(db, pending, progress, now);
      }
    }
    nextRetry = TroubleLog.nextDue(db, channel, held);
    if (nextRetry.filter(due -> !due.isAfter(now)).isPresent()) {
      planned.addAll(retries(db, held, now));
    }
  }

  private Optional<Batch> take(Pending pending, Progress progress, long most, Cohort among) {
    var some = progress.take(most, among);
    return some.isEmpty()
        ? Optional.empty()
        : Optional.of(new Batch(pending, some, Map.of(), wake));
  }

  /** Those of a delivery who are not to be disturbed now. */
  private Cohort quiet(Database db, Pending pending, Progress progress, Instant now) {
    var time = gate.quietTime(pending);
    if (time.isEmpty() || progress.isTaken() || gate.isExpired(pending, now)) {
      return Cohort.EMPTY;
    }
    var quiet = progress.quiet();
    if (quiet == null || !quiet.time().equals(time.get())) {
      var kept = workspace.kept().workspace();
      var zone = kept.settings().zone();
      quiet =
          kept.schema()
              .find(pending.audience())
              .map(
                  table ->
                      Quiet.of(
                          time.get(),
                          new ColumnValues(db, kept.schema()),
                          table,
                          progress.left(),
                          zone))
              .orElse(new Quiet(time.get(), Map.of()));
      progress.quiet(quiet);
    }
    return quiet.now(now);
  }

  /** Lets a delivery wait until the first of those who are left may be disturbed, or it expires. */
  private void hold(Database db, Pending pending, Progress progress, Instant now) {
    var end = Objects.requireNonNull(progress.quiet()).end(now, progress.left());
    var until = gate.expiry(pending).filter(end::isAfter).orElse(end);
    db.transaction(() -> DeliveryLog.hold(db, pending.id(), until));
    heldUntil.add(until);
    known.remove(pending.id());
  }

  /** What is held back by other quiet times is looked at anew. */
  private void releaseWhereQuietTimesChanged(Database db) {
    var settings = workspace.kept().workspace().settings();
    var times = List.of(settings.consent().quiet(), settings.zone());
    if (!times.equals(quietTimes)) {
      db.transaction(() -> DeliveryLog.releaseAll(db, channel));
      heldUntil.clear();
      quietTimes = times;
    }
  }

  private Cohort onTheWay(long delivery) {
    return Cohort.union(
        onTheWay.stream()
            .filter(batch -> batch.delivery().id() == delivery && batch.attempts().isEmpty())
            .map(Batch::who)
            .toList());
  }

  /** Those that were deferred and are due. */
  private List<Batch> retries(Database db, List<String> held, Instant now) {
    var attempts = new LinkedHashMap<Pending, Map<Integer, Integer>>();
    for (var trouble : TroubleLog.due(db, channel, held, now, AT_ONCE)) {
      if (onTheWay.stream().noneMatch(batch -> isIn(trouble, batch))) {
        attempts
            .computeIfAbsent(trouble.delivery(), _ -> new LinkedHashMap<>())
            .put(trouble.person(), trouble.attempts());
      }
    }
    return attempts.entrySet().stream()
        .map(
            entry ->
                new Batch(
                    entry.getKey(),
                    Cohort.ofUnordered(
                        entry.getValue().keySet().stream().mapToInt(Integer::intValue).toArray()),
                    entry.getValue(),
                    wake))
        .toList();
  }

  private static boolean isIn(TroubleLog.Trouble trouble, Batch batch) {
    return batch.delivery().id() == trouble.delivery().id() && batch.holds(trouble.person());
  }

  /** When there will be something to plan by the clock alone, after the last plan. */
  Optional<Instant> due() {
    return Stream.concat(nextRetry.stream(), heldUntil.stream().limit(1)).min(Instant::compareTo);
  }

  /**
   * Takes in, within the transaction that stores it, what became of a batch; a delivery of which it
   * was the last is done with.
   */
  void count(Database db, Batch batch) {
    var id = batch.delivery().id();
    var progress = known.get(id);
    if (progress != null && batch.attempts().isEmpty()) {
      progress.count(batch);
      if (progress.isDone()) {
        DeliveryLog.done(db, id);
        known.remove(id);
      }
    }
  }
}
