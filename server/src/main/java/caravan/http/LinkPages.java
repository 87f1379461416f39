package caravan.http;

import caravan.problem.InvalidInput;
import caravan.security.Accounts;
import caravan.security.Link;
import caravan.security.Links;
import caravan.security.Open;
import caravan.security.Refused;
import caravan.security.SessionCookie;
import caravan.security.User;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The pages that links lead to: setup, invitation, new password. */
@Hidden
@RestController
class LinkPages {

  private final Html html;
  private final Accounts accounts;
  private final Links links;
  private final SessionCookie cookie;

  LinkPages(Html html, Accounts accounts, Links links, SessionCookie cookie) {
    this.html = html;
    this.accounts = accounts;
    this.links = links;
    this.cookie = cookie;
  }

  @Open
  @GetMapping("/setup")
  ResponseEntity<String> setUp(
      @RequestParam(defaultValue = "") String token, HttpServletRequest request) {
    return show(
        () -> {
          accounts.requireSetup(token);
          return setup(token, "", "");
        },
        request);
  }

  private static Form setup(String token, String name, String email) {
    return new Form(
        "Set up Caravan",
        "You become its first administrator, and can invite others.",
        "/setup",
        token,
        List.of(Form.Field.name(name), Form.Field.email(email), Form.Field.newPassword()),
        "Become administrator",
        List.of(),
        "");
  }

  @Open
  @PostMapping("/setup")
  ResponseEntity<String> setUp(
      @RequestParam(defaultValue = "") String token,
      @RequestParam(defaultValue = "") String name,
      @RequestParam(defaultValue = "") String email,
      @RequestParam(defaultValue = "") String password,
      HttpServletRequest request,
      HttpServletResponse response) {
    return take(
        () -> accounts.setUp(token, name, email, password, request.getRemoteAddr()),
        setup(token, name, email),
        request,
        response);
  }

  @Open
  @GetMapping("/invitation")
  ResponseEntity<String> invitation(
      @RequestParam(defaultValue = "") String token, HttpServletRequest request) {
    return show(
        () -> {
          var link = require(token, Link.Kind.INVITATION);
          return invitation(token, link.name().equals(link.email()) ? "" : link.name(), link);
        },
        request);
  }

  private static Form invitation(String token, String name, Link link) {
    return new Form(
        "Welcome to Caravan",
        "%s invites you. You will sign in as %s.".formatted(link.by(), link.email()),
        "/invitation",
        token,
        List.of(Form.Field.name(name), Form.Field.newPassword()),
        "Accept",
        List.of(),
        "");
  }

  @Open
  @PostMapping("/invitation")
  ResponseEntity<String> accept(
      @RequestParam(defaultValue = "") String token,
      @RequestParam(defaultValue = "") String name,
      @RequestParam(defaultValue = "") String password,
      HttpServletRequest request,
      HttpServletResponse response) {
    var link = links.find(token);
    if (link.isEmpty()) {
      return invitation(token, request);
    }
    return take(
        () -> accounts.accept(token, name, password, request.getRemoteAddr()),
        invitation(token, name, link.get()),
        request,
        response);
  }

  @Open
  @GetMapping("/password")
  ResponseEntity<String> password(
      @RequestParam(defaultValue = "") String token, HttpServletRequest request) {
    return show(() -> password(token, require(token, Link.Kind.RESET)), request);
  }

  private static Form password(String token, Link link) {
    return new Form(
        "Choose a new password",
        "For %s. You are signed out everywhere else.".formatted(link.email()),
        "/password",
        token,
        List.of(Form.Field.newPassword()),
        "Set password",
        List.of(),
        "");
  }

  @Open
  @PostMapping("/password")
  ResponseEntity<String> reset(
      @RequestParam(defaultValue = "") String token,
      @RequestParam(defaultValue = "") String password,
      HttpServletRequest request,
      HttpServletResponse response) {
    var link = links.find(token);
    if (link.isEmpty()) {
      return password(token, request);
    }
    return take(
        () -> accounts.reset(token, password, request.getRemoteAddr()),
        password(token, link.get()),
        request,
        response);
  }

  private Link require(String token, Link.Kind kind) {
    var link = links.require(token);
    if (link.kind() != kind) {
      throw new Refused(Refused.Reason.INVALID_LINK, "this link is for something else");
    }
    return link;
  }

  private ResponseEntity<String> show(Supplier<Form> form, HttpServletRequest request) {
    try {
      return html.form(200, form.get(), request);
    } catch (Refused refused) {
      return html.form(
          refused.reason().status(),
          Form.notice("This link does not work", refused.getMessage() + "."),
          request);
    }
  }

  private ResponseEntity<String> take(
      Supplier<User> work, Form again, HttpServletRequest request, HttpServletResponse response) {
    try {
      cookie.begin(work.get(), request, response);
      return SignInPages.goTo("/");
    } catch (Refused refused) {
      return SignInPages.refused(html, again, refused, request, response);
    } catch (InvalidInput invalid) {
      return SignInPages.refused(html, again, invalid, request);
    }
  }
}
