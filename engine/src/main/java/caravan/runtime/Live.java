package caravan.runtime;

import caravan.audience.Facts;
import caravan.problem.InvalidInput;
import caravan.warehouse.WarehouseFailure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An engine on the real clock, on a thread of its own: it ticks when something was given to it to
 * do, or is due. Whatever waits at that time is done in one transaction, and answered once that is
 * durable.
 *
 * <p>Where a tick fails, nothing of it has happened: the engine is opened anew from what is stored,
 * a journey that was the cause is held, and works are tried again one by one, so that only the one
 * that cannot be done fails.
 */
public final class Live implements AutoCloseable {

  private static final Duration LONGEST_SLEEP = Duration.ofMinutes(1);
  private static final Duration FIRST_RETRY = Duration.ofMillis(200);
  private static final Duration LAST_RETRY = Duration.ofSeconds(30);
  private static final long MOST_AT_ONCE = 50_000;
  private static final int MOST_TRIES = 5;

  /**
   * Something to do with the engine, within its transaction. It may refuse by {@link InvalidInput}
   * or {@link IllegalCommand}, as long as it has not changed anything yet.
   */
  @FunctionalInterface
  public interface Work<T> {
    T run(Engine engine, Instant now);
  }

  /** Opens the engine with its state as it is stored. */
  @FunctionalInterface
  public interface Opener {

    /**
     * Opens it.
     *
     * @param failure of the engine that was open before; nothing at first
     */
    Engine open(Optional<Throwable> failure);
  }

  /** Has works of its own that are due by the clock. Asked on the engine's thread. */
  interface Agenda {

    Agenda NOTHING =
        new Agenda() {
          @Override
          public Optional<Instant> next() {
            return Optional.empty();
          }

          @Override
          public List<Work<?>> due(Instant now) {
            return List.of();
          }
        };

    /** When the next work is due. */
    Optional<Instant> next();

    /** The works that are due; each is given once. */
    List<Work<?>> due(Instant now);
  }

  /** Is told what happened, on the engine's thread. */
  public interface Listener {

    /** A tick is durable. */
    void settled(Standing before, Standing after, Duration took);

    /** A journey could not go on, and is held. */
    void held(String journey, String fault, Throwable cause);

    /** A tick could not be done, or the engine not be opened; it is tried again. */
    void failed(Throwable failure);
  }

  private final Opener opener;
  private final InstantSource clock;
  private final Listener listener;
  private final Agenda agenda;
  private final WorkQueue<Waiting<?>> queue;
  private final Thread thread = new Thread(this::run, "caravan-tick");
  private @Nullable Engine engine;
  private Instant last = Instant.MIN;
  private @Nullable Facts facts;
  private volatile @Nullable Standing standing;
  private volatile @Nullable Throwable failure;
  private volatile @Nullable Instant due;
  private volatile boolean closing;
  private final LongAdder works = new LongAdder();
  private final LongAdder weight = new LongAdder();

  /**
   * An engine that has not begun yet.
   *
   * @param capacity the weight of what may wait; more is refused
   */
  public Live(Opener opener, InstantSource clock, Listener listener, long capacity) {
    this(opener, clock, listener, capacity, Agenda.NOTHING);
  }

  /** The same with works of its own. */
  Live(Opener opener, InstantSource clock, Listener listener, long capacity, Agenda agenda) {
    this.opener = opener;
    this.clock = clock;
    this.listener = listener;
    this.agenda = agenda;
    this.queue = new WorkQueue<>(capacity);
  }

  /**
   * A work that waits.
   *
   * @param alone whether it is done outside of any transaction
   */
  private record Waiting<T>(Work<T> work, boolean alone, CompletableFuture<T> answer) {

    /** Does the work; answers what tells the caller once that is durable. */
    Runnable run(Engine engine, Instant now) {
      try {
        var result = work.run(engine, now);
        return () -> answer.complete(result);
      } catch (InvalidInput | IllegalCommand refusal) {
        return () -> answer.completeExceptionally(refusal);
      }
    }
  }

