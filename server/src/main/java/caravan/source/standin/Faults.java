package caravan.source.standin;

import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** The faults that are switched on. Safe for use by several threads. */
public final class Faults {

  /** A fault that strikes some times, after some pages that are well. */
  private record Pending(int after, int times) {}

  private final Map<Fault, Pending> pending = new EnumMap<>(Fault.class);
  private Duration delay = Duration.ofSeconds(30);

  /**
   * Switches a fault on: it strikes the given number of pages, once so many have passed.
   *
   * @param after pages of any table that are well before
   */
  public synchronized void on(Fault fault, int times, int after) {
    pending.put(fault, new Pending(after, times));
  }

  public synchronized void off() {
    pending.clear();
  }

  /** How late a slow page is. */
  public synchronized void delay(Duration time) {
    delay = time;
  }

  synchronized Duration delay() {
    return delay;
  }

  /** What strikes the page that is asked for now. */
  synchronized Set<Fault> strike() {
    var striking = EnumSet.noneOf(Fault.class);
    for (var fault : Fault.values()) {
      var waiting = pending.get(fault);
      if (waiting == null) {
        continue;
      }
      if (waiting.after() > 0) {
        pending.put(fault, new Pending(waiting.after() - 1, waiting.times()));
      } else if (waiting.times() > 0) {
        pending.put(fault, new Pending(0, waiting.times() - 1));
        striking.add(fault);
      }
    }
    return striking;
  }
}
