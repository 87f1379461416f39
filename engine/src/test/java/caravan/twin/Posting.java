package caravan.twin;

import caravan.journey.Journey;
import caravan.journey.tile.SendMessage;
import caravan.message.Cap;
import caravan.message.Channel;
import caravan.message.ConsentPolicy;
import caravan.message.MessageKind;
import caravan.message.Suppressions;
import caravan.profile.Column;
import caravan.profile.Role;
import caravan.segment.Interaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Whether a message goes to somebody.
 *
 * <p>Choices. Who has neither consent nor address is blocked for the address. Where no column has
 * the role of an address nobody has one; push needs none. An e-mail address has an @.
 */
final class Posting {

  private final Journey journey;
  private final Stage stage;
  private final List<String> order;
  private final List<Deferred> deferred = new ArrayList<>();

  /**
   * A message that waits for somebody.
   *
   * @param since when it was decided first
   * @param due when it is asked again
   */
  private record Deferred(
      Traveller traveller, SendMessage step, String id, Instant since, Instant due) {}

  Posting(Journey journey, Stage stage) {
    this.journey = journey;
    this.stage = stage;
    this.order = Spot.ids(journey.steps());
  }

  void send(SendMessage step, String id, Traveller traveller) {
    send(step, id, traveller, stage.now);
  }

  private void send(SendMessage step, String id, Traveller traveller, Instant since) {
    var person = stage.rows.find(traveller.who.audience(), traveller.who.key()).orElseThrow();
    var key = traveller.who.key();
    var blocked =
        blocked(step, person)
            .or(() -> capped(step, traveller.who))
            .or(() -> duplicate(step, person, traveller));
    if (blocked.equals(Optional.of("capped"))
        && stage.workspace.settings().consent().over() == ConsentPolicy.Over.DEFER) {
      var free = free(step, traveller.who);
      var due = expiry(step, since).filter(free::isAfter).orElse(free);
      deferred.add(new Deferred(traveller, step, id, since, due));
      if (since.equals(stage.now)) {
        stage.log(journey.name(), key + " deferred " + id);
      }
      return;
    }
    if (blocked.isPresent()) {
      stage.log(journey.name(), key + " blocked " + id + " " + blocked.get());
      return;
    }
    stage.happened.add(
        Interaction.SENT,
        traveller.who,
        stage.now,
        Map.of("message", step.message(), "journey", journey.name(), "channel", step.channel()),
        traveller.run);
    stage.log(journey.name(), key + " sent " + id + " " + step.message());
  }

  /** Tries those messages of a run again that waited until now, what waits longest first. */
  void release(Run run) {
    var due =
        deferred.stream()
            .filter(one -> one.traveller().run.equals(run.name) && !one.due().isAfter(stage.now))
            .sorted(
                Comparator.comparing(Deferred::since)
                    .thenComparingInt(one -> order.indexOf(one.id()))
                    .thenComparingInt(one -> stage.rows.ordinal(one.traveller().who)))
            .toList();
    deferred.removeAll(due);
    for (var one : due) {
      if (expiry(one.step(), one.since()).filter(it -> !stage.now.isBefore(it)).isPresent()) {
        block(one, "expired");
      } else {
        send(one.step(), one.id(), one.traveller(), one.since());
      }
    }
  }

  private void block(Deferred one, String why) {
    var key = one.traveller().who.key();
    stage.log(journey.name(), key + " blocked " + one.id() + " " + why);
  }

  /** Takes those that wait back. */
  void withdraw(Predicate<Traveller> whose) {
    var some = deferred.stream().filter(one -> whose.test(one.traveller())).toList();
    deferred.removeAll(some);
    some.forEach(one -> block(one, "withdrawn"));
  }

  /** When those that wait are asked again. */
  Stream<Instant> due() {
    return deferred.stream().map(Deferred::due);
  }

  private Optional<Instant> expiry(SendMessage step, Instant since) {
    var message = Objects.requireNonNull(stage.workspace.messages().get(step.message()));
    var zone = stage.workspace.settings().zone();
    return Optional.ofNullable(message.expires()).map(span -> Times.after(since, span, zone));
  }

