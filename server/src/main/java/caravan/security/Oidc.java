package caravan.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestRedirectFilter;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.stereotype.Component;

/** Signing in at an identity provider, where the settings name one. */
@Component
public final class Oidc {

  /** Where signing in begins. */
  public static final String BEGIN = "/login/" + OidcProvider.ID;

  private static final Logger LOG = LoggerFactory.getLogger(Oidc.class);

  private final SecuritySettings settings;
  private final OidcUsers users;
  private final SessionCookie cookie;

  Oidc(SecuritySettings settings, OidcUsers users, SessionCookie cookie) {
    this.settings = settings;
    this.users = users;
    this.cookie = cookie;
  }

  /** What the button says; nothing where there is no provider. */
  public Optional<String> label() {
    return settings.oidc().map(OidcSettings::label);
  }

  void configure(HttpSecurity http) {
    if (settings.oidc().isEmpty()) {
      return;
    }
    var provider = new OidcProvider(settings.oidc().get(), settings);
    var requests = new DefaultOAuth2AuthorizationRequestResolver(provider, "/login");
    requests.setAuthorizationRequestCustomizer(OAuth2AuthorizationRequestCustomizers.withPkce());
    http.oauth2Login(
        login ->
            login
                .withObjectPostProcessor(new Unreachable())
                .loginPage("/login")
                .clientRegistrationRepository(provider)
                .authorizedClientRepository(new NoClients())
                .authorizationEndpoint(
                    it ->
                        it.authorizationRequestResolver(requests)
                            .authorizationRequestRepository(
                                new PendingSignIns(settings.isSecure())))
                .redirectionEndpoint(it -> it.baseUri(OidcProvider.CALLBACK))
                .successHandler(this::succeeded)
                .failureHandler(Oidc::failed));
  }

  /** A provider that does not answer is no fault of ours. */
  private static final class Unreachable
      implements ObjectPostProcessor<OAuth2AuthorizationRequestRedirectFilter> {
    @Override
    public <O extends OAuth2AuthorizationRequestRedirectFilter> O postProcess(O filter) {
      filter.setAuthenticationFailureHandler(Oidc::failed);
      return filter;
    }
  }

  private void succeeded(
      HttpServletRequest request, HttpServletResponse response, Authentication authentication)
      throws IOException {
    try {
      if (!(authentication.getPrincipal() instanceof OidcUser person)) {
        throw new Refused(Refused.Reason.FORBIDDEN, "the provider sent no identity");
      }
      var user = users.signedIn(person, request.getRemoteAddr());
      cookie.begin(user, request, response);
      response.sendRedirect("/");
    } catch (Refused refused) {
      LOG.warn("sign-in by the identity provider was refused: {}", refused.getMessage());
      response.sendRedirect("/login?problem=refused");
    }
  }

  private static void failed(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
      throws IOException {
    var code =
        failure instanceof OAuth2AuthenticationException oauth
            ? oauth.getError().getErrorCode()
            : failure.getClass().getSimpleName();
    LOG.warn(
        "sign-in by the identity provider failed: {}",
        caravan.problem.Printable.line(String.valueOf(code)));
    response.sendRedirect("/login?problem=provider");
  }
}
