package caravan.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.security.web.csrf.CsrfTokenRepository;

/** The cookie that holds the key of a session, and how it comes and goes. */
public final class SessionCookie {

  private static final String NAME = "caravan-session";

  private final Sessions sessions;
  private final CsrfTokenRepository csrf;
  private final boolean secure;

  SessionCookie(Sessions sessions, CsrfTokenRepository csrf, SecuritySettings settings) {
    this.sessions = sessions;
    this.csrf = csrf;
    this.secure = settings.isSecure();
  }

  /** Its name: with the prefix that browsers guard where people come by https. */
  String name() {
    return secure ? "__Host-" + NAME : NAME;
  }

  Optional<String> key(HttpServletRequest request) {
    var cookies = request.getCookies();
    return cookies == null
        ? Optional.empty()
        : Arrays.stream(cookies)
            .filter(cookie -> cookie.getName().equals(name()))
            .map(cookie -> cookie.getValue())
            .findFirst();
  }

  /** Begins a session in place of the one that the request has. */
  public Session begin(User user, HttpServletRequest request, HttpServletResponse response) {
    key(request).map(Keys::digest).ifPresent(this::end);
    var agent = request.getHeader(HttpHeaders.USER_AGENT);
    var begun = sessions.begin(user, request.getRemoteAddr(), agent == null ? "" : agent);
    write(response, begun.key(), -1);
    csrf.saveToken(csrf.generateToken(request), request, response);
    return begun.session();
  }

  /** Ends the session that the request has. */
  public void end(HttpServletRequest request, HttpServletResponse response) {
    key(request).map(Keys::digest).ifPresent(this::end);
    write(response, "", 0);
    csrf.saveToken(csrf.generateToken(request), request, response);
  }

  private void end(String digest) {
    sessions.end(session -> session.digest().equals(digest));
  }

  private void write(HttpServletResponse response, String key, long seconds) {
    var cookie =
        ResponseCookie.from(name(), key)
            .httpOnly(true)
            .secure(secure)
            .sameSite("Lax")
            .path("/")
            .maxAge(seconds)
            .build();
    response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
  }
}
