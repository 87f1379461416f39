package caravan.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRequestAttributeHandler;
import org.springframework.security.web.csrf.CsrfTokenRequestHandler;
import org.springframework.security.web.csrf.XorCsrfTokenRequestAttributeHandler;
import org.springframework.util.StringUtils;

/**
 * How a page proves that it is ours: a form by a field that is another one in each answer (so that
 * the length of compressed answers tells nothing), a script by a header that repeats the cookie.
 */
final class CsrfTokens implements CsrfTokenRequestHandler {

  private final CsrfTokenRequestHandler header = new CsrfTokenRequestAttributeHandler();
  private final CsrfTokenRequestHandler field = new XorCsrfTokenRequestAttributeHandler();

  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, Supplier<CsrfToken> token) {
    field.handle(request, response, token);
    if (Requests.bearer(request).isEmpty()) {
      var _ = token.get().getToken(); // the cookie is written when somebody asks for the token
    }
  }

  @Override
  public @Nullable String resolveCsrfTokenValue(HttpServletRequest request, CsrfToken token) {
    var handler = StringUtils.hasText(request.getHeader(token.getHeaderName())) ? header : field;
    return handler.resolveCsrfTokenValue(request, token);
  }
}
