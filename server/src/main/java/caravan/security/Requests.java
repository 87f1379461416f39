package caravan.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What the rest of the room asks a request. */
final class Requests {

  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
  private static final String BEARER = "bearer ";

  private Requests() {}

  /** Whether it changes nothing. */
  static boolean isSafe(HttpServletRequest request) {
    return SAFE.contains(request.getMethod());
  }

  /** The token in its header, if it has one. */
  static Optional<String> bearer(HttpServletRequest request) {
    var header = request.getHeader("Authorization");
    return header != null && header.toLowerCase(Locale.ROOT).startsWith(BEARER)
        ? Optional.of(header.substring(BEARER.length()).strip())
        : Optional.empty();
  }
}
