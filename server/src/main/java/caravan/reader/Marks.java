package caravan.reader;

import caravan.message.ConsentPolicy;
import caravan.message.Consents;
import caravan.message.Message;
import caravan.message.ReaderLinks;

/** Marks letters for their readers: gives each the addresses by which it is answered. */
public final class Marks {

  /** Under which readers reach us. */
  public static final String PATH = "/r/";

  private final ReaderKey key;
  private volatile String base = "";

  /** Those signed with a key. Until somebody says where readers reach us, there are none. */
  public Marks(ReaderKey key) {
    this.key = key;
  }

  /** Says where readers reach us: {@code https://news.example.org}. */
  public void reachedAt(String address) {
    base = address + PATH;
  }

  /** The addresses in a letter. */
  public ReaderLinks of(LetterId letter, Message message, ConsentPolicy policy, Consents consents) {
    var tracked = consents.mayTrack(policy, letter.audience(), letter.person());
    var known = base;
    return known.isEmpty()
        ? ReaderLinks.DEAD
        : new LetterLinks(key, known, letter, message, policy, tracked);
  }
}
