package caravan.message;

import java.util.Locale;
import java.util.Optional;

/** What a message is for, which decides whether it needs consent. */
public enum MessageKind {
  /** Needs consent, and carries a way to unsubscribe. */
  COMMERCIAL,
  /** Part of a service that the person uses: an invoice, a password. */
  TRANSACTIONAL;

  /**
   * The name that stands in files and is shown to people: {@code commercial}, {@code
   * transactional}.
   */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<MessageKind> of(String label) {
    for (var kind : values()) {
      if (kind.label().equals(label)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }
}
