package caravan.channel.call;

import java.io.Serial;

/** A call that was not answered. */
public final class CallFailure extends Exception {

  @Serial private static final long serialVersionUID = 1;

  private final Kind kind;

  /** How far it got. */
  public enum Kind {
    /** The other side could not be reached; nothing of it was sent. */
    NOT_SENT,
    /** It leads to an address within, which is not allowed. */
    WITHIN,
    /** It was sent, in part at least, and then nobody said what became of it. */
    LOST
  }

  CallFailure(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  CallFailure(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
