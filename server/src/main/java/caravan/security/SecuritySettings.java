package caravan.security;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * How people sign in.
 *
 * @param publicUrl where people reach the server; nothing where it is the address it listens at
 * @param insecureCookies lets cookies go over http although people reach the server from elsewhere
 * @param sessionIdle a session ends when nothing came for so long
 * @param sessionLongest … and at the latest after this
 * @param oidc the identity provider
 */
public record SecuritySettings(
    Optional<URI> publicUrl,
    boolean insecureCookies,
    Duration sessionIdle,
    Duration sessionLongest,
    Optional<OidcSettings> oidc) {

  /** Whether people reach the server by https only. */
  public boolean isSecure() {
    return publicUrl.map(url -> "https".equals(url.getScheme())).orElse(false);
  }
}
