package caravan.security;

import java.time.Instant;

/**
 * A person who signed in with a browser.
 *
 * @param id to speak of it; it opens nothing
 * @param digest of the key in the cookie
 * @param agent what the browser says it is
 */
public record Session(
    String id,
    String digest,
    String userId,
    Instant created,
    Instant seen,
    String address,
    String agent) {

  Session seenAt(Instant now) {
    return new Session(id, digest, userId, created, now, address, agent);
  }

  /** Without its digest. */
  @Override
  public String toString() {
    return "session " + id;
  }
}
