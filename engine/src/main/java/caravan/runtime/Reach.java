package caravan.runtime;

import caravan.audience.Ask;
import caravan.audience.Evaluator;
import caravan.cohort.Cohort;
import caravan.journey.tile.SendMessage;
import caravan.message.Message;
import caravan.message.MessageKind;
import caravan.profile.Role;
import caravan.profile.Table;
import caravan.segment.Expression;
import caravan.segment.Moment;
import caravan.segment.Operand;
import caravan.warehouse.ColumnType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whom a message may not be sent to: those without an address, and without consent where it needs one. */
final class Reach {

  private static final Expression NOBODY = new Expression.Or(List.of());

  private final Map<String, Message> messages;

  Reach(Map<String, Message> messages) {
    this.messages = messages;
  }

  /** People by why they are blocked, nobody twice; who has no address is not asked about consent. */
  Map<String, Cohort> blocked(
      SendMessage step, Table audience, Evaluator evaluator, Moment moment, Cohort among) {
    var blocked = new LinkedHashMap<String, Cohort>();
    var address = address(step, audience);
    var noAddress = new Ask(audience, address.orElse(NOBODY), null);
    var noConsent = new Ask(audience, consent(step, audience), null);
    var answers =
        evaluator.evaluate(List.of(noAddress, noConsent), moment, among, _ -> Optional.empty());
    var unreachable =
        address.isEmpty() && !step.channel().equals("push")
            ? among
            : answers.getOrDefault(noAddress, Cohort.EMPTY);
    blocked.put("no-address", unreachable);
    blocked.put("no-consent", answers.getOrDefault(noConsent, Cohort.EMPTY).minus(unreachable));
    return blocked;
  }

  /** Where push messages go, a device knows: there is no column for it. */
  private static Optional<Expression> address(SendMessage step, Table audience) {
    var role =
        switch (step.channel()) {
          case "email" -> Optional.of(Role.EMAIL);
          case "sms" -> Optional.of(Role.PHONE);
          default -> Optional.<Role>empty();
        };
    return role.flatMap(audience::role)
        .map(Operand.Own::new)
        .map(
            column ->
                column.type() == ColumnType.TEXT
                    ? new Expression.Or(
                        List.of(
                            new Expression.Missing(column),
                            new Expression.Compare(
                                column,
                                Expression.Comparison.EQUAL,
                                new Operand.Literal("", ColumnType.TEXT))))
                    : new Expression.Missing(column));
  }

  private Expression consent(SendMessage step, Table audience) {
    var message = messages.get(step.message());
    var consent = audience.role(Role.CONSENT);
    if (consent.isEmpty() || message != null && message.kind() == MessageKind.TRANSACTIONAL) {
      return NOBODY;
    }
    return new Expression.Not(new Expression.Holds(new Operand.Own(consent.get())));
  }
}
