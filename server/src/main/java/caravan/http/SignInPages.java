package caravan.http;

import caravan.problem.InvalidInput;
import caravan.security.Caller;
import caravan.security.Oidc;
import caravan.security.Open;
import caravan.security.Refused;
import caravan.security.SessionCookie;
import caravan.security.SignIn;
import caravan.security.Users;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The pages for signing in and out, and what stands at the address of the server itself. */
@Hidden
@RestController
class SignInPages {

  private static final Pattern OWN = Pattern.compile("/([A-Za-z0-9][!-~&&[^\\\\]]{0,2000})?");
  private static final MediaType CSS = MediaType.parseMediaType("text/css;charset=utf-8");

  private final Html html;
  private final Users users;
  private final SignIn signIn;
  private final SessionCookie cookie;
  private final Oidc oidc;
  private final String style = style();

  SignInPages(Html html, Users users, SignIn signIn, SessionCookie cookie, Oidc oidc) {
    this.html = html;
    this.users = users;
    this.signIn = signIn;
    this.cookie = cookie;
    this.oidc = oidc;
  }

  private static String style() {
    try (var file = SignInPages.class.getResourceAsStream("/pages/style.css")) {
      return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Open
  @GetMapping("/style.css")
  ResponseEntity<String> css() {
    return ResponseEntity.ok()
        .contentType(CSS)
        .cacheControl(CacheControl.maxAge(Duration.ofHours(1)).cachePublic())
        .body(style);
  }

  @Open
  @GetMapping("/login")
  ResponseEntity<String> login(
      @RequestParam(required = false) @Nullable String problem,
      @RequestParam(required = false) @Nullable String to,
      HttpServletRequest request) {
    if (Caller.current().isPresent()) {
      return goTo(own(to));
    }
    if (users.isEmpty() && oidc.label().isEmpty()) {
      return html.form(
          200,
          Form.notice(
              "Not set up yet",
              "The terminal that the server was started in shows a link. It lets you become the"
                  + " first administrator."),
          request);
    }
    return html.form(200, form("", to).withFaults(faults(problem)), request);
  }

  private static List<String> faults(@Nullable String problem) {
    return switch (problem) {
      case "refused" ->
          List.of("You may not use this server. Ask an administrator; the log says why.");
      case "provider" -> List.of("Signing in there did not work. Try again.");
      case null, default -> List.of();
    };
  }

  private Form form(String email, @Nullable String to) {
    return new Form(
        "Sign in",
        "",
        "/login?to=" + URLEncoder.encode(own(to), StandardCharsets.UTF_8),
        "",
        List.of(Form.Field.email(email), Form.Field.password()),
        "Sign in",
        List.of(),
        oidc.label().orElse(""));
  }

  @Open
  @PostMapping("/login")
  ResponseEntity<String> signIn(
      @RequestParam(defaultValue = "") String email,
      @RequestParam(defaultValue = "") String password,
      @RequestParam(required = false) @Nullable String to,
      HttpServletRequest request,
      HttpServletResponse response) {
    try {
      cookie.begin(
          signIn.withPassword(email, password, request.getRemoteAddr()), request, response);
      return goTo(own(to));
    } catch (Refused refused) {
      return refused(html, form(email, to), refused, request, response);
    }
  }

  /** The page that somebody wanted to see, where it is one of ours. */
  private static String own(@Nullable String to) {
    return to != null && OWN.matcher(to).matches() ? to : "/";
  }

  @Open
  @PostMapping("/logout")
  ResponseEntity<String> signOut(HttpServletRequest request, HttpServletResponse response) {
    cookie.end(request, response);
    return goTo("/login");
  }

  static ResponseEntity<String> refused(
      Html html,
      Form form,
      Refused refused,
      HttpServletRequest request,
      HttpServletResponse response) {
    refused
        .retryAfter()
        .ifPresent(
            wait ->
                response.setHeader(
                    HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, wait.toSeconds()))));
    var message = String.valueOf(refused.getMessage());
    return html.form(
        refused.reason().status(), form.withFaults(List.of(sentence(message))), request);
  }

  static ResponseEntity<String> refused(
      Html html, Form form, InvalidInput invalid, HttpServletRequest request) {
    return html.form(
        422,
        form.withFaults(invalid.problems().stream().map(it -> sentence(it.message())).toList()),
        request);
  }

  private static String sentence(String message) {
    return message.isEmpty()
        ? message
        : message.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + message.substring(1) + ".";
  }

  static ResponseEntity<String> goTo(String path) {
    return ResponseEntity.status(303).header(HttpHeaders.LOCATION, path).build();
  }
}
