package caravan.reader;

/**
 * What another server says about a letter to one address.
 *
 * @param address it was sent to
 * @param detail why, in the other server's words
 */
public record Returned(Kind kind, String address, String detail) {

  /** What became of it. */
  public enum Kind {
    /** It never will arrive. */
    HARD,
    /** It did not arrive; another one may. */
    SOFT,
    /** It may still arrive. */
    DELAYED,
    /** Its reader said that it is spam. */
    COMPLAINT
  }
}
