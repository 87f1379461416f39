package caravan.security;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.security.oauth2.client.web.AuthorizationRequestRepository;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;

/**
 * Who was sent to the identity provider and is not back yet, each bound to their browser by a
 * cookie. The oldest are forgotten; who is will have to begin again.
 */
final class PendingSignIns implements AuthorizationRequestRepository<OAuth2AuthorizationRequest> {

  private static final int MOST = 10_000;
  private static final long SECONDS = 600;

  private final String name;
  private final boolean secure;
  private final Map<String, OAuth2AuthorizationRequest> byDigest =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, OAuth2AuthorizationRequest> eldest) {
          return size() > MOST;
        }
      };

  PendingSignIns(boolean secure) {
    this.secure = secure;
    this.name = (secure ? "__Host-" : "") + "caravan-sign-in";
  }

  @Override
  public @Nullable OAuth2AuthorizationRequest loadAuthorizationRequest(HttpServletRequest request) {
    var digest = digest(request);
    synchronized (byDigest) {
      return digest.map(byDigest::get).filter(it -> isAnswered(it, request)).orElse(null);
    }
  }

  /** The provider gives back the state that it was sent. */
  private static boolean isAnswered(
      OAuth2AuthorizationRequest pending, HttpServletRequest request) {
    return pending.getState() != null && pending.getState().equals(request.getParameter("state"));
  }

  @Override
  public void saveAuthorizationRequest(
      @Nullable OAuth2AuthorizationRequest pending,
      HttpServletRequest request,
      HttpServletResponse response) {
    if (pending == null) {
      removeAuthorizationRequest(request, response);
      return;
    }
    var key = Keys.random();
    synchronized (byDigest) {
      byDigest.put(Keys.digest(key), pending);
    }
    write(response, key, SECONDS);
  }

  @Override
  public @Nullable OAuth2AuthorizationRequest removeAuthorizationRequest(
      HttpServletRequest request, HttpServletResponse response) {
    var pending = loadAuthorizationRequest(request);
    if (pending != null) {
      var digest = digest(request);
      synchronized (byDigest) {
        digest.ifPresent(byDigest::remove);
      }
      write(response, "", 0);
    }
    return pending;
  }

  private Optional<String> digest(HttpServletRequest request) {
    var cookies = request.getCookies();
    return cookies == null
        ? Optional.empty()
        : Arrays.stream(cookies)
            .filter(cookie -> cookie.getName().equals(name))
            .map(Cookie::getValue)
            .map(Keys::digest)
            .findFirst();
  }

  private void write(HttpServletResponse response, String key, long seconds) {
    var cookie =
        ResponseCookie.from(name, key)
            .httpOnly(true)
            .secure(secure)
            .sameSite("Lax")
            .path("/")
            .maxAge(seconds)
            .build();
    response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
  }
}
