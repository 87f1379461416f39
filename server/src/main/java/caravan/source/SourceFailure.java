package caravan.source;

import org.jspecify.annotations.Nullable;

/**
 * A source that could not be read: why, in words for people. No message has a secret, a token or a
 * person's data in it but for the id of a profile.
 */
public final class SourceFailure extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** The kinds of failure. */
  public enum Reason {
    /** Nobody answers, or not in time, or the connection is cut again and again. */
    UNREACHABLE("source-unreachable", true),
    /** It wants fewer requests, still after all waiting. */
    THROTTLED("source-throttled", true),
    /** It says that it is broken, or closed for now. */
    UNAVAILABLE("source-unavailable", true),
    /** Tenant, client or secret are not taken. */
    SIGN_IN_REFUSED("source-sign-in-refused", false),
    /** A fresh token is not taken. */
    UNAUTHORIZED("source-unauthorized", false),
    /** Signed in, but not permitted to read. */
    FORBIDDEN("source-forbidden", false),
    /** What is to be read is not there. */
    NOT_FOUND("source-not-found", false),
    /** It does not take a request; seen where a column goes between two of them. */
    REFUSED("source-refused", true),
    /** An answer is no JSON, half of it, or of another form than agreed. */
    UNREADABLE("source-unreadable", true),
    /** A value does not fit the type of its column. */
    UNEXPECTED_VALUE("source-unexpected-value", false),
    /** A profile without an id. */
    NO_ID("source-no-id", false),
    /** Two profiles with one id. */
    DUPLICATE_ID("source-duplicate-id", true),
    /** The next page would be somewhere else. */
    FOREIGN_LINK("source-foreign-link", false),
    /** The pages do not come to an end. */
    ENDLESS("source-endless", true),
    /** A segment would lose too many of its members at once. */
    GREAT_LOSS("source-great-loss", true),
    /** A column has another type than before. */
    OTHER_TYPE("source-other-type", false),
    /** The table that the profiles would go into is somebody else's. */
    OTHER_TABLE("source-other-table", false),
    /** The reading was called off. */
    INTERRUPTED("source-interrupted", true);

    private final String code;
    private final boolean passing;

    Reason(String code, boolean passing) {
      this.code = code;
      this.passing = passing;
    }
  }

  private final Reason reason;

  public SourceFailure(Reason reason, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  public SourceFailure(Reason reason, String message) {
    this(reason, message, null);
  }

  public Reason reason() {
    return reason;
  }

  /** The stable name of the kind of failure, for logs and the API: {@code source-throttled}. */
  public String code() {
    return reason.code;
  }

  /** Whether the same may succeed later without anybody changing anything here or there. */
  public boolean isPassing() {
    return reason.passing;
  }
}
