package caravan.runtime;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Items that wait, each with a weight, up to a weight in all. Thread-safe.
 *
 * @param <T> what waits
 */
final class WorkQueue<T> {

  private record Item<T>(T value, long weight) {}

  private final long capacity;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<Item<T>> items = new ArrayDeque<>();
  private long weight;
  private boolean closed;

  WorkQueue(long capacity) {
    this.capacity = capacity;
  }

  /**
   * Adds an item, if there is room for it; to an empty queue whatever its weight.
   *
   * @return whether it was added
   */
  boolean offer(T value, long itsWeight) {
    lock.lock();
    try {
      if (closed || !items.isEmpty() && weight + itsWeight > capacity) {
        return false;
      }
      items.add(new Item<>(value, itsWeight));
      weight += itsWeight;
      changed.signal();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes the items that have come, in their order, as many as weigh so much but at least one;
   * waits for one.
   *
   * @return none where the time is over, or the queue was closed
   */
  List<T> take(Duration patience, long most) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      var left = patience.toNanos();
      while (items.isEmpty() && !closed && left > 0) {
        left = changed.awaitNanos(left);
      }
      var taken = new ArrayList<T>();
      var heavy = 0L;
      while (!items.isEmpty() && (taken.isEmpty() || heavy + items.peekFirst().weight() <= most)) {
        var item = items.removeFirst();
        heavy += item.weight();
        taken.add(item.value());
      }
      weight -= heavy;
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /** The weight of what waits. */
  long weight() {
    lock.lock();
    try {
      return weight;
    } finally {
      lock.unlock();
    }
  }

  /** Takes in nothing more. */
  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
