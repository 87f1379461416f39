package caravan.channel;

import caravan.cohort.Cohort;
import caravan.journey.Reason;
import caravan.runtime.DeliveryLog;
import caravan.runtime.DeliveryLog.Pending;
import caravan.runtime.LiveWorkspace;
import caravan.warehouse.Database;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands over what journeys decided to send, delivery by delivery and some people at a time. What is
 * put into the inbox is noted as handed over in the same transaction: nobody is left out, nobody
 * gets it twice.
 */
public final class Dispatcher implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
  private static final int AT_ONCE = 500;
  private static final int DELIVERIES = 100;
  private static final Duration NAP = Duration.ofSeconds(30);

  /** Who left for one of these gets nothing more. */
  private static final Set<Reason> WITHDRAWN =
      Set.of(Reason.EXIT_SEGMENT, Reason.EXIT_EVENT, Reason.STOPPED, Reason.REMOVED);

  private final Supplier<? extends Database> main;
  private final LiveWorkspace workspace;
  private final Sending sending;
  private final int keep;
  private final Semaphore news = new Semaphore(1);
  private final Thread thread = new Thread(this::run, "caravan-dispatch");
  private volatile boolean closing;
  private volatile @Nullable Throwable failure;

  /**
   * One that has not begun.
   *
   * @param keep the most letters that the inbox keeps
   */
  public Dispatcher(
      Supplier<? extends Database> main, LiveWorkspace workspace, Sending sending, int keep) {
    this.main = main;
    this.workspace = workspace;
    this.sending = sending;
    this.keep = keep;
  }

  public void begin() {
    thread.start();
  }

  /** Says that there may be something to hand over. */
  public void wake() {
    if (news.availablePermits() == 0) {
      news.release();
    }
  }

  /** Why it does not get on just now; null where it does. */
  public @Nullable Throwable failure() {
    return failure;
  }

  private void run() {
    while (!closing) {
      try (var db = main.get().beside()) {
        var inbox = new Inbox(db, keep);
        while (!closing) {
          handOver(db, inbox);
          failure = null;
          var _ = news.tryAcquire(NAP.toMillis(), TimeUnit.MILLISECONDS);
        }
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException e) {
        failure = e;
        LOG.error("handing messages over failed, and is tried again", e);
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

  private void handOver(Database db, Inbox inbox) {
    var pending = List.<Pending>of();
    do {
      pending = DeliveryLog.pending(db, DELIVERIES);
      for (var delivery : pending) {
        if (!handOver(db, inbox, delivery)) {
          return;
        }
      }
    } while (!pending.isEmpty());
  }

  /** Hands one delivery over; answers whether it came to the end of it. */
  private boolean handOver(Database db, Inbox inbox, Pending delivery) {
    var rest = lastOf(delivery.who());
    while (!rest.isEmpty()) {
      if (closing || sending.stopped().isPresent()) {
        return false;
      }
      var some = rest.first(AT_ONCE);
      rest = rest.minus(some);
      var upto = rest.isEmpty() ? Optional.<Integer>empty() : Optional.of(some.last());
      db.transaction(
          () -> {
            inbox.add(delivery, letters(db, delivery, stillInside(delivery, some)));
            DeliveryLog.handed(db, delivery.id(), upto);
          });
    }
    if (delivery.who().isEmpty()) {
      db.transaction(() -> DeliveryLog.handed(db, delivery.id(), Optional.empty()));
    }
    return true;
  }

  /** As many as the inbox keeps: letters before those would be thrown away at once. */
  private Cohort lastOf(Cohort who) {
    return who.minus(who.first(who.size() - keep));
  }

  private List<Letter> letters(Database db, Pending delivery, Cohort who) {
    var kept = workspace.kept().workspace();
    var plan = workspace.live().standing().plans().get(delivery.journey());
    if (plan == null || who.isEmpty()) {
      return List.of();
    }
    var tile = plan.node(delivery.step()).step().tile();
    return new LetterWriter(db, kept).write(delivery.audience(), tile, who);
  }

  /** Those who did not leave since it was decided, in a way that takes it back. */
  private Cohort stillInside(Pending delivery, Cohort who) {
    var run = workspace.live().standing().state(delivery.journey()).find(delivery.run());
    if (run.isEmpty()) {
      return who;
    }
    var gone =
        run.get().left().entrySet().stream()
            .filter(left -> WITHDRAWN.contains(left.getKey()))
            .map(java.util.Map.Entry::getValue)
            .toList();
    return who.minus(Cohort.union(gone));
  }

  /** Ends after the people whom it is at. */
  @Override
  public void close() {
    closing = true;
    wake();
    try {
      if (thread.isAlive()) {
        thread.join();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
