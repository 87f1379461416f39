package caravan.http;

import caravan.journey.JourneyState;
import caravan.runtime.Live;
import caravan.runtime.Standing;
import caravan.runtime.Tick;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens in the engine, as numbered events for whoever listens. The latest are kept, so that
 * who lost the connection for a while misses nothing.
 */
public final class News implements Live.Listener, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(News.class);
  private static final int KEPT = 10_000;
  private static final Duration COME_AGAIN = Duration.ofSeconds(30);

  private final int mostListeners;
  private final int mostOfOne;
  private final ArrayDeque<Event> kept = new ArrayDeque<>();
  private final Set<Listener> listeners = new LinkedHashSet<>();
  private long last;
  private boolean closed;

  /**
   * News for so many listeners at once.
   *
   * @param mostOfOne for each user or token
   */
  public News(int mostListeners, int mostOfOne) {
    this.mostListeners = mostListeners;
    this.mostOfOne = mostOfOne;
    this.last = System.currentTimeMillis() * 1000; // numbers go on after a restart
  }

  /**
   * Something that happened.
   *
   * @param kind {@code segment}, {@code journey}, {@code held}, {@code sending}, {@code
   *     interaction}
   * @param data what JSON is made of
   */
  public record Event(long id, String kind, Map<String, Object> data) {}

  /** Somebody who listens; told on another thread, and must not wait. */
  interface Listener {

    /** Who it is: a user, or a token. */
    String who();

    void tell(Event event);

    /** Finds out again whether it may still be told. */
    void look();

    void end();
  }

  /**
   * Begins to listen.
   *
   * @param after the last event that is known already
   * @return whether everything since is told; false where the oldest are not kept any more
   * @throws Failure where too many listen
   */
  boolean listen(Listener listener, Optional<Long> after) {
    synchronized (this) {
      requireRoom(listener);
      listeners.add(listener);
      if (after.isEmpty()) {
        return true;
      }
      var known = after.get();
      kept.stream().filter(event -> event.id() > known).forEach(listener::tell);
      return known == last || !kept.isEmpty() && kept.getFirst().id() <= known + 1 && known <= last;
    }
  }

  private void requireRoom(Listener listener) {
    if (closed || listeners.size() >= mostListeners) {
      throw Failure.busy("too many listen already", COME_AGAIN);
    }
    var own = listeners.stream().filter(other -> other.who().equals(listener.who())).count();
    if (own >= mostOfOne) {
      throw Failure.busy(
          "%d streams of this user or token are open already, and no more may be: end one of them"
              .formatted(own),
          COME_AGAIN);
    }
  }

  /** Has everybody find out again whether they may still be told. */
  void look() {
    synchronized (this) {
      listeners.forEach(Listener::look);
    }
  }

  void leave(Listener listener) {
    synchronized (this) {
      listeners.remove(listener);
    }
  }

  /** How many listen. */
  public int listening() {
    synchronized (this) {
      return listeners.size();
    }
  }

  /** The number of the last event. */
  long last() {
    synchronized (this) {
      return last;
    }
  }

  /** Tells everybody. */
  public void tell(String kind, Map<String, Object> data) {
    synchronized (this) {
      var event = new Event(++last, kind, data);
      kept.addLast(event);
      if (kept.size() > KEPT) {
        kept.removeFirst();
      }
      List.copyOf(listeners).forEach(listener -> listener.tell(event));
    }
  }

  @Override
  public void settled(Standing before, Standing after, Duration took) {
    after
        .members()
        .forEach(
            (segment, members) -> {
              var earlier = before.members(segment);
              if (!members.equals(earlier)) {
                var change = Tick.MemberChange.of(earlier, members);
                tell(
                    "segment",
                    Map.of(
                        "segment", segment,
                        "members", members.size(),
                        "joined", change.joined().size(),
                        "left", change.left().size(),
                        "at", after.now()));
              }
            });
    after
        .states()
        .forEach(
            (journey, state) -> {
              if (isChanged(before.state(journey), state)) {
                tell("journey", journey(journey, before.state(journey), state, after.now()));
              }
            });
    if (before.interactions() != after.interactions()) {
      tell("interaction", Map.of("at", after.now()));
    }
  }

  /** A journey's state is made anew by whatever moves, and only then. */
  @SuppressWarnings("ReferenceEquality")
  private static boolean isChanged(JourneyState before, JourneyState after) {
    return before != after;
  }

  private static Map<String, Object> journey(
      String journey, JourneyState before, JourneyState after, Instant now) {
    var data = new HashMap<String, Object>();
    data.put("journey", journey);
    data.put("state", JourneyNumbers.status(after));
    data.put("inside", JourneyNumbers.inside(after));
    data.put("entered", JourneyNumbers.entered(after));
    data.put("sent", JourneyNumbers.sent(after));
    data.put("at", now);
    var sent = new ArrayList<Map<String, Object>>();
    JourneyNumbers.sentBySteps(after)
        .forEach(
            (step, count) -> {
              var more = count - JourneyNumbers.sentBySteps(before).getOrDefault(step, 0L);
              if (more > 0) {
                sent.add(Map.of("step", step, "people", more));
              }
            });
    if (!sent.isEmpty()) {
      data.put("justSent", sent);
    }
    return data;
  }

  @Override
  public void held(String journey, String fault, Throwable cause) {
    LOG.error("journey '{}' is held: {}", journey, fault, cause);
    tell("held", Map.of("journey", journey, "problem", fault));
  }

  @Override
  public void failed(Throwable failure) {
    LOG.error("a tick failed, and is tried again", failure);
  }

  @Override
  public void close() {
    List<Listener> all;
    synchronized (this) {
      closed = true;
      all = List.copyOf(listeners);
      listeners.clear();
    }
    all.forEach(Listener::end);
  }
}
