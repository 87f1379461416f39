package caravan.security;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Who sent a request, and what they may do.
 *
 * @param via how they showed who they are
 * @param reference the id of the session or token
 * @param address where the request came from
 */
public record Caller(User user, Set<Scope> scopes, Via via, String reference, String address) {

  /** How somebody shows who they are. */
  public enum Via {
    SESSION,
    TOKEN,
    /** A command on this machine. */
    LOCAL
  }

  public Caller {
    scopes =
        Collections.unmodifiableSet(
            scopes.isEmpty() ? EnumSet.noneOf(Scope.class) : EnumSet.copyOf(scopes));
  }

  /** Who sent the request that this thread answers. */
  public static Optional<Caller> current() {
    var authentication = SecurityContextHolder.getContext().getAuthentication();
    return authentication instanceof Signed signed
        ? Optional.of(signed.getPrincipal())
        : Optional.empty();
  }

  public boolean may(Scope scope) {
    return scopes.contains(scope);
  }

  /**
   * Goes on only if they may.
   *
   * @throws Refused otherwise
   */
  public void require(Scope scope) {
    if (!may(scope)) {
      throw new Refused(
          Refused.Reason.FORBIDDEN,
          via == Via.TOKEN
              ? "this token has no scope '%s'".formatted(scope.label())
              : "a %s may not do this".formatted(user.role().label()));
    }
  }
}
