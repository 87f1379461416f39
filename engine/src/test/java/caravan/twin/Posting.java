package caravan.twin;

import caravan.journey.Journey;
import caravan.journey.tile.SendMessage;
import caravan.message.Channel;
import caravan.message.MessageKind;
import caravan.message.Suppressions;
import caravan.profile.Column;
import caravan.profile.Role;
import caravan.segment.Interaction;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Whether a message goes to somebody.
 *
 * <p>Choices. Who has neither consent nor address is blocked for the address. Where no column has
 * the role of an address nobody has one; push needs none. An e-mail address has an @.
 */
final class Posting {

  private final Journey journey;
  private final Stage stage;

  Posting(Journey journey, Stage stage) {
    this.journey = journey;
    this.stage = stage;
  }

  void send(SendMessage step, String id, Traveller traveller) {
    var person = stage.rows.find(traveller.who.audience(), traveller.who.key()).orElseThrow();
    var key = traveller.who.key();
    var blocked =
        blocked(step, person)
            .or(() -> capped(step, traveller.who))
            .or(() -> duplicate(step, person, traveller));
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
    if (isExempt(step.message())) {
      return Optional.empty();
    }
    var sent = stage.happened.of(Interaction.SENT, who, null);
    for (var cap : stage.workspace.settings().consent().caps()) {
      var begin = cap.within().before(stage.now, stage.workspace.settings().zone());
      var counted =
          sent.stream()
              .filter(
                  fact -> ((Instant) Objects.requireNonNull(fact.cell("happened"))).isAfter(begin))
              .filter(fact -> cap.channel() == null || cap.channel().equals(fact.cell("channel")))
              .filter(fact -> !isExempt((String) Objects.requireNonNull(fact.cell("message"))))
              .count();
      if ((cap.channel() == null || cap.channel().equals(step.channel()))
          && counted >= cap.messages()) {
        return Optional.of("capped");
      }
    }
    return Optional.empty();
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
