package caravan.security;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An address that lets somebody choose a password, once.
 *
 * @param id to speak of it; it opens nothing
 * @param digest of the key in the address
 * @param kind what for
 * @param userId whose password; null for who is invited
 * @param role what the invited will be
 */
public record Link(
    String id,
    String digest,
    Kind kind,
    @Nullable String userId,
    String name,
    String email,
    Role role,
    Instant created,
    Instant expires,
    String by) {

  /** What a link is for. */
  public enum Kind {
    INVITATION("invitation"),
    RESET("reset");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }
  }

  /** Without its digest. */
  @Override
  public String toString() {
    return kind.label() + " " + id;
  }
}
