package caravan.security;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who may sign in.
 *
 * @param id never changes and is never used again
 * @param email is nobody else's, however it is written
 * @param password encoded; null for who signs in elsewhere
 * @param subject who they are at the identity provider; null for who signs in here
 */
public record User(
    String id,
    String name,
    String email,
    Role role,
    boolean disabled,
    @Nullable String password,
    @Nullable String subject,
    Instant created) {

  /** An e-mail address as it is compared. */
  static String same(String email) {
    return email.strip().toLowerCase(Locale.ROOT);
  }

  boolean isAdministrator() {
    return role == Role.ADMINISTRATOR && !disabled;
  }

  User withRole(Role other) {
    return new User(id, name, email, other, disabled, password, subject, created);
  }

  User withDisabled(boolean other) {
    return new User(id, name, email, role, other, password, subject, created);
  }

  User withPassword(String encoded) {
    return new User(id, name, email, role, disabled, encoded, subject, created);
  }

  User named(String otherName, String otherEmail) {
    return new User(id, otherName, otherEmail, role, disabled, password, subject, created);
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "user " + id;
  }
}
