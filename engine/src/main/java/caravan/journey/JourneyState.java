package caravan.journey;

import caravan.cohort.Cohort;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A journey's state: whether it is live, its runs and where everybody is in them. Made anew by
 * moves, never changed.
 */
public final class JourneyState {

  /** A journey that has never been live. */
  public static final JourneyState DRAFT = new JourneyState();

  private Status status = Status.DRAFT;
  private @Nullable Instant liveAt;
  private int number;
  private @Nullable String fault;
  private Cohort lapsed = Cohort.EMPTY;
  private final List<Instant> skipped = new ArrayList<>();
  private final Map<Long, RunState> runs = new LinkedHashMap<>();

  private JourneyState() {}

  /** What a journey may do next. */
  public enum Status {
    DRAFT,
    LIVE,
    PAUSED,
    STOPPED
  }

  /** The state after some moves. */
  public JourneyState after(Collection<Move> moves) {
    if (moves.isEmpty()) {
      return this;
    }
    var next = new JourneyState();
    next.status = status;
    next.liveAt = liveAt;
    next.number = number;
    next.fault = fault;
    next.lapsed = lapsed;
    next.skipped.addAll(skipped);
    next.runs.putAll(runs);
    var copied = new LinkedHashMap<Long, RunState>();
    for (var move : moves) {
      next.apply(move, copied);
    }
    return next;
  }

  private void apply(Move move, Map<Long, RunState> copied) {
    switch (move.kind()) {
      case LIVE -> {
        status = Status.LIVE;
        liveAt = move.due();
        number = Integer.parseInt(Objects.requireNonNull(move.detail()));
      }
      case PAUSED -> {
        status = Status.PAUSED;
        fault = move.detail();
      }
      case RESUMED -> {
        status = Status.LIVE;
        fault = null;
      }
      case STOPPED -> status = Status.STOPPED;
      case SKIPPED -> skipped.add(Objects.requireNonNull(move.due()));
      case LAPSED -> lapsed = lapsed.union(move.who());
      case OPENED -> {
        var run =
            new RunState(
                move.run(),
                Objects.requireNonNull(move.due()),
                Integer.parseInt(Objects.requireNonNull(move.detail())));
        copied.put(run.id(), run);
        runs.put(run.id(), run);
      }
      default -> {
        if (move.kind() == Move.Kind.ENTERED) {
          lapsed = lapsed.minus(move.who());
        }
        var run = copied.computeIfAbsent(move.run(), id -> run(id).copy());
        runs.put(run.id(), run);
        run.apply(move);
      }
    }
  }

  /** The fewest moves that lead from {@link #DRAFT} to this state. */
  public List<Move> snapshot() {
    return Snapshot.of(this);
  }

  public Status status() {
    return status;
  }

  public Optional<Instant> liveAt() {
    return Optional.ofNullable(liveAt);
  }

  /** Tells journeys apart that have been live, small and fixed; 0 for others. */
  public int number() {
    return number;
  }

  /** Why the journey is held, where Caravan itself paused it because of a fault. */
  public Optional<String> fault() {
    return Optional.ofNullable(fault);
  }

  /** Those who were inside, and have since been ineligible at some tick. */
  public Cohort lapsed() {
    return lapsed;
  }

  /** The occurrences that did not happen. */
  public List<Instant> skipped() {
    return Collections.unmodifiableList(skipped);
  }

  /** The runs in the order in which they began. */
  public Collection<RunState> runs() {
    return Collections.unmodifiableCollection(runs.values());
  }

  public Optional<RunState> find(long run) {
    return Optional.ofNullable(runs.get(run));
  }

  public RunState run(long id) {
    return find(id).orElseThrow(() -> new IllegalArgumentException("there is no run " + id));
  }

  /** Everybody inside any run. */
  public Cohort inside() {
    return Cohort.union(runs.values().stream().map(RunState::inside).toList());
  }

  /** Everybody who ever entered. */
  public Cohort entered() {
    return Cohort.union(runs.values().stream().map(RunState::entered).toList());
  }
}
