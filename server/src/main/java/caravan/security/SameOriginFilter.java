package caravan.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses requests that change something and that a browser sends for a page of somebody else:
 * whatever their cookies, before any token of theirs is looked at.
 */
final class SameOriginFilter extends OncePerRequestFilter {

  private static final Set<String> OWN = Set.of("same-origin", "none");

  private final SecuritySettings settings;
  private final Refusals refusals;

  SameOriginFilter(SecuritySettings settings, Refusals refusals) {
    this.settings = settings;
    this.refusals = refusals;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (Requests.isSafe(request)
        || Requests.bearer(request).isPresent()
        || isOwn(request.getHeader("Sec-Fetch-Site"), request.getHeader("Origin"), request)) {
      chain.doFilter(request, response);
    } else {
      refusals.answer(
          request,
          response,
          new Refused(Refused.Reason.CROSS_SITE, "this request comes from a page of another site"));
    }
  }

  private boolean isOwn(
      @Nullable String site, @Nullable String origin, HttpServletRequest request) {
    if (site != null && !OWN.contains(site)) {
      return false;
    }
    return origin == null || isOwn(origin, request.getHeader("Host"));
  }

  private boolean isOwn(String origin, @Nullable String host) {
    try {
      var authority = new URI(origin).getRawAuthority();
      if (authority == null) {
        return false;
      }
      var expected = settings.publicUrl().map(URI::getRawAuthority).orElse(host);
      return authority
              .toLowerCase(Locale.ROOT)
              .equals(String.valueOf(expected).toLowerCase(Locale.ROOT))
          || authority.equalsIgnoreCase(host);
    } catch (URISyntaxException _) {
      return false;
    }
  }
}