  /** When somebody who is capped has had less than each cap allows. */
  private Instant free(SendMessage step, Who who) {
    var free = Instant.MIN;
    for (var cap : caps(step)) {
      var times = new ArrayList<>(counted(cap, who));
      times.sort(Comparator.reverseOrder());
      if (times.size() >= cap.messages()) {
        var zone = stage.workspace.settings().zone();
        var end = Times.after(times.get(cap.messages() - 1), cap.within(), zone);
        end = end.isAfter(stage.now) ? end : stage.now.plusSeconds(60);
        free = end.isAfter(free) ? end : free;
      }
    }
    return free;
  }

  private static boolean isAddress(Channel channel, String value) {
    return channel == Channel.EMAIL ? value.contains("@") : !value.isEmpty();
  }

  private Optional<String> blocked(SendMessage step, Item person) {
    var message = Objects.requireNonNull(stage.workspace.messages().get(step.message()));
    if (!hasAddress(message.channel(), person)) {
      return Optional.of("no-address");
    }
    var consent = person.table().role(Role.CONSENT);
    var isRefused =
        message.kind() == MessageKind.COMMERCIAL
            && consent.isPresent()
            && !Boolean.TRUE.equals(person.cell(consent.get().name()));
    return isRefused ? Optional.of("no-consent") : Optional.empty();
  }

  /** What other journeys sent at this very instant counts, unlike for conditions. */
  private Optional<String> capped(SendMessage step, Who who) {
    return !isExempt(step.message())
            && caps(step).stream().anyMatch(cap -> counted(cap, who).size() >= cap.messages())
        ? Optional.of("capped")
        : Optional.empty();
  }

  private List<Cap> caps(SendMessage step) {
    return stage.workspace.settings().consent().caps().stream()
        .filter(cap -> cap.channel() == null || cap.channel().equals(step.channel()))
        .toList();
  }

  /** When somebody got what counts for a cap. */
  private List<Instant> counted(Cap cap, Who who) {
    var begin = cap.within().before(stage.now, stage.workspace.settings().zone());
    return stage.happened.of(Interaction.SENT, who, null).stream()
        .filter(fact -> cap.channel() == null || cap.channel().equals(fact.cell("channel")))
        .filter(fact -> !isExempt((String) Objects.requireNonNull(fact.cell("message"))))
        .map(fact -> (Instant) Objects.requireNonNull(fact.cell("happened")))
        .filter(happened -> happened.isAfter(begin))
        .toList();
  }

  /** Whether somebody else with the same address got it in this run already. */
  private Optional<String> duplicate(SendMessage step, Item person, Traveller traveller) {
    var message = Objects.requireNonNull(stage.workspace.messages().get(step.message()));
    var column = address(message.channel(), person);
    if (!message.isOncePerAddress() || column.isEmpty()) {
      return Optional.empty();
    }
    var own = traveller.who;
    var audience = own.audience();
    var key = Objects.requireNonNull(person.table().key());
    var isTaken =
        !isSentTo(step, own, traveller.run)
            && stage.rows.all(audience).stream()
                .filter(other -> !other.hasKey(own.key()))
                .filter(other -> address(other, column.get()).equals(address(person, column.get())))
                .anyMatch(
                    other ->
                        isSentTo(
                            step,
                            new Who(audience, Objects.requireNonNull(other.cell(key))),
                            traveller.run));
    return isTaken ? Optional.of("duplicate") : Optional.empty();
  }

  private boolean isSentTo(SendMessage step, Who who, String run) {
    return stage.happened.of(Interaction.SENT, who, run).stream()
        .anyMatch(fact -> fact.says("message", step.message()));
  }

  private static String address(Item person, Column column) {
    return Suppressions.normal(String.valueOf(person.cell(column.name())));
  }

  private boolean isExempt(String message) {
    return Objects.requireNonNull(stage.workspace.messages().get(message)).kind()
        == MessageKind.TRANSACTIONAL;
  }

  private static Optional<Column> address(Channel channel, Item person) {
    return switch (channel) {
      case EMAIL -> person.table().role(Role.EMAIL);
      case SMS -> person.table().role(Role.PHONE);
      case PUSH -> Optional.empty();
    };
  }

  private static boolean hasAddress(Channel channel, Item person) {
    return channel == Channel.PUSH
        || address(channel, person)
            .map(address -> person.cell(address.name()))
            .filter(value -> isAddress(channel, value.toString()))
            .isPresent();
  }
}
