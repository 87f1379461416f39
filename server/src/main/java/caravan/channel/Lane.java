package caravan.channel;

import caravan.cohort.Cohort;
import caravan.reader.Marks;
import caravan.runtime.DeliveryLog;
import caravan.runtime.DeliveryLog.Pending;
import caravan.runtime.LiveWorkspace;
import caravan.runtime.Outcome;
import caravan.runtime.OutcomeLog;
import caravan.runtime.TroubleLog;
import caravan.warehouse.Database;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One channel's way from what was decided to what became of it: takes deliveries some people at a
 * time, writes their letters, gives them to the carrier, and stores the outcomes of each batch as a
 * whole. On a thread of its own, so that no channel waits for another.
 */
final class Lane implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Lane.class);
  private static final int MOST_ON_THE_WAY = 4;
  private static final long LONGEST_JOURNAL = 64 << 20;
  private static final Duration NAP = Duration.ofSeconds(30);
  private static final Duration SHORTEST_NAP = Duration.ofMillis(10);

  /** What became of messages is known so soon, though the rest of their batch takes long. */
  private static final Duration SOON = Duration.ofMillis(500);

  private final String channel;
  private final Supplier<? extends Database> main;
  private final LiveWorkspace workspace;
  private final Gate gate;
  private final Marks marks;
  private final Carrier carrier;
  private final Reporter reporter;
  private final Seeding seeding;
  private final Journal journal;
  private final boolean resendsUnknown;
  private final InstantSource clock;
  private final Semaphore news = new Semaphore(1);
  private final Thread thread;
  private final List<Batch> onTheWay = new ArrayList<>();
  private final Agenda agenda;
  private long storedAt = System.nanoTime();
  private boolean unreported;
  private long reportedAt = System.nanoTime() - SOON.toNanos();

  /** When something is to be done by the clock; long ago until that was looked up. */
  private volatile Instant nextDue = Instant.MIN;

  private volatile boolean closing;
  private volatile @Nullable Throwable failure;

  /**
   * A lane that has not begun.
   *
   * @param channel {@code email}, {@code sms}, {@code push} or {@code webhook}
   * @param resendsUnknown whether messages of which a crash made nobody know are sent again
   */
  Lane(
      String channel,
      Supplier<? extends Database> main,
      LiveWorkspace workspace,
      Gate gate,
      Marks marks,
      Carrier carrier,
      Reporter reporter,
      Seeding seeding,
      Journal journal,
      boolean resendsUnknown,
      InstantSource clock) {
    this.channel = channel;
    this.main = main;
    this.workspace = workspace;
    this.gate = gate;
    this.marks = marks;
    this.carrier = carrier;
    this.reporter = reporter;
    this.seeding = seeding;
    this.journal = journal;
    this.resendsUnknown = resendsUnknown;
    this.clock = clock;
    this.agenda =
        new Agenda(
            channel, workspace, gate, clock, Collections.unmodifiableList(onTheWay), this::wake);
    this.thread = new Thread(this::run, "caravan-dispatch-" + channel);
  }

  void begin() {
    thread.start();
  }

  /** Says that there may be something to do. */
  void wake() {
    if (news.availablePermits() == 0) {
      news.release();
    }
  }

  String channel() {
    return channel;
  }

  /** Says that time has gone on: there may be something to do by the clock alone. */
  void wakeIfDue() {
    if (!nextDue.isAfter(clock.instant())) {
      wake();
    }
  }

  /** Why it does not get on just now; null where it does. */
  @Nullable Throwable failure() {
    return failure;
  }

  /** What keeps the carrier from handing over; empty where nothing does. */
  String trouble() {
    return carrier.trouble();
  }

  private void run() {
    while (!closing) {
      try (var db = main.get().beside()) {
        takeUp(db);
        while (!closing) {
          reporter.catchUp();
          var due = work(db);
          due = unreported || reporter.isBehind() ? shorter(SOON, due) : due;
          failure = null;
          if (!closing) {
            var _ = news.tryAcquire(due.toMillis(), TimeUnit.MILLISECONDS);
          }
        }
        storeDone(db);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException e) {
        failure = e;
        LOG.error("handing over by {} failed, and is tried again", channel, e);
        nap();
      }
    }
  }

  private void nap() {
    try {
      var _ = news.tryAcquire(1, TimeUnit.SECONDS);
      Thread.sleep(200);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Stores what a process that is gone knew of messages on their way. */
  private void takeUp(Database db) {
    agenda.clear();
    if (!onTheWay.isEmpty()) {
      return; // this process knows all that the journal does
    }
    var left = new LinkedHashMap<Long, Map<Integer, Outcome>>();
    journal
        .read()
        .forEach(
            (place, outcome) ->
                left.computeIfAbsent(place.delivery(), _ -> new LinkedHashMap<>())
                    .put(place.person(), resolved(outcome)));
    if (!left.isEmpty()) {
      db.transaction(() -> left.forEach((id, outcomes) -> store(db, id, outcomes)));
      LOG.warn("{}: took up what was known of messages of {} deliveries", channel, left.size());
    }
    journal.clear();
    reporter.report();
  }

  private Outcome resolved(Outcome outcome) {
    return outcome.kind() == Outcome.Kind.UNKNOWN && resendsUnknown
        ? Outcome.deferred("unknown", String.valueOf(outcome.detail()), clock.instant())
        : outcome;
  }

  /** Stores those outcomes of a delivery that are not there yet. */
  private void store(Database db, long id, Map<Integer, Outcome> outcomes) {
    var now = clock.instant();
    var pending = DeliveryLog.find(db, id);
    var settled = OutcomeLog.settled(db, id);
    var fresh = new LinkedHashMap<>(outcomes);
    fresh.keySet().removeIf(settled::contains);
    var again = new LinkedHashMap<>(outcomes);
    again.keySet().removeAll(fresh.keySet());
    pending.ifPresent(it -> OutcomeLog.add(db, it, fresh, Map.of(), Map.of(), now));
    OutcomeLog.addAgain(db, id, again, now);
  }

  /** Does what there is to do; answers how long there will be nothing. */
  private Duration work(Database db) {
    while (!closing) {
      storeDone(db);
      if (gate.isShut()) {
        agenda.clear();
        return NAP;
      }
      if (journal.size() > LONGEST_JOURNAL || onTheWay.size() >= MOST_ON_THE_WAY) {
        if (!onTheWay.isEmpty()) {
          return SOON; // or until a batch is done
        }
        journal.clear();
      }
      if (agenda.isEmpty()) {
        agenda.plan(db, carrier.keeps(), this::passOver);
      }
      if (agenda.isEmpty()) {
        if (onTheWay.stream().anyMatch(Batch::isDone)) {
          continue;
        }
        return onTheWay.isEmpty() ? untilDue() : shorter(SOON, untilDue());
      }
      launch(db, agenda.next());
    }
    return Duration.ZERO;
  }

  private Duration untilDue() {
    var next = agenda.due();
    nextDue = next.orElse(Instant.MAX);
    var left = next.map(at -> shorter(NAP, Duration.between(clock.instant(), at)));
    return left.filter(it -> it.compareTo(SHORTEST_NAP) < 0).isPresent()
        ? SHORTEST_NAP
        : left.orElse(NAP);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /** Those whose letters nobody would ever see are done with, unwritten. */
  private void passOver(Batch batch) {
    batch.settle(withdraw(batch), Outcome.DELIVERED);
    onTheWay.add(batch);
  }

  private void launch(Database db, Batch batch) {
    var rest = withdraw(batch);
    var going = new ArrayList<Consignment>();
    var now = clock.instant();
    var written = new Cohort.Builder();
    for (var letter : letters(db, batch.delivery(), rest)) {
      written.add(letter.person().ordinal());
      var fault = fault(letter);
      var quiet = gate.quietUntil(batch.delivery(), letter, now);
      if (letter.to() != null) {
        batch.goesTo(letter.person().ordinal(), letter.to());
      }
      if (quiet.isPresent()) {
        giveBack(db, batch, letter, quiet.get());
      } else if (fault == null) {
        going.add(new Consignment(letter, batch, gate, clock));
      } else {
        batch.settle(letter.person().ordinal(), fault);
      }
    }
    batch.settle(rest.minus(written.build()), Outcome.withdrawn("removed"));
    onTheWay.add(batch);
    if (!going.isEmpty()) {
      seeding.follow(db, batch.delivery(), going.getFirst().person());
    }
    carrier.carry(going);
  }

  /** Gives somebody back who is not to be disturbed, as it turned out; a retry has a time. */
  private void giveBack(Database db, Batch batch, Letter letter, Instant until) {
    var person = letter.person().ordinal();
    if (batch.attempts().containsKey(person)) {
      TroubleLog.postpone(db, batch.delivery().id(), Cohort.of(person), until);
    }
    batch.giveBack(person);
  }

  /** Settles those who left since, or refuse such messages by now; answers the others. */
  private Cohort withdraw(Batch batch) {
    var rest = batch.who();
    if (gate.isExpired(batch.delivery(), clock.instant())) {
      batch.settle(rest, Gate.EXPIRED);
      return Cohort.EMPTY;
    }
    for (var gone : gate.withdrawn(batch.delivery(), rest).entrySet()) {
      batch.settle(gone.getValue(), Outcome.withdrawn(gone.getKey().label()));
      rest = rest.minus(gone.getValue());
    }
    var refusing = gate.refusing(batch.delivery(), rest);
    batch.settle(refusing, Gate.NO_CONSENT);
    return rest.minus(refusing);
  }

  /** What becomes of a letter that cannot go; null where it can. */
  private static @Nullable Outcome fault(Letter letter) {
    if (letter.content() == null) {
      return Outcome.failed("not-made", String.valueOf(letter.fault()));
    }
    return letter.needsAddress() && letter.to() == null ? Outcome.blocked("no-address") : null;
  }

  private List<Letter> letters(Database db, Pending delivery, Cohort who) {
    var kept = workspace.kept().workspace();
    var standing = workspace.live().standing();
    var plan = standing.plans().get(delivery.journey());
    if (plan == null || who.isEmpty()) {
      return List.of();
    }
    var tile = plan.node(delivery.step()).step().tile();
    var marking = Marking.of(marks, delivery, kept.settings().consent(), standing.consents());
    return new LetterWriter(db, kept, marking).write(delivery.audience(), tile, who);
  }

  /** Stores the outcomes of the batches that are done, and now and then of those that are not. */
  private void storeDone(Database db) {
    var done = onTheWay.stream().filter(Batch::isDone).toList();
    var isTime = System.nanoTime() - storedAt > SOON.toNanos();
    var some = isTime ? List.copyOf(onTheWay) : done;
    var outcomes = new LinkedHashMap<Batch, Map<Integer, Outcome>>();
    for (var batch : some) {
      var its = batch.unstored();
      if (!its.isEmpty() || done.contains(batch)) {
        outcomes.put(batch, its);
      }
    }
    if (!outcomes.isEmpty()) {
      store(db, outcomes, done);
    }
    if (unreported && System.nanoTime() - reportedAt > SOON.toNanos()) {
      unreported = false; // not after each batch, since each time is a tick
      reportedAt = System.nanoTime();
      reporter.report();
    }
  }

  private void store(Database db, Map<Batch, Map<Integer, Outcome>> outcomes, List<Batch> done) {
    var now = clock.instant();
    db.transaction(
        () -> {
          outcomes.forEach((batch, its) -> store(db, batch, its, now));
          done.forEach(batch -> agenda.count(db, batch));
        });
    storedAt = System.nanoTime();
    outcomes.forEach((batch, its) -> batch.stored(its.keySet()));
    onTheWay.removeAll(done);
    if (onTheWay.isEmpty() && agenda.isEmpty()) {
      journal.clear();
    }
    unreported = true;
  }

  private void store(Database db, Batch batch, Map<Integer, Outcome> outcomes, Instant now) {
    batch.together().accept(db);
    var kept = new LinkedHashMap<>(outcomes);
    kept.replaceAll((_, outcome) -> resolved(outcome));
    OutcomeLog.add(db, batch.delivery(), kept, batch.attempts(), batch.addresses(), now);
    if (batch.hasGivenBack()) {
      DeliveryLog.release(db, batch.delivery().id()); // they may be had, while others are not
    }
  }

  /** Ends after what is being handed over; what is known then is stored, or in the journal. */
  @Override
  public void close() {
    closing = true;
    carrier.close();
    wake();
    try {
      if (thread.isAlive()) {
        thread.join();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    journal.close();
  }
}
