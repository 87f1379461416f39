package caravan.journey;

import caravan.cohort.Cohort;
import caravan.cohort.Lottery;
import caravan.journey.tile.Branch;
import caravan.journey.tile.Exit;
import caravan.journey.tile.SendMessage;
import caravan.journey.tile.SetColumns;
import caravan.journey.tile.Split;
import caravan.journey.tile.Wait;
import caravan.journey.tile.WaitFor;
import caravan.journey.tile.Webhook;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * People on the move in one run at one instant: everybody goes on until a step holds them or the
 * journey ends for them. Steps lead forward only, so one pass in their order moves everyone.
 */
final class Flow {

  private final Plan plan;
  private final RunState run;
  private final Audiences audiences;
  private final Happenings happenings;
  private final Instant now;
  private final List<Move> moves;
  private final Waiting waiting;
  private final Posting posting;
  private final Cohort[] arrivals;
  private final Map<Place, Cohort> changed = new HashMap<>();

  /**
   * @param moves what has happened in the journey in this step; grows
   */
  Flow(
      Plan plan,
      RunState run,
      Audiences audiences,
      Happenings happenings,
      Instant now,
      List<Move> moves) {
    this.plan = plan;
    this.run = run;
    this.audiences = audiences;
    this.happenings = happenings;
    this.now = now;
    this.moves = moves;
    this.posting = new Posting(plan, run, audiences, now, moves);
    this.waiting = new Waiting(audiences, plan.journey().zone());
    this.arrivals = new Cohort[plan.nodes().size() + 1];
    Arrays.fill(arrivals, Cohort.EMPTY);
  }

  /** Takes people out, wherever they rest. */
  void leave(Reason reason, Cohort who) {
    if (who.isEmpty()) {
      return;
    }
    if (who.intersects(run.inside())) {
      run.places().keySet().forEach(place -> depart(place, who));
    }
    moves.add(Move.left(run.id(), reason, who));
    if (reason.withdraws()) {
      posting.withdraw(who);
    }
  }

  /** Takes back the messages that wait for those who are not there any more. */
  void withdraw(Cohort removed) {
    posting.withdraw(removed);
  }

  /** Sends the messages that waited long enough. */
  void release() {
    posting.release();
  }

  private Cohort here(Place place) {
    var here = changed.get(place);
    return here == null ? run.places().getOrDefault(place, Cohort.EMPTY) : here;
  }

  private Cohort depart(Place place, Cohort who) {
    var here = here(place);
    var departing = here.intersect(who);
    if (!departing.isEmpty()) {
      moves.add(Move.at(Move.Kind.DEPARTED, run.id(), place, departing));
      changed.put(place, here.minus(departing));
    }
    return departing;
  }

  /** Lets people in at the first step. */
  void enter(Cohort who) {
    arrive(0, who);
  }

  private void arrive(int index, Cohort who) {
    arrivals[index] = arrivals[index].union(who);
  }

  /** Moves on whoever rested long enough, or for whom came what they waited for. */
  void wake() {
    for (var place : waking()) {
      var here = here(place);
      if (here.isEmpty()) {
        continue;
      }
      var node = plan.node(place.step());
      switch (node.step().tile()) {
        case Wait wait -> {
          if (wait.until() instanceof Wait.PersonalDate) {
            here = fileAnew(place, wait, node, here);
          }
          if (isDue(place)) {
            arrive(node.next(), depart(place, here));
          }
        }
        case WaitFor waitFor -> {
          var came = came(waitFor, place, here);
          arrive(node.paths().get(0), depart(place, came));
          if (isDue(place)) {
            arrive(node.paths().get(1), depart(place, here));
          }
        }
        default -> arrive(node.next(), depart(place, here));
      }
    }
  }

  /** The places somebody may go on from: not those of plain waits that are not over. */
  private List<Place> waking() {
    var waking = new ArrayList<Place>();
    for (var node : plan.nodes()) {
      if (node.step().tile() instanceof Wait wait && !(wait.until() instanceof Wait.PersonalDate)) {
        waking.addAll(run.placesUntil(node.step().id(), now));
      } else {
        waking.addAll(run.placesAt(node.step().id()));
      }
    }
    return waking;
  }

  /**
   * Remembers what happens to people that they would have gone on or left by, were the journey not
   * paused.
   */
  void hear(Cohort who) {
    var exits = Cohort.EMPTY;
    for (var event : plan.journey().exitEvents()) {
      exits = exits.union(happenings.event(event));
    }
    note(null, exits.intersect(who));
    for (var place : run.places().keySet()) {
      if (plan.node(place.step()).step().tile() instanceof WaitFor(WaitFor.Event(var name), _, _, _)
          && (place.due() == null || !now.isAfter(place.due()))) {
        note(place.step(), here(place).intersect(happenings.event(name)));
      }
    }
  }

  private void note(@Nullable String step, Cohort who) {
    if (!who.isEmpty()) {
      moves.add(new Move(Move.Kind.HEARD, run.id(), step, null, null, who));
    }
  }

