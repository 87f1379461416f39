package caravan.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Optional;
import org.slf4j.MDC;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.web.filter.OncePerRequestFilter;

/** Finds out who sent a request: by the token in its header, else by the cookie of a session. */
final class CallerFilter extends OncePerRequestFilter {

  private static final String WHO = "who";

  private final Users users;
  private final Sessions sessions;
  private final Tokens tokens;
  private final SessionCookie cookie;
  private final Refusals refusals;
  private final LocalKey local;

  CallerFilter(
      Users users,
      Sessions sessions,
      Tokens tokens,
      SessionCookie cookie,
      Refusals refusals,
      LocalKey local) {
    this.local = local;
    this.users = users;
    this.sessions = sessions;
    this.tokens = tokens;
    this.cookie = cookie;
    this.refusals = refusals;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    var bearer = Requests.bearer(request);
    var isForUs = bearer.map(key -> key.startsWith(Tokens.PREFIX)).orElse(false);
    var caller =
        bearer.isPresent()
            ? bearer.flatMap(key -> byToken(key, request))
            : cookie.key(request).flatMap(key -> bySession(key, request));
    if (isForUs && caller.isEmpty()) {
      refusals.answer(
          request,
          response,
          new Refused(
              Refused.Reason.INVALID_TOKEN, "this token is unknown, has expired or was revoked"));
      return;
    }
    caller.ifPresent(
        who -> {
          SecurityContextHolder.setContext(new SecurityContextImpl(new Signed(who)));
          MDC.put(WHO, who.user().id()); // until the request is over
        });
    try {
      chain.doFilter(request, response);
    } finally {
      SecurityContextHolder.clearContext();
    }
  }

  /** What is answered in several goes has the same caller in each. */
  @Override
  protected boolean shouldNotFilterAsyncDispatch() {
    return false;
  }

  @Override
  protected boolean shouldNotFilterErrorDispatch() {
    return false;
  }

  private Optional<Caller> byToken(String key, HttpServletRequest request) {
    return local.caller(key, request.getRemoteAddr()).or(() -> byStoredToken(key, request));
  }

  private Optional<Caller> byStoredToken(String key, HttpServletRequest request) {
    return tokens
        .find(key)
        .flatMap(
            token ->
                user(token.userId())
                    .map(
                        user -> {
                          var scopes = EnumSet.copyOf(token.scopes());
                          scopes.retainAll(user.role().scopes());
                          return new Caller(
                              user, scopes, Caller.Via.TOKEN, token.id(), request.getRemoteAddr());
                        }));
  }

  private Optional<Caller> bySession(String key, HttpServletRequest request) {
    return sessions
        .find(key)
        .flatMap(
            session ->
                user(session.userId())
                    .map(
                        user ->
                            new Caller(
                                user,
                                user.role().scopes(),
                                Caller.Via.SESSION,
                                session.id(),
                                request.getRemoteAddr())));
  }

  private Optional<User> user(String id) {
    return users.find(id).filter(user -> !user.disabled());
  }
}
