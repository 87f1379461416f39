package caravan.http;

import caravan.security.Accounts;
import caravan.security.Caller;
import caravan.security.Needs;
import caravan.security.Open;
import caravan.security.Refused;
import caravan.security.Scope;
import caravan.security.Session;
import caravan.security.SessionCookie;
import caravan.security.Sessions;
import caravan.security.SignIn;
import caravan.security.User;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Signing in and out, and one's own account. */
@RestController
@RequestMapping("/api/v1")
class SessionResource {

  private final SignIn signIn;
  private final Sessions sessions;
  private final SessionCookie cookie;
  private final Accounts accounts;

  SessionResource(SignIn signIn, Sessions sessions, SessionCookie cookie, Accounts accounts) {
    this.signIn = signIn;
    this.sessions = sessions;
    this.cookie = cookie;
    this.accounts = accounts;
  }

  /** Who one is, and what one may do. */
  @Schema(name = "Session")
  record Me(UserAnswer user, List<String> scopes) {
    static Me of(User user, Iterable<Scope> scopes) {
      var labels = new java.util.TreeSet<String>();
      scopes.forEach(scope -> labels.add(scope.label()));
      return new Me(UserAnswer.of(user), List.copyOf(labels));
    }
  }

  @Schema(name = "SignIn")
  record Credentials(String email, String password) {
    /** Without the password. */
    @Override
    public String toString() {
      return "credentials";
    }
  }

  @Schema(name = "PasswordChange")
  record PasswordChange(String current, String password) {
    /** Without the passwords. */
    @Override
    public String toString() {
      return "password change";
    }
  }

  @Schema(name = "BrowserSession")
  record Browser(
      String id, Instant created, Instant seen, String address, String agent, boolean current) {
    static Browser of(Session session, Caller caller) {
      return new Browser(
          session.id(),
          session.created(),
          session.seen(),
          session.address(),
          session.agent(),
          session.id().equals(caller.reference()));
    }
  }

  @Needs(Scope.READ)
  @GetMapping("/session")
  Me show(@AuthenticationPrincipal Caller caller) {
    return Me.of(caller.user(), caller.scopes());
  }

  @Open
  @PostMapping("/session")
  Me begin(
      @RequestBody Credentials credentials,
      HttpServletRequest request,
      HttpServletResponse response) {
    var user =
        signIn.withPassword(
            Members.required("email", credentials.email()),
            Members.required("password", credentials.password()),
            request.getRemoteAddr());
    cookie.begin(user, request, response);
    return Me.of(user, user.role().scopes());
  }

  @Needs(value = Scope.READ, session = true)
  @DeleteMapping("/session")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void end(HttpServletRequest request, HttpServletResponse response) {
    cookie.end(request, response);
  }

  @Needs(value = Scope.READ, session = true)
  @PutMapping("/session/password")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void changePassword(@AuthenticationPrincipal Caller caller, @RequestBody PasswordChange change) {
    accounts.changePassword(
        caller,
        Members.required("current", change.current()),
        Members.required("password", change.password()));
  }

  @Needs(value = Scope.READ, session = true)
  @GetMapping("/sessions")
  Page<Browser> list(@AuthenticationPrincipal Caller caller) {
    return new Page<>(
        sessions.list(caller.user().id()).stream().map(it -> Browser.of(it, caller)).toList(),
        null);
  }

  @Needs(value = Scope.READ, session = true)
  @DeleteMapping("/sessions/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void endOne(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
    var ended = sessions.end(it -> it.id().equals(id) && it.userId().equals(caller.user().id()));
    if (ended == 0) {
      throw new Refused(Refused.Reason.NOT_FOUND, "there is no such session of yours");
    }
  }
}
