package caravan.runtime;

import caravan.audience.FactGroup;
import caravan.cohort.Cohort;
import caravan.journey.tile.SendMessage;
import caravan.message.Cap;
import caravan.message.ConsentPolicy;
import caravan.message.Consents;
import caravan.message.Message;
import caravan.message.MessageKind;
import caravan.profile.Column;
import caravan.profile.Role;
import caravan.profile.Table;
import caravan.segment.Expression;
import caravan.segment.Interaction;
import caravan.segment.Moment;
import caravan.segment.Operand;
import caravan.segment.Relation;
import caravan.segment.Span;
import caravan.warehouse.ColumnType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whom a message may not be sent to, as conditions: those without an address, and without consent
 * where it needs one.
 */
final class Reach {

  static final Expression NOBODY = new Expression.Or(List.of());
  private static final Expression EVERYBODY = new Expression.And(List.of());

  private final Definitions definitions;

  Reach(Definitions definitions) {
    this.definitions = definitions;
  }

  /** The people who have no address for a message; nobody where it needs none. */
  static Expression noAddress(SendMessage step, Table audience) {
    return address(step, audience).orElse(step.channel().equals("push") ? NOBODY : EVERYBODY);
  }

  /**
   * Where push messages go, a device knows: there is no column for it. An e-mail address has an @.
   */
  private static Optional<Expression> address(SendMessage step, Table audience) {
    return switch (step.channel()) {
      case "email" ->
          audience
              .role(Role.EMAIL)
              .map(Operand.Own::new)
              .map(
                  column ->
                      new Expression.Not(
                          new Expression.TextMatch(column, Expression.Match.CONTAINS, text("@"))));
      case "sms" -> audience.role(Role.PHONE).map(Operand.Own::new).map(Reach::isEmpty);
      default -> Optional.empty();
    };
  }

  private static Expression isEmpty(Operand column) {
    var missing = new Expression.Missing(column);
    return column.type() == ColumnType.TEXT
        ? new Expression.Or(
            List.of(missing, new Expression.Compare(column, Expression.Comparison.EQUAL, text(""))))
        : missing;
  }

  private static Operand text(String text) {
    return new Operand.Literal(text, ColumnType.TEXT);
  }

  /**
   * The people who have not agreed to a message that needs it, by what their rows say: where no
   * column says anything, the workspace's model does.
   */
  Expression noConsent(SendMessage step, Table audience) {
    if (!needsConsent(step)) {
      return NOBODY;
    }
    return audience
        .role(Role.CONSENT)
        .<Expression>map(
            column -> new Expression.Not(new Expression.Holds(new Operand.Own(column))))
        .orElse(definitions.consent().model() == ConsentPolicy.Model.OPT_IN ? EVERYBODY : NOBODY);
  }

  /** Where the address stands that gets a message once; nothing where people do, whatever it is. */
  Optional<Column> onceTo(SendMessage step, Table audience) {
    var message = definitions.messages().get(step.message());
    if (message == null || !message.isOncePerAddress()) {
      return Optional.empty();
    }
    return switch (step.channel()) {
      case "email" -> audience.role(Role.EMAIL);
      case "sms" -> audience.role(Role.PHONE);
      default -> Optional.empty();
    };
  }

  /** The people who have had as many commercial messages as they may; nobody without a cap. */
  Expression capped(SendMessage step) {
    if (!needsConsent(step)) {
      return NOBODY;
    }
    return new Expression.Or(caps(step).stream().map(this::isReached).toList());
  }

  /** The caps that count for a message. */
  private List<Cap> caps(SendMessage step) {
    return definitions.consent().caps().stream()
        .filter(cap -> cap.channel() == null || cap.channel().equals(step.channel()))
        .toList();
  }

  /**
   * When those who have had as many commercial messages as they may have had less again; nobody
   * where messages do not wait for that.
   *
   * @param sent what was sent to people of the audience
   */
  Map<Instant, Cohort> free(SendMessage step, Cohort capped, List<FactGroup> sent, Moment moment) {
    if (definitions.consent().over() == ConsentPolicy.Over.SKIP) {
      return Map.of();
    }
    return Windows.free(
        caps(step),
        sent.stream().filter(group -> !exempt().contains(group.message())).toList(),
        capped,
        moment);
  }

  /** How long after it was decided a message may still be handed over; nothing for ever. */
  Optional<Span> expires(SendMessage step) {
    return Optional.ofNullable(definitions.messages().get(step.message())).map(Message::expires);
  }

  /** The messages that are not held to caps. */
  private Set<String> exempt() {
    return definitions.messages().values().stream()
        .filter(message -> message.kind() == MessageKind.TRANSACTIONAL)
        .map(Message::name)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private Expression isReached(Cap cap) {
    var sent = Interaction.SENT.table().columns();
    var counts = new ArrayList<Expression>();
    counts.add(new Expression.Within(own(sent, "happened"), false, cap.within()));
    if (cap.channel() != null) {
      counts.add(
          new Expression.Compare(
              own(sent, "channel"), Expression.Comparison.EQUAL, text(cap.channel())));
    }
    var exempt = exempt().stream().map(name -> new Operand.Literal(name, ColumnType.TEXT)).toList();
    if (!exempt.isEmpty()) {
      counts.add(new Expression.Not(new Expression.OneOf(own(sent, "message"), exempt)));
    }
    return new Expression.Compare(
        new Operand.Count(
            new Relation.Happened(Interaction.SENT, true), new Expression.And(counts)),
        Expression.Comparison.AT_LEAST,
        new Operand.Literal((long) cap.messages(), ColumnType.INTEGER));
  }

  private static Operand own(Map<String, Column> columns, String name) {
    return new Operand.Own(Objects.requireNonNull(columns.get(name), name));
  }

  private boolean needsConsent(SendMessage step) {
    var message = definitions.messages().get(step.message());
    return message == null || message.kind() != MessageKind.TRANSACTIONAL;
  }

  /**
   * Who of some people may not get a message: their own word goes before their rows, and a no
   * before a yes.
   *
   * @param byRows those of them whom {@link #noConsent} is true of
   */
  Cohort refusing(
      SendMessage step, Table audience, Consents consents, Cohort among, Cohort byRows) {
    if (!needsConsent(step)) {
      return byRows;
    }
    var message = definitions.messages().get(step.message());
    var topic = message == null ? null : message.topic();
    var name = audience.name();
    return byRows
        .minus(consents.granted(name, step.channel(), topic, byRows))
        .union(consents.refused(name, step.channel(), topic, among));
  }
}
