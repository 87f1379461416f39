package caravan.runtime;

/** More waits to be done than there is room for: to be tried again a little later. */
public final class Busy extends RuntimeException {

  private static final long serialVersionUID = 1;

  Busy(String message) {
    super(message);
  }
}
