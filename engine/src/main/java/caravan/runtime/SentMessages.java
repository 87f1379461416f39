package caravan.runtime;

import caravan.cohort.Cohort;
import caravan.journey.tile.SendMessage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Remembers which messages were sent to whom, until they are taken. */
final class SentMessages implements Outbox {

  private Map<String, List<Sent>> sent = new LinkedHashMap<>();

  /** A message to some people of an audience. */
  record Sent(String audience, Cohort who) {}

  @Override
  public void deliver(Delivery delivery) {
    if (delivery.tile() instanceof SendMessage message) {
      sent.computeIfAbsent(message.message(), _ -> new ArrayList<>())
          .add(new Sent(delivery.audience(), delivery.who()));
    }
  }

  /** What was sent since this was last called, by message. */
  Map<String, List<Sent>> take() {
    var taken = sent;
    sent = new LinkedHashMap<>();
    return taken;
  }
}
