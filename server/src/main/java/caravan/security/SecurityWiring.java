package caravan.security;

import caravan.warehouse.Databases;
import java.time.InstantSource;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfTokenRepository;

/** What the room is made of. */
@Configuration(proxyBeanMethods = false)
@Import({Gate.class, ReaderGate.class, Oidc.class, OidcUsers.class})
public class SecurityWiring {

  @Bean
  AdminDatabase adminDatabase(Databases databases) {
    return new AdminDatabase(databases);
  }

  @Bean
  AuditLog auditLog(AdminDatabase db, InstantSource clock) {
    return new AuditLog(db, clock);
  }

  @Bean
  Users users(AdminDatabase db, AuditLog audit, InstantSource clock) {
    return new Users(db, audit, clock);
  }

  @Bean
  Sessions sessions(AdminDatabase db, InstantSource clock, SecuritySettings settings) {
    return new Sessions(db, clock, settings);
  }

  @Bean
  Tokens tokens(AdminDatabase db, AuditLog audit, InstantSource clock) {
    return new Tokens(db, audit, clock);
  }

  @Bean
  LocalKey localKey() {
    return new LocalKey();
  }

  @Bean
  Links links(AdminDatabase db, AuditLog audit, Users users, InstantSource clock) {
    return new Links(db, audit, users, clock);
  }

  @Bean
  Passwords passwords() {
    return new Passwords();
  }

  @Bean
  Accounts accounts(
      AdminDatabase db,
      AuditLog audit,
      Users users,
      Sessions sessions,
      Links links,
      Passwords passwords) {
    return new Accounts(db, audit, users, sessions, links, passwords);
  }

  @Bean
  SignIn signIn(Users users, Passwords passwords, AuditLog audit, InstantSource clock) {
    return new SignIn(users, passwords, audit, clock);
  }

  @Bean
  CsrfTokenRepository csrfTokens(SecuritySettings settings) {
    var tokens = CookieCsrfTokenRepository.withHttpOnlyFalse();
    tokens.setCookiePath("/");
    tokens.setCookieCustomizer(
        cookie -> cookie.secure(settings.isSecure()).sameSite("Lax").path("/"));
    return tokens;
  }

  @Bean
  SessionCookie sessionCookie(
      Sessions sessions, CsrfTokenRepository csrf, SecuritySettings settings) {
    return new SessionCookie(sessions, csrf, settings);
  }

  @Bean
  Callers callers(AdminDatabase db, Users users, Sessions sessions, Tokens tokens, LocalKey local) {
    return new Callers(db, users, sessions, tokens, local);
  }

  @Bean
  CallerFilter callerFilter(Callers callers, SessionCookie cookie, Refusals refusals) {
    return new CallerFilter(callers, cookie, refusals);
  }

  /** It stands in Spring Security's chain, and not beside it too. */
  @Bean
  FilterRegistrationBean<CallerFilter> callerFilterStandsInTheChain(CallerFilter filter) {
    var registration = new FilterRegistrationBean<>(filter);
    registration.setEnabled(false);
    return registration;
  }
}
