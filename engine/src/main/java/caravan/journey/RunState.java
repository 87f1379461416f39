package caravan.journey;

import caravan.cohort.Cohort;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where everybody is in one run of a journey: entered = waiting ⊎ left. Changes by moves only; not
 * thread-safe, and seen from outside the journey only as it stands.
 */
public final class RunState {

  private final long id;
  private final Instant occurrence;
  private final int lap;
  private Cohort eligible = Cohort.EMPTY;
  private Cohort excluded = Cohort.EMPTY;
  private Cohort entered = Cohort.EMPTY;
  private Cohort inside = Cohort.EMPTY;
  private Cohort exitHeard = Cohort.EMPTY;
  private final TreeMap<Place, Cohort> places = new TreeMap<>();
  private final Map<Reason, Cohort> left = new EnumMap<>(Reason.class);
  private final Map<String, Long> inflow = new HashMap<>();
  private final Map<String, Long> sent = new HashMap<>();
  private final Map<String, Map<String, Long>> blocked = new HashMap<>();
  private final TreeMap<Deferral, Cohort> deferred = new TreeMap<>();
  private final Map<String, Cohort> heard = new HashMap<>();
  private final List<Batch> queue = new ArrayList<>();
  private @Nullable Batch nextTurn;
  private final Map<Instant, Cohort> hopes = new TreeMap<>();
  private Cohort hoping = Cohort.EMPTY;
  private Cohort converted = Cohort.EMPTY;

  /**
   * People who wait for their turns, one after the other by ordinal.
   *
   * @param base when turn number 0 was
   * @param number of the first one's turn
   */
  public record Batch(Instant base, long number, Cohort people) {}

  RunState(long id, Instant occurrence, int lap) {
    this.id = id;
    this.occurrence = occurrence;
    this.lap = lap;
  }

  RunState copy() {
    var copy = new RunState(id, occurrence, lap);
    copy.eligible = eligible;
    copy.excluded = excluded;
    copy.entered = entered;
    copy.inside = inside;
    copy.exitHeard = exitHeard;
    copy.places.putAll(places);
    copy.left.putAll(left);
    copy.inflow.putAll(inflow);
    copy.sent.putAll(sent);
    blocked.forEach((step, reasons) -> copy.blocked.put(step, new HashMap<>(reasons)));
    copy.deferred.putAll(deferred);
    copy.heard.putAll(heard);
    copy.queue.addAll(queue);
    copy.nextTurn = nextTurn;
    copy.hopes.putAll(hopes);
    copy.hoping = hoping;
    copy.converted = converted;
    return copy;
  }

  void apply(Move move) {
    var who = move.who();
    switch (move.kind()) {
      case ELIGIBLE -> eligible = eligible.union(who);
      case EXCLUDED -> excluded = excluded.union(who);
      case QUEUED -> {
        var base = Objects.requireNonNull(move.due());
        if (!who.isEmpty()) {
          queue.add(new Batch(base, number(move), who));
        }
        nextTurn = new Batch(base, number(move) + who.size(), Cohort.EMPTY);
      }
      case DEQUEUED -> dequeue(Objects.requireNonNull(move.due()), number(move), who);
      case ENTERED -> {
        entered = entered.union(who);
        inside = inside.union(who);
      }
      case REACHED -> inflow.merge(Objects.requireNonNull(move.step()), who.size(), Long::sum);
      case RESTED -> places.merge(place(move), who, Cohort::union);
      case DEPARTED -> {
        places.computeIfPresent(place(move), (_, at) -> orNull(at.minus(who)));
        heard.computeIfPresent(
            Objects.requireNonNull(move.step()), (_, at) -> orNull(at.minus(who)));
      }
      case HEARD -> {
        if (move.step() == null) {
          exitHeard = exitHeard.union(who);
        } else {
          heard.merge(move.step(), who, Cohort::union);
        }
      }
      case LEFT -> {
        left.merge(Reason.of(Objects.requireNonNull(move.detail())), who, Cohort::union);
        inside = inside.minus(who);
        exitHeard = exitHeard.minus(who);
      }
      case HOPED -> {
        hopes.merge(Objects.requireNonNull(move.due()), who, Cohort::union);
        hoping = hoping.union(who);
      }
      case CONVERTED -> {
        converted = converted.union(who);
        hoping = hoping.minus(who);
        hopes.computeIfPresent(
            Objects.requireNonNull(move.due()), (_, at) -> orNull(at.minus(who)));
      }
      case SENT -> sent.merge(Objects.requireNonNull(move.step()), who.size(), Long::sum);
      case BLOCKED ->
          blocked
              .computeIfAbsent(Objects.requireNonNull(move.step()), _ -> new HashMap<>())
              .merge(Objects.requireNonNull(move.detail()), who.size(), Long::sum);
      case DEFERRED -> deferred.merge(deferral(move), who, Cohort::union);
      case RELEASED ->
          deferred.computeIfPresent(deferral(move), (_, waiting) -> orNull(waiting.minus(who)));
      case CALLED -> {
        // told to the outbox; nobody is moved by it
      }
      case LIVE, PAUSED, RESUMED, STOPPED, SKIPPED, LAPSED, OPENED ->
          throw new IllegalArgumentException(move.kind() + " is not about a run's people");
    }
  }

