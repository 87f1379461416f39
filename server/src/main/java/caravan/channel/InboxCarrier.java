package caravan.channel;

import caravan.runtime.Outcome;
import java.util.List;

/**
 * Keeps letters here, to be read. They are stored together with their outcomes: none is left out,
 * none comes twice.
 */
final class InboxCarrier implements Carrier {

  private final int keep;

  /**
   * A way into the inbox.
   *
   * @param keep the most letters that it keeps
   */
  InboxCarrier(int keep) {
    this.keep = keep;
  }

  @Override
  public void carry(List<Consignment> letters) {
    var going = letters.stream().filter(Consignment::mayGo).toList();
    if (!going.isEmpty()) {
      going.getFirst().batch().alsoStore(db -> new Inbox(db, keep).add(going));
      going.forEach(letter -> letter.settle(Outcome.DELIVERED));
    }
  }

  @Override
  public int keeps() {
    return keep;
  }

  @Override
  public void close() {
    // nothing is on its way
  }
}
