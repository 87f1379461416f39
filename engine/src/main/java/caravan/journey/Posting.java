package caravan.journey;

import caravan.cohort.Cohort;
import caravan.journey.tile.SendMessage;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Messages in one run at one instant: whom they are sent to, who gets none and why, and whose wait.
 */
final class Posting {

  /** Whose message was taken back while it waited. */
  private static final String WITHDRAWN = "withdrawn";

  /** Whose message waited for too long. */
  private static final String EXPIRED = "expired";

  private final Plan plan;
  private final RunState run;
  private final Audiences audiences;
  private final Instant now;
  private final List<Move> moves;

  /** Those who are still to get what waited when the instant began. */
  private final Map<Deferral, Cohort> changed = new HashMap<>();

  /**
   * @param moves what has happened in the journey in this step; grows
   */
  Posting(Plan plan, RunState run, Audiences audiences, Instant now, List<Move> moves) {
    this.plan = plan;
    this.run = run;
    this.audiences = audiences;
    this.now = now;
    this.moves = moves;
  }

  /** Sends a step's message to those who came there. */
  void send(String step, SendMessage message, Cohort who) {
    send(step, message, who, null);
  }

  /**
   * Sends a step's message.
   *
   * @param since when it was decided first, where it waited
   */
  private void send(String step, SendMessage message, Cohort who, @Nullable Instant since) {
    var sent = who;
    for (var entry : audiences.blocked(message, run.id(), who, moves).entrySet()) {
      var blocked = entry.getValue();
      sent = sent.minus(blocked);
      if (entry.getKey().equals(Audiences.CAPPED) && !blocked.isEmpty()) {
        blocked = blocked.minus(defer(step, message, blocked, since == null ? now : since));
      }
      block(step, entry.getKey(), blocked);
    }
    if (!sent.isEmpty()) {
      moves.add(new Move(Move.Kind.SENT, run.id(), step, since, message.message(), sent));
    }
  }

  private void block(String step, String why, Cohort who) {
    if (!who.isEmpty()) {
      moves.add(Move.detail(Move.Kind.BLOCKED, run.id(), step, why, who));
    }
  }

  /** Lets messages wait until they may be sent, or are of no use any more; answers whose. */
  private Cohort defer(String step, SendMessage message, Cohort capped, Instant since) {
    var expiry = audiences.expiry(message, since);
    var dues = new TreeMap<Instant, Cohort>();
    audiences
        .free(message, capped, moves)
        .forEach(
            (free, who) ->
                dues.merge(expiry.filter(free::isAfter).orElse(free), who, Cohort::union));
    dues.forEach(
        (due, who) ->
            moves.add(Move.of(Move.Kind.DEFERRED, run.id(), new Deferral(step, since, due), who)));
    return Cohort.union(dues.values());
  }

  private Cohort waiting(Deferral deferral, Cohort who) {
    return changed.getOrDefault(deferral, who);
  }

  private Cohort take(Deferral deferral, Cohort from, Cohort some) {
    var here = waiting(deferral, from);
    var taken = here.intersect(some);
    if (!taken.isEmpty()) {
      changed.put(deferral, here.minus(taken));
      moves.add(Move.of(Move.Kind.RELEASED, run.id(), deferral, taken));
    }
    return taken;
  }

  /** Takes messages back that wait. */
  void withdraw(Cohort who) {
    run.deferred()
        .forEach((deferral, from) -> block(deferral.step(), WITHDRAWN, take(deferral, from, who)));
  }

  /** A message that waits, whenever it is due. */
  private record Waited(Instant since, int index) {

    static final Comparator<Waited> ORDER =
        Comparator.comparing(Waited::since).thenComparingInt(Waited::index);
  }

  /** Sends what is due to those who may get it now, what waits longest first. */
  void release() {
    var due = new TreeMap<Waited, Cohort>(Waited.ORDER);
    run.deferred()
        .forEach(
            (deferral, from) -> {
              if (!deferral.due().isAfter(now)) {
                var waited = new Waited(deferral.since(), plan.node(deferral.step()).index());
                due.merge(waited, take(deferral, from, from), Cohort::union);
              }
            });
    due.forEach(
        (waited, who) -> {
          var step = plan.nodes().get(waited.index()).step();
          var message = (SendMessage) step.tile();
          if (audiences
              .expiry(message, waited.since())
              .filter(it -> !now.isBefore(it))
              .isPresent()) {
            block(step.id(), EXPIRED, who);
          } else if (!who.isEmpty()) {
            send(step.id(), message, who, waited.since());
          }
        });
  }
}