  private boolean isDue(Place place) {
    return place.due() != null && !place.due().isAfter(now);
  }

  /** Follows a date that changed while somebody waits for it; answers who stays. */
  private Cohort fileAnew(Place place, Wait wait, Plan.Node node, Cohort here) {
    var asked = happenings.resumed() ? here : here.intersect(happenings.touched());
    if (asked.isEmpty()) {
      return here;
    }
    var dues = waiting.until(wait, asked, now);
    var same = place.due() == null ? Cohort.EMPTY : dues.getOrDefault(place.due(), Cohort.EMPTY);
    var changed = depart(place, asked.minus(same));
    dues.forEach(
        (due, cohort) -> {
          var moved = cohort.intersect(changed);
          if (due.isAfter(now)) {
            rest(node.step().id(), due, moved);
          }
        });
    var held =
        dues.entrySet().stream().filter(due -> due.getKey().isAfter(now)).map(Map.Entry::getValue);
    arrive(node.next(), changed.minus(Cohort.union(held.toList())));
    return here.minus(changed);
  }

  private Cohort came(WaitFor waitFor, Place place, Cohort here) {
    return switch (waitFor.trigger()) {
      case WaitFor.Event(var name) ->
          here.intersect(happenings.event(name).union(run.heard(place.step())));
      case WaitFor.Until(var condition) -> {
        var asked =
            happenings.resumed() || audiences.dependsOnTime(condition) || isDue(place)
                ? here
                : here.intersect(happenings.touched());
        yield asked.isEmpty() ? asked : audiences.matching(condition, run.id(), asked, moves);
      }
    };
  }

  /** Moves everybody who arrived somewhere as far as they come. */
  void run() {
    for (var node : plan.nodes()) {
      var who = arrivals[node.index()];
      if (!who.isEmpty()) {
        moves.add(new Move(Move.Kind.REACHED, run.id(), node.step().id(), null, null, who));
        pass(node, who);
      }
    }
    var done = arrivals[plan.end()];
    if (!done.isEmpty()) {
      moves.add(Move.left(run.id(), Reason.COMPLETED, done));
    }
  }

  private void pass(Plan.Node node, Cohort who) {
    var id = node.step().id();
    switch (node.step().tile()) {
      case SendMessage message -> {
        posting.send(id, message, who);
        arrive(node.next(), who);
      }
      case Webhook _ -> {
        moves.add(Move.detail(Move.Kind.CALLED, run.id(), id, "", who));
        arrive(node.next(), who);
      }
      case SetColumns _ -> rest(id, null, who);
      case Exit _ -> moves.add(Move.left(run.id(), Reason.EXIT_STEP, who));
      case Wait wait -> {
        var rest = who;
        for (var due : waiting.until(wait, who, now).entrySet()) {
          if (due.getKey().isAfter(now)) {
            rest(id, due.getKey(), due.getValue());
            rest = rest.minus(due.getValue());
          }
        }
        arrive(node.next(), rest);
      }
      case WaitFor waitFor -> {
        var rest = who;
        if (waitFor.trigger() instanceof WaitFor.Until(var condition)) {
          var came = audiences.matching(condition, run.id(), who, moves);
          arrive(node.paths().get(0), came);
          rest = who.minus(came);
        }
        var due = waitFor.upTo() == null ? null : waitFor.upTo().after(now, plan.journey().zone());
        if (due != null && !due.isAfter(now)) {
          arrive(node.paths().get(1), rest);
        } else {
          rest(id, due, rest);
        }
      }
      case Branch(var paths) -> {
        var rest = who;
        for (var i = 0; i < paths.size(); i++) {
          var condition = paths.get(i).condition();
          var taken =
              condition == null || rest.isEmpty()
                  ? rest
                  : audiences.matching(condition, run.id(), rest, moves);
          arrive(node.paths().get(i), taken);
          rest = rest.minus(taken);
        }
        arrive(node.next(), rest);
      }
      case Split(var paths) -> split(node, paths, who);
    }
  }

  private void rest(String step, @Nullable Instant due, Cohort who) {
    if (!who.isEmpty()) {
      moves.add(Move.at(Move.Kind.RESTED, run.id(), new Place(step, due), who));
    }
  }

  private void split(Plan.Node node, List<Split.Path> paths, Cohort who) {
    var rest = who;
    var from = BigDecimal.ZERO;
    for (var i = 0; i < paths.size(); i++) {
      var to = from.add(paths.get(i).percent());
      var drawn = Lottery.draw(who, plan.seed(node.step()), share(from), share(to));
      arrive(node.paths().get(i), drawn);
      rest = rest.minus(drawn);
      from = to;
    }
    arrive(node.next(), rest);
  }

  private static double share(BigDecimal percent) {
    return percent.divide(BigDecimal.valueOf(100), 12, RoundingMode.HALF_UP).doubleValue();
  }
}