  /** Opens the engine, catches up with what was missed, and goes on from there by itself. */
  public void begin() {
    engine = opened(Optional.empty());
    try {
      settle(engine, List.of());
    } catch (RuntimeException thrown) {
      recover(thrown, List.of(), 0);
      if (standing == null) {
        throw thrown;
      }
    }
    thread.start();
  }

  /**
   * Gives the engine something to do.
   *
   * @param weight about how many rows it writes
   * @return what it answered, once that is durable; it fails with what the work refused with, or
   *     why it could not be done
   * @throws Busy where too much waits already
   */
  public <T> CompletableFuture<T> submit(long weight, Work<T> work) {
    return submit(weight, new Waiting<>(work, false, new CompletableFuture<T>()));
  }

  /**
   * Gives the engine something to do by itself, outside of any transaction: what makes and removes
   * tables. It must be able to be broken off, and done again.
   */
  public <T> CompletableFuture<T> alone(Work<T> work) {
    return submit(0, new Waiting<>(work, true, new CompletableFuture<T>()));
  }

  private <T> CompletableFuture<T> submit(long itsWeight, Waiting<T> waiting) {
    if (!queue.offer(waiting, itsWeight)) {
      throw new Busy(closing ? "the server is stopping" : "too much waits to be written already");
    }
    works.increment();
    weight.add(itsWeight);
    return waiting.answer();
  }

  /** What is so now, as of the last tick. */
  public Standing standing() {
    var now = standing;
    if (now == null) {
      throw new IllegalStateException("not begun");
    }
    return now;
  }

  /** All interactions that are kept as cohorts, as of a tick that is about to be. */
  public CompletableFuture<Facts> facts() {
    return submit(0, (current, _) -> facts = facts == null ? current.facts() : facts);
  }

  /** Why the engine does not get on just now; null where it does. */
  public @Nullable Throwable failure() {
    return failure;
  }

  /** The weight of what waits. */
  public long waiting() {
    return queue.weight();
  }

  /** How many works were taken. */
  public long works() {
    return works.sum();
  }

  /** What they weighed together: about how many rows were taken in. */
  public long weight() {
    return weight.sum();
  }

  /** How long what is due has been waiting for its tick; zero where nothing is late. */
  public Duration lag() {
    var next = due;
    var now = clock.instant();
    return next == null || next.isAfter(now) ? Duration.ZERO : Duration.between(next, now);
  }

  /** By how much the clock was set back: until it has caught up, time stands still here. */
  public Duration clockBehind() {
    var now = clock.instant();
    var reached = standing().now();
    return now.isBefore(reached) ? Duration.between(now, reached) : Duration.ZERO;
  }

  private void run() {
    var retry = FIRST_RETRY;
    while (!closing || queue.weight() > 0) {
      List<Waiting<?>> works = List.of();
      try {
        works = queue.take(untilDue(), MOST_AT_ONCE);
        if (engine == null) {
          engine = opened(Optional.ofNullable(failure));
        }
        works = withDue(works);
        settle(engine, works);
        failure = null;
        retry = FIRST_RETRY;
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        break;
      } catch (Throwable thrown) { // whatever it is, the next tick may well succeed
        recover(thrown, works, 0);
        if (failure != null && !closing) {
          pause(retry);
          retry =
              retry.multipliedBy(2).compareTo(LAST_RETRY) < 0 ? retry.multipliedBy(2) : LAST_RETRY;
        }
      }
    }
    refuseAll();
  }

  private Duration untilDue() {
    if (engine == null || last.equals(Instant.MIN)) {
      return Duration.ZERO;
    }
    var next =
        Stream.concat(engine.nextDue(last).stream(), agenda.next().stream())
            .min(Instant::compareTo);
    due = next.orElse(null);
    if (next.isEmpty()) {
      return LONGEST_SLEEP;
    }
    var left = Duration.between(clock.instant(), next.get());
    return left.isNegative()
        ? Duration.ZERO
        : left.compareTo(LONGEST_SLEEP) < 0 ? left : LONGEST_SLEEP;
  }

