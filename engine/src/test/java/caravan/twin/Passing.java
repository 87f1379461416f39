package caravan.twin;

import caravan.cohort.Cohort;
import caravan.cohort.Lottery;
import caravan.journey.Journey;
import caravan.journey.Reason;
import caravan.journey.tile.Branch;
import caravan.journey.tile.Exit;
import caravan.journey.tile.SendMessage;
import caravan.journey.tile.SetColumns;
import caravan.journey.tile.Split;
import caravan.journey.tile.Wait;
import caravan.journey.tile.WaitFor;
import caravan.journey.tile.Webhook;
import caravan.twin.Spot.Way;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * How people pass steps until one holds them.
 *
 * <p>Choice: who moves at one instant in one run passes a step together with the others, the steps
 * in the order of the file: what one is sent there, all can see at the next.
 */
final class Passing {

  private final Journey journey;
  private final Stage stage;
  private final Holding holding;
  private final Posting posting;
  private final @Nullable Spot first;
  private final List<String> order;
  private final BiConsumer<Traveller, Reason> leave;

  Passing(Journey journey, Stage stage, BiConsumer<Traveller, Reason> leave) {
    this.journey = journey;
    this.stage = stage;
    this.leave = leave;
    this.holding = new Holding(journey, stage);
    this.posting = new Posting(journey, stage);
    this.first = Spot.first(journey.steps(), null);
    this.order = Spot.ids(journey.steps());
  }

  Posting posting() {
    return posting;
  }

  Holding holding() {
    return holding;
  }

  /** Lets those who just entered a run, and those whom nothing holds any more, go on. */
  void pass(List<Traveller> newcomers, List<Traveller> resting) {
    var moving = new ArrayList<Traveller>();
    for (var traveller : newcomers) {
      arrive(traveller, new Way(first));
      moving.add(traveller);
    }
    for (var traveller : resting) {
      released(traveller)
          .ifPresent(
              way -> {
                arrive(traveller, way);
                moving.add(traveller);
              });
    }
    while (!moving.isEmpty()) {
      moving.sort(
          Comparator.<Traveller>comparingInt(this::place)
              .thenComparingInt(traveller -> stage.rows.ordinal(traveller.who)));
      var place = place(moving.getFirst());
      var together = moving.stream().filter(one -> place(one) == place).toList();
      moving.removeAll(together);
      for (var traveller : together) {
        take(traveller)
            .ifPresent(
                way -> {
                  arrive(traveller, way);
                  moving.add(traveller);
                });
      }
    }
  }

  private int place(Traveller traveller) {
    return traveller.spot == null ? order.size() : order.indexOf(traveller.spot.step().id());
  }

  private void arrive(Traveller traveller, Way way) {
    traveller.spot = way.first();
    traveller.arrived = stage.now;
    traveller.since = stage.happened.next();
    traveller.zone = holding.personalZone(traveller);
    traveller.written = false;
  }

  /** Does what a step does; where they go on, or empty if it holds them or they are out. */
  private Optional<Way> take(Traveller traveller) {
    var spot = traveller.spot;
    if (spot == null) {
      leave.accept(traveller, Reason.COMPLETED);
      return Optional.empty();
    }
    var id = spot.step().id();
    stage.log(journey.name(), traveller.who.key() + " reached " + id);
    return switch (spot.step().tile()) {
      case SendMessage message -> {
        posting.send(message, id, traveller);
        yield Optional.of(new Way(spot.next()));
      }
      case Webhook _ -> {
        stage.log(journey.name(), traveller.who.key() + " called " + id);
        yield Optional.of(new Way(spot.next()));
      }
      case Exit _ -> {
        leave.accept(traveller, Reason.EXIT_STEP);
        yield Optional.empty();
      }
      case SetColumns set -> {
        stage.writeLater(() -> write(set, traveller));
        yield Optional.empty();
      }
      case Branch branch -> Optional.of(chosen(branch, spot, traveller));
      case Split split -> Optional.of(drawn(split, spot, traveller));
      case Wait _, WaitFor _ -> released(traveller);
    };
  }

  /** Where somebody at rest goes on; empty where something holds them. */
  private Optional<Way> released(Traveller traveller) {
    var spot = Objects.requireNonNull(traveller.spot);
    return switch (spot.step().tile()) {
      case Wait wait ->
          holding.end(wait, traveller).filter(end -> end.isAfter(stage.now)).isPresent()
              ? Optional.empty()
              : Optional.of(new Way(spot.next()));
      case WaitFor wait -> {
        if (holding.hasCome(wait, traveller)) {
          yield Optional.of(spot.paths().get(0));
        }
        yield holding.limit(wait, traveller).filter(limit -> !limit.isAfter(stage.now)).isPresent()
            ? Optional.of(spot.paths().get(1))
            : Optional.empty();
      }
      case SetColumns _ -> traveller.written ? Optional.of(new Way(spot.next())) : Optional.empty();
      case Branch _, Split _, SendMessage _, Webhook _, Exit _ -> Optional.empty();
    };
  }

  private void write(SetColumns set, Traveller traveller) {
    var person = stage.rows.find(traveller.who.audience(), traveller.who.key()).orElseThrow();
    var cells = new HashMap<String, @Nullable Object>(set.values());
    cells.put(person.table().keyColumn().name(), traveller.who.key());
    stage.rows.write(person.table().name(), cells);
    traveller.written = true;
  }

  private Way chosen(Branch branch, Spot spot, Traveller traveller) {
    var person = stage.rows.find(traveller.who.audience(), traveller.who.key()).orElseThrow();
    for (var i = 0; i < branch.paths().size(); i++) {
      var condition = branch.paths().get(i).condition();
      var ask = new Ask(stage.now, traveller.run, journey.name());
      if (condition == null || stage.conditions.holds(condition, person, ask)) {
        return spot.paths().get(i);
      }
    }
    return new Way(spot.next());
  }

  private Way drawn(Split split, Spot spot, Traveller traveller) {
    var ordinal = stage.rows.ordinal(traveller.who);
    var seed = 1125899906842597L;
    for (var letter : (journey.name() + "\n" + spot.step().id()).toCharArray()) {
      seed = 31 * seed + letter;
    }
    var from = BigDecimal.ZERO;
    for (var i = 0; i < split.paths().size(); i++) {
      var to = from.add(split.paths().get(i).percent().movePointLeft(2));
      if (Lottery.draw(Cohort.of(ordinal), seed, from.doubleValue(), to.doubleValue())
          .contains(ordinal)) {
        return spot.paths().get(i);
      }
      from = to;
    }
    return new Way(spot.next());
  }
}
