package caravan.security;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.NullSecurityContextRepository;

/**
 * What requests of readers pass: they are nobody that we know and get no cookie. What they may do
 * stands signed in the address, so there is nothing that a page of somebody else could forge.
 */
@Configuration(proxyBeanMethods = false)
class ReaderGate {

  /** What readers' addresses begin with. */
  static final String PATH = "/r/";

  private static final String POLICY =
      "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none';"
          + " frame-ancestors 'none'";

  @Bean
  @Order(Ordered.HIGHEST_PRECEDENCE)
  SecurityFilterChain readers(HttpSecurity http, SecuritySettings settings) {
    http.securityMatcher(PATH + "**")
        .headers(
            headers ->
                headers
                    .defaultsDisabled()
                    .addHeaderWriter(
                        (_, response) -> {
                          response.setHeader("Content-Security-Policy", POLICY);
                          response.setHeader("X-Content-Type-Options", "nosniff");
                          response.setHeader("X-Frame-Options", "DENY");
                          response.setHeader("Referrer-Policy", "no-referrer");
                          response.setHeader("X-Robots-Tag", "noindex, nofollow");
                          // A picture in a letter is shown by mail programs of all kinds.
                          response.setHeader("Cross-Origin-Resource-Policy", "cross-origin");
                          if (settings.isSecure()) {
                            response.setHeader("Strict-Transport-Security", "max-age=31536000");
                          }
                          if (!response.containsHeader("Cache-Control")) {
                            response.setHeader("Cache-Control", "no-store");
                          }
                        }))
        .sessionManagement(it -> it.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .securityContext(it -> it.securityContextRepository(new NullSecurityContextRepository()))
        .requestCache(it -> it.disable())
        .logout(it -> it.disable())
        .csrf(it -> it.disable());
    return http.build();
  }
}
