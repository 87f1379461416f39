package caravan.http;

import caravan.security.Caller;
import caravan.security.Link;
import caravan.security.Links;
import caravan.security.Needs;
import caravan.security.Role;
import caravan.security.Scope;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** People who may become users, for administrators. */
@RestController
@RequestMapping("/api/v1/invitations")
class InvitationsResource {

  private final Links links;
  private final PublicAddress address;

  InvitationsResource(Links links, PublicAddress address) {
    this.links = links;
    this.address = address;
  }

  /**
   * Who is to be invited.
   *
   * @param role what they will be
   */
  @Schema(name = "NewInvitation")
  record Wanted(@Nullable String name, String email, String role) {}

  /**
   * An invitation.
   *
   * @param link to be given to the person; shown once, when it is made
   */
  @Schema(name = "Invitation")
  record Invitation(
      String id,
      String name,
      String email,
      String role,
      String by,
      Instant created,
      Instant expires,
      @Nullable String link) {
    static Invitation of(Link link, @Nullable String address) {
      return new Invitation(
          link.id(),
          link.name(),
          link.email(),
          link.role().label(),
          link.by(),
          link.created(),
          link.expires(),
          address);
    }
  }

  @Needs(Scope.ADMIN)
  @GetMapping
  Page<Invitation> list() {
    return new Page<>(
        links.invitations().stream().map(link -> Invitation.of(link, null)).toList(), null);
  }

  @Needs(value = Scope.ADMIN, session = true)
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  Invitation make(@AuthenticationPrincipal Caller caller, @RequestBody Wanted wanted) {
    var email = Members.required("email", wanted.email());
    var role =
        Members.word("role", Members.required("role", wanted.role()), Role::of, Role.labels());
    var name = wanted.name() == null ? email : wanted.name();
    var made = links.invite(caller, name, email, role);
    return Invitation.of(made.link(), address.page("/invitation?token=" + made.key()));
  }

  @Needs(Scope.ADMIN)
  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void withdraw(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
    links.withdraw(caller, id);
  }
}
