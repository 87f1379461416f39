package caravan.channel;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Letters that wait for a connection: taken domain by domain in turn, each domain and all together
 * within their rates. Thread-safe.
 */
final class Waiting {

  private final int most;
  private final @Nullable Rate all;
  private final Function<String, @Nullable Rate> rates;
  private final Map<String, Deque<Consignment>> byDomain = new LinkedHashMap<>();
  private final Map<String, @Nullable Rate> rateOf = new HashMap<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition room = lock.newCondition();
  private final Condition more = lock.newCondition();
  private int size;
  private boolean closed;

  /**
   * Nothing that waits.
   *
   * @param most how many may wait
   * @param all the rate of all together; null where there is none
   * @param rates the rate of a domain; null where it has none
   */
  Waiting(int most, @Nullable Rate all, Function<String, @Nullable Rate> rates) {
    this.most = most;
    this.all = all;
    this.rates = rates;
  }

  /** Adds one once there is room; answers false where it is closed. */
  boolean put(String domain, Consignment letter) {
    lock.lock();
    try {
      while (size >= most && !closed) {
        room.awaitUninterruptibly();
      }
      if (!closed) {
        byDomain.computeIfAbsent(domain, _ -> new ArrayDeque<>()).add(letter);
        size++;
        more.signal();
      }
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes the next one that may go.
   *
   * @param longest how long to wait for one
   * @return null where there is none, or it is closed
   */
  @Nullable Consignment next(Duration longest) {
    var end = System.nanoTime() + longest.toNanos();
    lock.lock();
    try {
      while (!closed) {
        var now = System.nanoTime();
        var left = end - now;
        if (size > 0) {
          var wait = all == null ? 0 : all.left(now);
          if (wait == 0) {
            var soonest = Long.MAX_VALUE;
            for (var domain : byDomain.keySet()) {
              var rate = rateOf(domain);
              var its = rate == null ? 0 : rate.left(now);
              if (its == 0) {
                return take(domain, rate, now);
              }
              soonest = Math.min(soonest, its);
            }
            wait = soonest;
          }
          left = Math.min(left, wait);
        }
        if (end - now <= 0) {
          return null;
        }
        try {
          var _ = more.await(left, TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
          Thread.currentThread().interrupt();
          return null;
        }
      }
      return null;
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Rate rateOf(String domain) {
    return rateOf.computeIfAbsent(domain, rates);
  }

  private Consignment take(String domain, @Nullable Rate rate, long now) {
    var queue = Objects.requireNonNull(byDomain.remove(domain));
    var letter = queue.removeFirst();
    if (!queue.isEmpty()) {
      byDomain.put(domain, queue); // the others come first the next time
    }
    if (all != null) {
      all.take(now);
    }
    if (rate != null) {
      rate.take(now);
    }
    size--;
    room.signal();
    return letter;
  }

  /** Takes nothing more; answers those that wait. */
  List<Consignment> close() {
    lock.lock();
    try {
      closed = true;
      room.signalAll();
      more.signalAll();
      var rest = new ArrayList<Consignment>();
      byDomain.values().forEach(rest::addAll);
      byDomain.clear();
      size = 0;
      return rest;
    } finally {
      lock.unlock();
    }
  }
}
