package caravan.channel;

import caravan.runtime.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/** A letter on its way, with where to say what became of it. */
record Consignment(Letter letter, Batch batch, Gate gate, InstantSource clock) {

  int person() {
    return letter.person().ordinal();
  }

  Journal.Place place() {
    return new Journal.Place(batch.delivery().id(), person());
  }

  /** How often it was tried before. */
  int attempts() {
    return batch.attempts().getOrDefault(person(), 0);
  }

  void settle(Outcome outcome) {
    batch.settle(person(), outcome);
  }

  void giveBack() {
    batch.giveBack(person());
  }

  /**
   * Whether it may be handed over right now. Where not it has been settled, or given back, and is
   * done with.
   */
  boolean mayGo() {
    var now = clock.instant();
    var isQuiet = gate.quietUntil(batch.delivery(), letter, now).isPresent();
    if (isQuiet || gate.isShut(batch.delivery().journey())) {
      giveBack();
      return false;
    }
    Optional<Outcome> outcome = gate.outcome(batch.delivery(), letter, now);
    outcome.ifPresent(this::settle);
    return outcome.isEmpty();
  }

  /**
   * What tells a call from all others, also from those of other servers; the same for the same
   * message to the same person, however often it is tried.
   */
  String callId() {
    var delivery = batch.delivery();
    var text =
        "%s/%s/%s/%s".formatted(delivery.journey(), delivery.now(), id(), letter.person().key());
    return "msg_" + UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Tells this message from all others; the same for the same. */
  String id() {
    var delivery = batch.delivery();
    return "%s.%s.%d.%d"
        .formatted(Long.toHexString(delivery.run()), delivery.step(), person(), delivery.id());
  }
}
