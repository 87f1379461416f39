package caravan.reader;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an address in a letter stands for.
 *
 * @param detail of a click its target, of a confirmation its topic; else empty
 */
public record Token(Kind kind, LetterId letter, String detail) {

  /** What following it means. Their codes stand in letters that were sent: none is used again. */
  public enum Kind {
    CLICK(1),
    OPEN(2),
    TRAP(3),
    UNSUBSCRIBE(4),
    PREFERENCES(5),
    CONFIRM(6),
    /** It is no address: it stands in a header, and comes back with the letter. */
    LETTER(7);

    private final int code;

    Kind(int code) {
      this.code = code;
    }

    int code() {
      return code;
    }

    static Optional<Kind> of(int code) {
      return Stream.of(values()).filter(kind -> kind.code == code).findFirst();
    }
  }
}
