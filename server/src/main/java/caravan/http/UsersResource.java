package caravan.http;

import caravan.security.Accounts;
import caravan.security.Caller;
import caravan.security.Links;
import caravan.security.Needs;
import caravan.security.Role;
import caravan.security.Scope;
import caravan.security.Sessions;
import caravan.security.Users;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Users, for administrators. */
@RestController
@RequestMapping("/api/v1/users")
class UsersResource {

  private static final Listing<UserAnswer> LISTING =
      new Listing<>(
          user -> user.name() + " " + user.id(),
          Map.of(
              "email",
              UserAnswer::email,
              "role",
              UserAnswer::role,
              "disabled",
              user -> String.valueOf(user.disabled()),
              "created",
              user -> user.created().getEpochSecond()));

  private final Users users;
  private final Accounts accounts;
  private final Links links;
  private final Sessions sessions;
  private final PublicAddress address;

  UsersResource(
      Users users, Accounts accounts, Links links, Sessions sessions, PublicAddress address) {
    this.users = users;
    this.accounts = accounts;
    this.links = links;
    this.sessions = sessions;
    this.address = address;
  }

  /** What is to change; what is left out stays. */
  @Schema(name = "UserChange")
  record Change(
      @Nullable String name,
      @Nullable String email,
      @Nullable String role,
      @Nullable Boolean disabled) {}

  /**
   * A link to choose a password by, shown this once.
   *
   * @param link to be given to the person
   */
  @Schema(name = "PasswordLink")
  record PasswordLink(String link, Instant expires) {}

  @Operation(
      summary = "All users",
      description =
          "`sort` is `name`, `email`, `role`, `disabled` or `created`, with `-` before it the other"
              + " way round; `search` finds a part of a name or an e-mail address.")
  @Needs(Scope.ADMIN)
  @GetMapping
  Page<UserAnswer> list(
      @RequestParam(defaultValue = Page.USUALLY) int limit,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(required = false) @Nullable String sort,
      @RequestParam(required = false) @Nullable String search,
      @RequestParam(required = false) @Nullable List<String> role) {
    return LISTING.page(
        users.list().stream()
            .map(UserAnswer::of)
            .filter(user -> Listing.matches(search, user.name() + " " + user.email()))
            .filter(user -> Listing.isWanted(role, user.role())),
        sort,
        cursor,
        limit);
  }

  @Needs(Scope.ADMIN)
  @GetMapping("/{id}")
  ResponseEntity<UserAnswer> show(@PathVariable String id) {
    return answer(UserAnswer.of(users.get(id)));
  }

  @Needs(Scope.ADMIN)
  @PatchMapping("/{id}")
  ResponseEntity<UserAnswer> change(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String id,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
      @RequestBody Change change) {
    UserAnswer.of(users.get(id)).version().require(ifMatch);
    var role =
        change.role() == null ? null : Members.word("role", change.role(), Role::of, Role.labels());
    return answer(
        UserAnswer.of(
            accounts.change(
                caller,
                id,
                new Users.Wanted(change.name(), change.email(), role, change.disabled()))));
  }

  private static ResponseEntity<UserAnswer> answer(UserAnswer user) {
    return ResponseEntity.ok().eTag(user.version().etag()).body(user);
  }

  @Needs(value = Scope.ADMIN, session = true)
  @PostMapping("/{id}/password-link")
  @ResponseStatus(HttpStatus.CREATED)
  PasswordLink offerReset(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
    var made = links.reset(caller, users.get(id));
    return new PasswordLink(address.page("/password?token=" + made.key()), made.link().expires());
  }

  @Needs(Scope.ADMIN)
  @DeleteMapping("/{id}/sessions")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void endSessions(@PathVariable String id) {
    var user = users.get(id);
    sessions.end(session -> session.userId().equals(user.id()));
  }
}
