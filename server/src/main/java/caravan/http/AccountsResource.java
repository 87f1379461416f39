package caravan.http;

import caravan.security.Accounts;
import caravan.security.Open;
import caravan.security.SessionCookie;
import caravan.security.User;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Becoming a user, and choosing a password, by a link. Whoever did is signed in. */
@RestController
@RequestMapping("/api/v1")
class AccountsResource {

  private final Accounts accounts;
  private final SessionCookie cookie;

  AccountsResource(Accounts accounts, SessionCookie cookie) {
    this.accounts = accounts;
    this.cookie = cookie;
  }

  /**
   * The first administrator.
   *
   * @param token of the setup link
   */
  @Schema(name = "Setup")
  record Setup(String token, String name, String email, String password) {
    /** Without the secrets. */
    @Override
    public String toString() {
      return "setup";
    }
  }

  /**
   * Somebody who was invited.
   *
   * @param token of the invitation's link
   */
  @Schema(name = "Acceptance")
  record Acceptance(String token, String name, String password) {
    /** Without the secrets. */
    @Override
    public String toString() {
      return "acceptance";
    }
  }

  /**
   * A new password.
   *
   * @param token of the link
   */
  @Schema(name = "PasswordReset")
  record Reset(String token, String password) {
    /** Without the secrets. */
    @Override
    public String toString() {
      return "reset";
    }
  }

  @Open
  @PostMapping("/setup")
  SessionResource.Me setUp(
      @RequestBody Setup setup, HttpServletRequest request, HttpServletResponse response) {
    return signedIn(
        accounts.setUp(
            Members.required("token", setup.token()),
            Members.required("name", setup.name()),
            Members.required("email", setup.email()),
            Members.required("password", setup.password()),
            request.getRemoteAddr()),
        request,
        response);
  }

  @Open
  @PostMapping("/invitations/accept")
  SessionResource.Me accept(
      @RequestBody Acceptance acceptance,
      HttpServletRequest request,
      HttpServletResponse response) {
    return signedIn(
        accounts.accept(
            Members.required("token", acceptance.token()),
            Members.required("name", acceptance.name()),
            Members.required("password", acceptance.password()),
            request.getRemoteAddr()),
        request,
        response);
  }

  @Open
  @PostMapping("/passwords")
  SessionResource.Me reset(
      @RequestBody Reset reset, HttpServletRequest request, HttpServletResponse response) {
    return signedIn(
        accounts.reset(
            Members.required("token", reset.token()),
            Members.required("password", reset.password()),
            request.getRemoteAddr()),
        request,
        response);
  }

  private SessionResource.Me signedIn(
      User user, HttpServletRequest request, HttpServletResponse response) {
    cookie.begin(user, request, response);
    return SessionResource.Me.of(user, user.role().scopes());
  }
}