  private List<Waiting<?>> withDue(List<Waiting<?>> works) {
    var all = new ArrayList<>(works);
    for (var work : agenda.due(now())) {
      all.add(new Waiting<>(work, false, new CompletableFuture<>()));
    }
    return all;
  }

  /** Opens the engine. What it stored may be later than what the clock says now. */
  private Engine opened(Optional<Throwable> before) {
    var fresh = opener.open(before);
    fresh.last().filter(last::isBefore).ifPresent(stored -> last = stored);
    return fresh;
  }

  /** Time never goes back, whatever the clock says. */
  private Instant now() {
    var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    return now.isBefore(last) ? last : now;
  }

  private void settle(Engine current, List<Waiting<?>> works) {
    var begun = System.nanoTime();
    var now = now();
    var answers = new ArrayList<Runnable>();
    works.stream().filter(Waiting::alone).forEach(work -> answers.add(work.run(current, now)));
    current.settle(
        now,
        () ->
            works.stream()
                .filter(work -> !work.alone())
                .forEach(work -> answers.add(work.run(current, now))));
    last = now;
    var before = standing;
    var after = current.standing(now);
    if (before == null || before.tick() != after.tick()) {
      facts = null;
    }
    standing = after;
    listener.settled(
        before == null ? after : before, after, Duration.ofNanos(System.nanoTime() - begun));
    answers.forEach(Runnable::run);
    current.database().tidy();
  }

  /**
   * Goes back to what is stored, and tries one by one what failed together.
   *
   * @param tries how often that was done for these works already
   */
  private void recover(Throwable thrown, List<Waiting<?>> works, int tries) {
    failure = thrown;
    facts = null;
    try {
      engine = null;
      if (WarehouseFailure.isFromOutside(thrown)) {
        listener.failed(thrown);
        works.forEach(work -> work.answer().completeExceptionally(thrown));
        return; // the next one opens it again
      }
      var reopened = opened(Optional.of(thrown));
      var mended = hold(reopened, thrown) && tries < MOST_TRIES;
      engine = reopened;
      if (!mended) {
        listener.failed(thrown);
        if (works.size() == 1) {
          works.getFirst().answer().completeExceptionally(thrown);
          failure = null;
          return;
        }
      } else if (works.isEmpty()) {
        settle(reopened, List.of());
      }
      failure = mended ? null : failure;
    } catch (RuntimeException | Error again) {
      failure = again;
      listener.failed(again);
      works.forEach(work -> work.answer().completeExceptionally(again));
      return;
    }
    for (var work : works) {
      try {
        if (engine == null) {
          engine = opened(Optional.ofNullable(failure));
        }
        settle(engine, List.of(work));
        failure = null;
      } catch (Throwable alone) {
        recover(alone, List.of(work), tries + 1);
      }
    }
  }

  /**
   * Holds the journeys that a failure is about, and sets aside what cannot be evaluated; answers
   * whether there was anything.
   */
  private boolean hold(Engine reopened, Throwable thrown) {
    var faults =
        switch (thrown) {
          case JourneyFailure broken -> Map.of(broken.journey(), Faults.of(broken));
          case EndlessMoves endless -> Map.of(endless.journey(), Faults.of(endless));
          default -> reopened.diagnose(now());
        };
    if (!faults.isEmpty()) {
      reopened.settle(
          now(), () -> faults.forEach((journey, fault) -> reopened.hold(journey, fault, now())));
      faults.forEach((journey, fault) -> listener.held(journey, fault, thrown));
    }
    return !faults.isEmpty() || reopened.setsAside();
  }

  private void pause(Duration length) {
    try {
      Thread.sleep(length);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void refuseAll() {
    try {
      for (var left = queue.take(Duration.ZERO, MOST_AT_ONCE);
          !left.isEmpty();
          left = queue.take(Duration.ZERO, MOST_AT_ONCE)) {
        left.forEach(
            work -> work.answer().completeExceptionally(new CancellationException("stopped")));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Does what waits already, takes in nothing more, and ends. */
  @Override
  public void close() {
    closing = true;
    queue.close();
    try {
      if (thread.isAlive()) {
        thread.join();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
