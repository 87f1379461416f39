package caravan.security;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request that may not be answered: why, and for whom to read. */
public final class Refused extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** Why: a stable code and a status of HTTP. */
  public enum Reason {
    NOT_SIGNED_IN("not-signed-in", 401),
    WRONG_CREDENTIALS("wrong-credentials", 401),
    INVALID_TOKEN("invalid-token", 401),
    FORBIDDEN("forbidden", 403),
    CROSS_SITE("cross-site", 403),
    CSRF("csrf", 403),
    INVALID_LINK("invalid-link", 403),
    NOT_FOUND("not-found", 404),
    CONFLICT("conflict", 409),
    THROTTLED("too-many-attempts", 429);

    private final String code;
    private final int status;

    Reason(String code, int status) {
      this.code = code;
      this.status = status;
    }

    public String code() {
      return code;
    }

    public int status() {
      return status;
    }
  }

  private final Reason reason;
  private final @Nullable Duration retryAfter;

  public Refused(Reason reason, String message) {
    this(reason, message, null);
  }

  public Refused(Reason reason, String message, @Nullable Duration retryAfter) {
    super(message, null, false, false);
    this.reason = reason;
    this.retryAfter = retryAfter;
  }

  public Reason reason() {
    return reason;
  }

  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
