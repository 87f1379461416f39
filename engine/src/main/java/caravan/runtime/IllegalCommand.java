package caravan.runtime;

/** A command that a journey's state does not allow; the message says which, and why. */
public class IllegalCommand extends RuntimeException {

  private static final long serialVersionUID = 1;

  public IllegalCommand(String message) {
    super(message);
  }
}
