package caravan.channel;

import caravan.cohort.Cohort;
import caravan.journey.JourneyState.Status;
import caravan.journey.Reason;
import caravan.message.Message;
import caravan.message.MessageKind;
import caravan.message.QuietTime;
import caravan.message.Suppressions;
import caravan.runtime.DeliveryLog;
import caravan.runtime.DeliveryLog.Pending;
import caravan.runtime.LiveWorkspace;
import caravan.runtime.Outcome;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who may still get what was decided, asked again right before it is handed over: not who left in a
 * way that takes it back, not who refuses such messages or whose address is given up, and nobody
 * while sending or the journey is held. Thread-safe.
 */
final class Gate {

  static final Outcome NO_CONSENT = Outcome.blocked("no-consent");
  static final Outcome EXPIRED = Outcome.blocked("expired");

  private final LiveWorkspace workspace;
  private final Sending sending;

  Gate(LiveWorkspace workspace, Sending sending) {
    this.workspace = workspace;
    this.sending = sending;
  }

  /** Whether nothing of a journey may leave for now. */
  boolean isShut(String journey) {
    return isShut() || status(journey) == Status.PAUSED;
  }

  /** Whether nothing at all may leave for now. */
  boolean isShut() {
    return sending.stopped().isPresent();
  }

  /** The journeys whose messages wait. */
  List<String> held() {
    return workspace.live().standing().states().entrySet().stream()
        .filter(state -> state.getValue().status() == Status.PAUSED)
        .map(Map.Entry::getKey)
        .toList();
  }

  private Status status(String journey) {
    return workspace.live().standing().state(journey).status();
  }

  /** Those of some people who left since it was decided, by the way in which they did. */
  Map<Reason, Cohort> withdrawn(Pending delivery, Cohort who) {
    var withdrawn = new EnumMap<Reason, Cohort>(Reason.class);
    left(delivery)
        .forEach(
            (reason, left) -> {
              var some = reason.withdraws() ? left.intersect(who) : Cohort.EMPTY;
              if (!some.isEmpty()) {
                withdrawn.put(reason, some);
              }
            });
    return withdrawn;
  }

  /** Those of some people who refuse what a delivery sends. */
  Cohort refusing(Pending delivery, Cohort who) {
    var message = workspace.kept().workspace().messages().get(delivery.message());
    return message == null || delivery.channel().equals(DeliveryLog.WEBHOOK)
        ? Cohort.EMPTY
        : workspace.live().standing().consents().refused(delivery.audience(), message, who);
  }

  /** When a delivery's messages are held back; nothing where they never are. */
  Optional<QuietTime> quietTime(Pending delivery) {
    var kept = workspace.kept().workspace();
    var message = kept.messages().get(delivery.message());
    return message == null
            || delivery.channel().equals(DeliveryLog.WEBHOOK)
            || message.kind() == MessageKind.TRANSACTIONAL
        ? Optional.empty()
        : kept.settings().consent().quiet().of(delivery.channel());
  }

  /** Until when one person is not to be disturbed with a letter; nothing where they may be. */
  Optional<Instant> quietUntil(Pending delivery, Letter letter, Instant now) {
    var zone = workspace.kept().workspace().settings().zone();
    return quietTime(delivery).flatMap(time -> time.end(now, letter.person().zone(zone)));
  }

  /** From when on a delivery is handed over to nobody any more; nothing where it always is. */
  Optional<Instant> expiry(Pending delivery) {
    var kept = workspace.kept().workspace();
    return delivery.channel().equals(DeliveryLog.WEBHOOK)
        ? Optional.empty()
        : Optional.ofNullable(kept.messages().get(delivery.message()))
            .map(Message::expires)
            .map(time -> time.after(delivery.now(), kept.settings().zone()));
  }

  boolean isExpired(Pending delivery, Instant now) {
    return expiry(delivery).filter(expiry -> !now.isBefore(expiry)).isPresent();
  }

  /** What becomes of one person's letter, where it is not to be handed over. */
  Optional<Outcome> outcome(Pending delivery, Letter letter, Instant now) {
    if (isExpired(delivery, now)) {
      return Optional.of(EXPIRED);
    }
    var person = letter.person().ordinal();
    var left = left(delivery);
    var withdrawn =
        Arrays.stream(Reason.values())
            .filter(Reason::withdraws)
            .filter(reason -> left.getOrDefault(reason, Cohort.EMPTY).contains(person))
            .findFirst()
            .map(reason -> Outcome.withdrawn(reason.label()));
    if (withdrawn.isPresent()) {
      return withdrawn;
    }
    if (!refusing(delivery, Cohort.of(person)).isEmpty()) {
      return Optional.of(NO_CONSENT);
    }
    return isGivenUp(letter) ? Optional.of(Outcome.blocked("suppressed")) : Optional.empty();
  }

  private boolean isGivenUp(Letter letter) {
    var to = letter.to();
    return letter.channel().equals("email")
        && to != null
        && workspace.live().standing().suppressed().containsKey(Suppressions.normal(to));
  }

  private Map<Reason, Cohort> left(Pending delivery) {
    return workspace
        .live()
        .standing()
        .state(delivery.journey())
        .find(delivery.run())
        .map(run -> run.left())
        .orElse(Map.of());
  }
}
