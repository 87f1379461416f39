package caravan.http;

import caravan.security.ApiToken;
import caravan.security.Caller;
import caravan.security.LocalKey;
import caravan.security.Needs;
import caravan.security.Refused;
import caravan.security.Scope;
import caravan.security.Tokens;
import caravan.security.User;
import caravan.security.Users;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** API tokens: one's own, and everybody's for administrators. */
@RestController
@RequestMapping("/api/v1/tokens")
class TokensResource {

  private static final Listing<Answer> LISTING =
      new Listing<>(
          token -> token.name() + " " + token.id(),
          Map.of(
              "user", Answer::user,
              "created", token -> second(token.created()),
              "used", token -> second(token.used()),
              "expires", token -> second(token.expires()),
              "revoked", token -> second(token.revoked())));

  private final Tokens tokens;
  private final Users users;

  TokensResource(Tokens tokens, Users users) {
    this.tokens = tokens;
    this.users = users;
  }

  /**
   * A token that is wanted.
   *
   * @param scopes no more than one has
   * @param expires never, where it is left out
   */
  @Schema(name = "NewToken")
  record Wanted(String name, List<String> scopes, @Nullable Instant expires) {}

  /**
   * A token.
   *
   * @param user whose it is
   * @param used when it was last used, give or take a minute
   * @param key what to send as {@code Authorization: Bearer}; shown once, when it is made
   */
  @Schema(name = "Token")
  record Answer(
      String id,
      String user,
      String name,
      List<String> scopes,
      Instant created,
      @Nullable Instant expires,
      @Nullable Instant used,
      @Nullable Instant revoked,
      @Nullable String key) {

    /** Without the key. */
    @Override
    public String toString() {
      return "token " + id;
    }
  }

  private Answer answer(ApiToken token, @Nullable String key) {
    return new Answer(
        token.id(),
        users
            .find(token.userId())
            .or(() -> LocalKey.user(token.userId()))
            .map(User::name)
            .orElse(""),
        token.name(),
        token.scopes().stream().map(Scope::label).sorted().toList(),
        token.created(),
        token.expires(),
        token.used(),
        token.revoked(),
        key);
  }

  private static long second(@Nullable Instant time) {
    return time == null ? Long.MAX_VALUE : time.getEpochSecond();
  }

  @Operation(
      summary = "One's own tokens; for administrators everybody's",
      description =
          "`sort` is `name`, `user`, `created`, `used`, `expires` or `revoked`, with `-` before it"
              + " the other way round; `search` finds a part of a name, of the token or its user.")
  @Needs(Scope.EDIT)
  @GetMapping
  Page<Answer> list(
      @AuthenticationPrincipal Caller caller,
      @RequestParam(defaultValue = Page.USUALLY) int limit,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(required = false) @Nullable String sort,
      @RequestParam(required = false) @Nullable String search) {
    return LISTING.page(
        tokens.list().stream()
            .filter(token -> isTheirs(token, caller))
            .map(token -> answer(token, null))
            .filter(token -> Listing.matches(search, token.name() + " " + token.user())),
        sort,
        cursor,
        limit);
  }

  private static boolean isTheirs(ApiToken token, Caller caller) {
    return caller.may(Scope.ADMIN) || token.userId().equals(caller.user().id());
  }

  @Needs(value = Scope.EDIT, session = true, local = true)
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  Answer make(@AuthenticationPrincipal Caller caller, @RequestBody Wanted wanted) {
    var scopes = EnumSet.noneOf(Scope.class);
    for (var label : Members.required("scopes", wanted.scopes())) {
      scopes.add(Members.word("scope", String.valueOf(label), Scope::of, Scope.labels()));
    }
    var made =
        tokens.make(caller, Members.required("name", wanted.name()), scopes, wanted.expires());
    return answer(made.token(), made.key());
  }

  @Needs(Scope.EDIT)
  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void revoke(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
    var token =
        tokens
            .byId(id)
            .filter(it -> isTheirs(it, caller))
            .orElseThrow(
                () -> new Refused(Refused.Reason.NOT_FOUND, "there is no such token of yours"));
    tokens.revoke(caller, token);
  }
}
