package caravan.http;

import caravan.problem.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request that cannot be answered as it was meant to be. */
public final class Failure extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final int status;
  private final String code;
  private final @Nullable Duration retryAfter;
  private final transient Map<String, Object> more;

  /**
   * One with a status of HTTP, a stable code and a sentence for people.
   *
   * @param code {@code journey-running}
   */
  public Failure(int status, String code, String detail) {
    this(status, code, detail, null, Map.of());
  }

  private Failure(
      int status,
      String code,
      String detail,
      @Nullable Duration retryAfter,
      Map<String, Object> more) {
    super(detail, null, false, false);
    this.status = status;
    this.code = code;
    this.retryAfter = retryAfter;
    this.more = Map.copyOf(more);
  }

  public static Failure notFound(String detail) {
    return new Failure(404, "not-found", detail);
  }

  public static Failure conflict(String code, String detail) {
    return new Failure(409, code, detail);
  }

  /** A change that others' definitions do not allow, with what is wrong with it. */
  public static Failure conflict(String code, String detail, List<Problem> problems) {
    return new Failure(409, code, detail, null, Map.of("problems", problems));
  }

  /** Somebody else changed it meanwhile. */
  public static Failure changed(String version) {
    return new Failure(
        412,
        "changed",
        "this was changed meanwhile; look at it again",
        null,
        Map.of("version", version));
  }

  /** Too much at once. */
  public static Failure busy(String detail, Duration retryAfter) {
    return new Failure(429, "busy", detail, retryAfter, Map.of());
  }

  public int status() {
    return status;
  }

  public String code() {
    return code;
  }

  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }

  /** Further members of the answer. */
  public Map<String, Object> more() {
    return more;
  }
}
