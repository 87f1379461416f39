package caravan.security;

import caravan.problem.Problems;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.stereotype.Component;

/** People who sign in at the identity provider: made users at their first time. */
@Component
final class OidcUsers {

  private static final Logger LOG = LoggerFactory.getLogger(OidcUsers.class);

  private final AdminDatabase db;
  private final Users users;
  private final SecuritySettings settings;

  OidcUsers(AdminDatabase db, Users users, SecuritySettings settings) {
    this.db = db;
    this.users = users;
    this.settings = settings;
  }

  /**
   * The user somebody is, with the role that the provider says they have.
   *
   * @throws Refused where they have none, were disabled, or their e-mail address is somebody else's
   */
  User signedIn(OidcUser person, String address) {
    var subject = person.getIssuer() + " " + person.getSubject();
    var role =
        role(person.getClaims())
            .orElseThrow(
                () ->
                    new Refused(Refused.Reason.FORBIDDEN, "the provider gives them no role here"));
    var known = users.bySubject(subject);
    return known.isPresent()
        ? returning(known.get(), role, address)
        : first(person, subject, role, address);
  }

  private User returning(User user, Role role, String address) {
    if (user.disabled()) {
      throw new Refused(Refused.Reason.FORBIDDEN, "this user is disabled");
    }
    if (user.role() == role) {
      return user;
    }
    if (role != Role.ADMINISTRATOR && users.isLastAdministrator(user)) {
      LOG.warn("the last administrator stays one, whatever the identity provider says");
      return user;
    }
    return users.change(
        Actor.of(user, address), user.id(), it -> it.withRole(role), "user-role-from-provider");
  }

  private User first(OidcUser person, String subject, Role role, String address) {
    var email = Objects.requireNonNullElse(person.getEmail(), "");
    var name =
        Stream.of(person.getFullName(), person.getPreferredUsername(), email)
            .filter(it -> it != null && !it.isBlank())
            .findFirst()
            .orElse("");
    var problems = new Problems();
    Users.check(name, email, problems);
    if (!problems.isEmpty()) {
      throw new Refused(Refused.Reason.FORBIDDEN, "the provider sends no e-mail address");
    }
    if (Boolean.FALSE.equals(person.getEmailVerified())) {
      throw new Refused(
          Refused.Reason.FORBIDDEN, "the provider does not vouch for their e-mail address");
    }
    if (users.byEmail(email).isPresent()) {
      throw new Refused(
          Refused.Reason.CONFLICT, "a user with this e-mail address has a password here");
    }
    return db.change(
        (sql, afterwards) -> {
          var user = users.insert(sql, name, email, role, null, subject);
          users.noteCreated(sql, Actor.of(user, address), user);
          afterwards.accept(() -> users.remember(user));
          return user;
        });
  }

  /** The highest of ours that one of theirs stands for. */
  private Optional<Role> role(Map<String, Object> claims) {
    var oidc = settings.oidc().orElseThrow();
    var mapped = oidc.roles();
    return theirs(claims, oidc.rolesClaim()).stream()
        .flatMap(
            name ->
                mapped.isEmpty()
                    ? Role.of(name).stream()
                    : Optional.ofNullable(mapped.get(name)).stream())
        .max(Comparator.naturalOrder());
  }

  private static List<String> theirs(Map<String, Object> claims, String path) {
    @Nullable Object value = claims.get(path);
    if (value == null) {
      value = claims;
      for (var part : path.split("\\.", -1)) {
        value = value instanceof Map<?, ?> map ? map.get(part) : null;
      }
    }
    return switch (value) {
      case null -> List.of();
      case Collection<?> several -> {
        var names = new ArrayList<String>();
        several.forEach(name -> names.add(String.valueOf(name)));
        yield names;
      }
      default -> Arrays.asList(value.toString().split(" ", -1));
    };
  }
}
