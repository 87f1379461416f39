package caravan.http;

import caravan.security.User;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;

/**
 * A user as the API shows one.
 *
 * @param local whether they have a password here, or sign in at the identity provider
 */
@Schema(name = "User")
record UserAnswer(
    String id,
    String name,
    String email,
    String role,
    boolean disabled,
    boolean local,
    Instant created) {

  static UserAnswer of(User user) {
    return new UserAnswer(
        user.id(),
        user.name(),
        user.email(),
        user.role().label(),
        user.disabled(),
        user.subject() == null,
        user.created());
  }

  Version version() {
    return Version.of(toString());
  }
}
