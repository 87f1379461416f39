package caravan.journey;

import caravan.cohort.Cohort;
import caravan.journey.tile.SendMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A journey's state in numbers. */
public final class Funnel {

  private final Plan plan;
  private final List<Instant> skipped;
  private final Collection<RunState> runs;

  private Funnel(Plan plan, List<Instant> skipped, Collection<RunState> runs) {
    this.plan = plan;
    this.skipped = skipped;
    this.runs = runs;
  }

  /** Of all runs; null for a journey that has never been live. */
  public static Funnel of(Plan plan, @Nullable JourneyState state) {
    var known = state == null ? JourneyState.DRAFT : state;
    return new Funnel(plan, known.skipped(), known.runs());
  }

  /** Of one run, as {@link #runs} has it: all the times round of an ongoing journey are one. */
  public Funnel of(long run) {
    return new Funnel(
        plan,
        List.of(),
        isOngoing() ? runs : runs.stream().filter(one -> one.id() == run).toList());
  }

  private boolean isOngoing() {
    return plan.journey().frequency() instanceof Frequency.Ongoing;
  }

  /** One run: entered = waiting + the sum of left. */
  public record Run(
      long id,
      Instant occurrence,
      long eligible,
      long excluded,
      long entered,
      long waiting,
      long queued,
      long converted,
      Map<String, Long> left) {}

  /**
   * A message's fate, by reason where it was blocked.
   *
   * @param deferred for how many people it waits now
   */
  public record Sends(long sent, long deferred, Map<String, Long> blocked) {}

  /** The runs; all the times round of an ongoing journey are one. */
  public List<Run> runs() {
    if (isOngoing() && !runs.isEmpty()) {
      return List.of(sum(runs));
    }
    return runs.stream().map(run -> sum(List.of(run))).toList();
  }

  private static Run sum(Collection<RunState> runs) {
    var left = new TreeMap<String, Long>();
    var entered = 0L;
    var waiting = 0L;
    var queued = 0L;
    var converted = 0L;
    for (var run : runs) {
      entered += run.entered().size();
      waiting += run.inside().size();
      queued += run.queued().size();
      converted += run.converted().size();
      run.left().forEach((reason, who) -> left.merge(reason.label(), who.size(), Long::sum));
    }
    var first = runs.iterator().next();
    return new Run(
        first.id(),
        first.occurrence(),
        first.eligible().size(),
        first.excluded().size(),
        entered,
        waiting,
        queued,
        converted,
        left);
  }

  public List<Instant> skipped() {
    return skipped;
  }

  public long inflow(String step) {
    return runs.stream().mapToLong(run -> run.inflow().getOrDefault(step, 0L)).sum();
  }

  public long converted() {
    return runs.stream().mapToLong(run -> run.converted().size()).sum();
  }

  /** How many rest at a step now. */
  public long here(String step) {
    return runs.stream()
        .flatMap(run -> run.places().entrySet().stream())
        .filter(place -> place.getKey().step().equals(step))
        .mapToLong(place -> place.getValue().size())
        .sum();
  }

  /** What is worth saying about a step: who waits there, what was sent. */
  public List<String> notes(String step) {
    var notes = new ArrayList<String>();
    var here = here(step);
    if (here > 0) {
      notes.add("%,d here now".formatted(here));
    }
    if (plan.node(step).step().tile() instanceof SendMessage) {
      var sends = sends(step);
      notes.add("sent %,d".formatted(sends.sent()));
      if (sends.deferred() > 0) {
        notes.add("deferred %,d".formatted(sends.deferred()));
      }
      sends.blocked().forEach((reason, count) -> notes.add("%s %,d".formatted(reason, count)));
    }
    return notes;
  }

  /** For whom a step's message waits now; somebody for whom it does in two runs is one. */
  public static Cohort deferred(Collection<RunState> runs, String step) {
    return Cohort.union(
        runs.stream()
            .flatMap(run -> run.deferred().entrySet().stream())
            .filter(entry -> entry.getKey().step().equals(step))
            .map(Map.Entry::getValue)
            .toList());
  }

  /** What became of a step's messages. */
  public Sends sends(String step) {
    var blocked = new TreeMap<String, Long>();
    var sent = 0L;
    for (var run : runs) {
      sent += run.sent().getOrDefault(step, 0L);
      run.blocked()
          .getOrDefault(step, Map.of())
          .forEach((reason, count) -> blocked.merge(reason, count, Long::sum));
    }
    return new Sends(sent, deferred(runs, step).size(), blocked);
  }

  /** By message, all of its steps together. */
  public Map<String, Sends> messages() {
    var messages = new TreeMap<String, Sends>();
    for (var node : plan.nodes()) {
      if (node.step().tile() instanceof SendMessage message) {
        messages.merge(message.message(), sends(node.step().id()), Funnel::add);
      }
    }
    return messages;
  }

  private static Sends add(Sends a, Sends b) {
    var blocked = new TreeMap<>(a.blocked());
    b.blocked().forEach((reason, count) -> blocked.merge(reason, count, Long::sum));
    return new Sends(a.sent() + b.sent(), a.deferred() + b.deferred(), blocked);
  }
}
