package caravan.security;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a program signs in with: it may do what its scopes say and its maker may do as well.
 *
 * @param id to speak of it; it opens nothing
 * @param expires null for never
 * @param used when it was last used, about; null for never
 * @param revoked null where it is in force
 */
public record ApiToken(
    String id,
    String digest,
    String userId,
    String name,
    Set<Scope> scopes,
    Instant created,
    @Nullable Instant expires,
    @Nullable Instant used,
    @Nullable Instant revoked) {

  public ApiToken {
    scopes = Set.copyOf(scopes);
  }

  boolean isInForce(Instant now) {
    return revoked == null && (expires == null || expires.isAfter(now));
  }

  ApiToken usedAt(Instant now) {
    return new ApiToken(id, digest, userId, name, scopes, created, expires, now, revoked);
  }

  ApiToken revokedAt(Instant now) {
    return new ApiToken(id, digest, userId, name, scopes, created, expires, used, now);
  }

  /** Without its digest. */
  @Override
  public String toString() {
    return "token " + id;
  }
}
