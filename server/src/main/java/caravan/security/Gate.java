package caravan.security;

import jakarta.servlet.DispatcherType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.session.NullAuthenticatedSessionStrategy;
import org.springframework.security.web.context.NullSecurityContextRepository;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;

/** What every request passes before a resource sees it. */
@Configuration(proxyBeanMethods = false)
class Gate {

  @Bean
  SecurityFilterChain chain(
      HttpSecurity http,
      SecuritySettings settings,
      CsrfTokenRepository csrfTokens,
      CallerFilter callers,
      Refusals refusals,
      Oidc oidc) {
    http.headers(
            headers -> headers.defaultsDisabled().addHeaderWriter(new SecurityHeaders(settings)))
        .sessionManagement(it -> it.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .securityContext(it -> it.securityContextRepository(new NullSecurityContextRepository()))
        .requestCache(it -> it.disable())
        .logout(it -> it.disable())
        .csrf(
            csrf ->
                csrf.csrfTokenRepository(csrfTokens)
                    // Signing in and out exchange the token. Every other request would do so too,
                    // and take it from those that are on their way beside it.
                    .sessionAuthenticationStrategy(new NullAuthenticatedSessionStrategy())
                    .csrfTokenRequestHandler(new CsrfTokens())
                    .requireCsrfProtectionMatcher(
                        request ->
                            request.getDispatcherType() == DispatcherType.REQUEST
                                && !Requests.isSafe(request)
                                && Requests.bearer(request).isEmpty()))
        .exceptionHandling(
            errors ->
                errors
                    .authenticationEntryPoint(
                        (request, response, _) ->
                            refusals.answer(
                                request,
                                response,
                                new Refused(
                                    Refused.Reason.NOT_SIGNED_IN, "sign in, or send a token")))
                    .accessDeniedHandler(
                        (request, response, _) ->
                            refusals.answer(
                                request,
                                response,
                                new Refused(
                                    Refused.Reason.CSRF,
                                    "the token against forged requests is missing or wrong: repeat"
                                        + " the cookie XSRF-TOKEN in the header X-XSRF-TOKEN"))))
        .addFilterBefore(new SameOriginFilter(settings, refusals), CsrfFilter.class)
        .addFilterAfter(callers, CsrfFilter.class);
    oidc.configure(http);
    return http.build();
  }

  /**
   * Names of segments travel in paths, percent-encoded: with slashes, percent signs, semicolons and
   * all. What could climb out of a path is refused still.
   */
  @Bean
  HttpFirewall firewall() {
    var firewall = new StrictHttpFirewall();
    firewall.setAllowUrlEncodedSlash(true);
    firewall.setAllowUrlEncodedDoubleSlash(true);
    firewall.setAllowUrlEncodedPercent(true);
    firewall.setAllowUrlEncodedPeriod(true);
    firewall.setAllowSemicolon(true);
    firewall.setAllowBackSlash(true);
    return firewall;
  }
}
