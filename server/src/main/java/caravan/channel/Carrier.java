package caravan.channel;

import java.util.List;

/**
 * Takes letters to where a channel leads. Of each it says what became of it, or gives it back; it
 * asks {@link Consignment#mayGo} right before it hands it over.
 */
interface Carrier extends AutoCloseable {

  /**
   * Takes letters of one batch; may wait until there is room for them. Once it is closed all are
   * given back.
   */
  void carry(List<Consignment> letters);

  /** The most letters that anybody will ever see, the last of them; all but for an inbox. */
  default int keeps() {
    return Integer.MAX_VALUE;
  }

  /** What keeps it from handing over just now, to be shown to people; empty where nothing does. */
  default String trouble() {
    return "";
  }

  /** Ends once what is being handed over is; the others are given back. */
  @Override
  void close();
}
