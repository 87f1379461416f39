package caravan.message;

/** Something that was to be an email address and is none. */
public final class BadAddress extends RuntimeException {

  private static final long serialVersionUID = 1;

  BadAddress(String address, String reason) {
    super("'" + Values.oneLine(address) + "' is no email address: " + reason);
  }
}
