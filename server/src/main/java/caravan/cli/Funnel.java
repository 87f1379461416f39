package caravan.cli;

import caravan.journey.Frequency;
import caravan.journey.JourneyState;
import caravan.journey.Plan;
import caravan.journey.RunState;
import caravan.journey.tile.SendMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A journey's state in numbers. */
final class Funnel {

  private final Plan plan;
  private final JourneyState state;

  Funnel(Plan plan, @Nullable JourneyState state) {
    this.plan = plan;
    this.state = state == null ? JourneyState.DRAFT : state;
  }

  /** One run: entered = waiting + the sum of left. */
  record Run(
      Instant occurrence,
      long eligible,
      long excluded,
      long entered,
      long waiting,
      long queued,
      Map<String, Long> left) {}

  /** A message's fate, by reason where it was blocked. */
  record Sends(long sent, Map<String, Long> blocked) {}

  /** The runs; all the times round of an ongoing journey are one. */
  List<Run> runs() {
    if (plan.journey().frequency() instanceof Frequency.Ongoing && !state.runs().isEmpty()) {
      return List.of(sum(state.runs()));
    }
    return state.runs().stream().map(run -> sum(List.of(run))).toList();
  }

  private static Run sum(Collection<RunState> runs) {
    var left = new TreeMap<String, Long>();
    var entered = 0L;
    var waiting = 0L;
    var queued = 0L;
    for (var run : runs) {
      entered += run.entered().size();
      waiting += run.inside().size();
      queued += run.queued().size();
      run.left().forEach((reason, who) -> left.merge(reason.label(), who.size(), Long::sum));
    }
    var first = runs.iterator().next();
    return new Run(
        first.occurrence(),
        first.eligible().size(),
        first.excluded().size(),
        entered,
        waiting,
        queued,
        left);
  }

  List<Instant> skipped() {
    return state.skipped();
  }

  long inflow(String step) {
    return state.runs().stream().mapToLong(run -> run.inflow().getOrDefault(step, 0L)).sum();
  }

  long converted() {
    return state.runs().stream().mapToLong(run -> run.converted().size()).sum();
  }

  /** What is worth saying about a step: who waits there, what was sent. */
  List<String> notes(String step) {
    var notes = new ArrayList<String>();
    var here =
        state.runs().stream()
            .flatMap(run -> run.places().entrySet().stream())
            .filter(place -> place.getKey().step().equals(step))
            .mapToLong(place -> place.getValue().size())
            .sum();
    if (here > 0) {
      notes.add("%,d here now".formatted(here));
    }
    if (plan.node(step).step().tile() instanceof SendMessage) {
      var sends = sends(step);
      notes.add("sent %,d".formatted(sends.sent()));
      sends.blocked().forEach((reason, count) -> notes.add("%s %,d".formatted(reason, count)));
    }
    return notes;
  }

  private Sends sends(String step) {
    var blocked = new TreeMap<String, Long>();
    var sent = 0L;
    for (var run : state.runs()) {
      sent += run.sent().getOrDefault(step, 0L);
      run.blocked()
          .getOrDefault(step, Map.of())
          .forEach((reason, count) -> blocked.merge(reason, count, Long::sum));
    }
    return new Sends(sent, blocked);
  }

  /** By message, all of its steps together. */
  Map<String, Sends> messages() {
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
    return new Sends(a.sent() + b.sent(), blocked);
  }
}
