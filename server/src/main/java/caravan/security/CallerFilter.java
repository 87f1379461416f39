package caravan.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.MDC;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.web.filter.OncePerRequestFilter;

/** Finds out who sent a request: by the token in its header, else by the cookie of a session. */
final class CallerFilter extends OncePerRequestFilter {

  private static final String WHO = "who";

  private final Callers callers;
  private final SessionCookie cookie;
  private final Refusals refusals;

  CallerFilter(Callers callers, SessionCookie cookie, Refusals refusals) {
    this.callers = callers;
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
            ? bearer.flatMap(key -> callers.byKey(key, request.getRemoteAddr()))
            : cookie.key(request).flatMap(key -> callers.bySession(key, request.getRemoteAddr()));
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
}
