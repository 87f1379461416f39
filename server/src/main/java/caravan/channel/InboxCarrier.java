package caravan.channel;

import caravan.runtime.Outcome;
import java.util.List;

/**
 * Keeps letters here, to be read. They are stored together with their outcomes: none is left out,
 * none comes twice.
 */
final class InboxCarrier implements Carrier {

  private final Inbox inbox;

  /** A way into the inbox. */
  InboxCarrier(Inbox inbox) {
    this.inbox = inbox;
  }

  @Override
  public void carry(List<Consignment> letters) {
    var going = letters.stream().filter(Consignment::mayGo).toList();
    if (!going.isEmpty()) {
      going.getFirst().batch().alsoStore(db -> inbox.add(db, going));
      going.forEach(letter -> letter.settle(Outcome.DELIVERED));
    }
  }

  @Override
  public int keeps() {
    return inbox.keep();
  }

  @Override
  public void close() {
    // nothing is on its way
  }
}