  private static long number(Move move) {
    return Long.parseLong(Objects.requireNonNull(move.detail()));
  }

  private static Place place(Move move) {
    return new Place(Objects.requireNonNull(move.step()), move.due());
  }

  private static Deferral deferral(Move move) {
    return new Deferral(
        Objects.requireNonNull(move.step()),
        Instant.parse(Objects.requireNonNull(move.detail())),
        Objects.requireNonNull(move.due()));
  }

  private static @Nullable Cohort orNull(Cohort cohort) {
    return cohort.isEmpty() ? null : cohort;
  }

  private void dequeue(Instant base, long number, Cohort who) {
    queue.replaceAll(
        batch ->
            batch.base().equals(base) && batch.number() == number
                ? new Batch(base, number + who.size(), batch.people().minus(who))
                : batch);
    queue.removeIf(batch -> batch.people().isEmpty());
  }

  public long id() {
    return id;
  }

  /** The planned instant at which it began, or that of going live where the start had passed. */
  public Instant occurrence() {
    return occurrence;
  }

  /** Which time its people go round, from 1. */
  public int lap() {
    return lap;
  }

  public Cohort eligible() {
    return eligible;
  }

  public Cohort excluded() {
    return excluded;
  }

  public Cohort entered() {
    return entered;
  }

  /** Those who entered and have not left. */
  public Cohort inside() {
    return inside;
  }

  public Map<Place, Cohort> places() {
    return Collections.unmodifiableMap(places);
  }

  /** The places at a step. */
  Collection<Place> placesAt(String step) {
    return placesUntil(step, null);
  }

  /** The places at a step that are due at an instant or before; all of them for null. */
  Collection<Place> placesUntil(String step, @Nullable Instant due) {
    return places.subMap(new Place(step, Instant.MIN), true, new Place(step, due), true).keySet();
  }

  public Map<Reason, Cohort> left() {
    return Collections.unmodifiableMap(left);
  }

  /** How many people have come to each step. */
  public Map<String, Long> inflow() {
    return Collections.unmodifiableMap(inflow);
  }

  /** How many messages each step sent. */
  public Map<String, Long> sent() {
    return Collections.unmodifiableMap(sent);
  }

  /** How many messages each step did not send, by reason. */
  public Map<String, Map<String, Long>> blocked() {
    return Collections.unmodifiableMap(blocked);
  }

  /** Whose messages wait; they themselves go on, and may be out. */
  public Map<Deferral, Cohort> deferred() {
    return Collections.unmodifiableMap(deferred);
  }

  /** For whom came what they wait for at each step, while the journey was paused. */
  Map<String, Cohort> heard() {
    return Collections.unmodifiableMap(heard);
  }

  public Cohort heard(String step) {
    return heard.getOrDefault(step, Cohort.EMPTY);
  }

  public Cohort exitHeard() {
    return exitHeard;
  }

  public List<Batch> queue() {
    return Collections.unmodifiableList(queue);
  }

  /** The turn after all that have been given: nobody's yet. */
  public Optional<Batch> nextTurn() {
    return Optional.ofNullable(nextTurn);
  }

  /** Those who wait for their turn to start. */
  public Cohort queued() {
    return Cohort.union(queue.stream().map(Batch::people).toList());
  }

  /** Who started outside the goal segment, by the instant until which joining it counts. */
  public Map<Instant, Cohort> hopes() {
    return Collections.unmodifiableMap(hopes);
  }

  /** All of {@link #hopes}. */
  public Cohort hoping() {
    return hoping;
  }

  /** Those who joined the goal segment in time. */
  public Cohort converted() {
    return converted;
  }

  /** Whether anybody can still move, or get a message. */
  public boolean isActive() {
    return !inside.isEmpty() || !queue.isEmpty() || !hopes.isEmpty() || !deferred.isEmpty();
  }
}
