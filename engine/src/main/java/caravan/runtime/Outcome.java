package caravan.runtime;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What became of one person's message.
 *
 * @param reason in a word, to be counted by; null where there is none
 * @param detail in full, as the other side said it say; null where there is none
 * @param due when it is tried again; null but for a deferred one
 * @param bounce what a refusal for good says of the address; null but for such a one
 */
public record Outcome(
    Kind kind,
    @Nullable String reason,
    @Nullable String detail,
    @Nullable Instant due,
    @Nullable Bounce bounce) {

  /** One that no refusal led to. */
  Outcome(Kind kind, @Nullable String reason, @Nullable String detail, @Nullable Instant due) {
    this(kind, reason, detail, due, null);
  }

  /** What it says of an address that a mail to it was refused for good. */
  public enum Bounce {
    /** That it takes nothing, and never will. */
    HARD,
    /** That it took nothing this time. */
    SOFT,
    /** Nothing: it was for what the mail says, or where it comes from. */
    OTHER
  }

  /** In what way it ended, or stands. */
  public enum Kind {
    /** The channel took it. */
    DELIVERED,
    /** It may not be sent: there is no consent, say. */
    BLOCKED,
    /** The person left, or the journey was stopped, before it was handed over. */
    WITHDRAWN,
    /** It was refused for good, or too often, or could not be made. */
    FAILED,
    /** Somebody gave it up. */
    DROPPED,
    /** It was refused for now, and is tried again. */
    DEFERRED,
    /** It was handed over, and then nobody said whether it was taken. */
    UNKNOWN;

    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Kind of(String label) {
      return valueOf(label.toUpperCase(Locale.ROOT));
    }

    /** Whether a row a person is kept, since somebody may want to look at it, or it goes on. */
    public boolean isTrouble() {
      return this == FAILED || this == DEFERRED || this == UNKNOWN;
    }
  }

  public static final Outcome DELIVERED = new Outcome(Kind.DELIVERED, null, null, null);

  public static Outcome blocked(String reason) {
    return new Outcome(Kind.BLOCKED, reason, null, null);
  }

  public static Outcome withdrawn(String reason) {
    return new Outcome(Kind.WITHDRAWN, reason, null, null);
  }

  public static Outcome failed(String reason, String detail) {
    return new Outcome(Kind.FAILED, reason, detail, null);
  }

  /** The other side refused it for good. */
  public static Outcome bounced(String reason, String detail, Bounce bounce) {
    return new Outcome(Kind.FAILED, reason, detail, null, bounce);
  }

  public static Outcome deferred(String reason, String detail, Instant due) {
    return new Outcome(Kind.DEFERRED, reason, detail, due);
  }

  public static Outcome unknown(String detail) {
    return new Outcome(Kind.UNKNOWN, null, detail, null);
  }
}
