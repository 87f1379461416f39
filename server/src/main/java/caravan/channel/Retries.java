package caravan.channel;

import caravan.channel.smtp.SmtpReply;
import caravan.runtime.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What follows a refusal: another attempt later, each time after a longer while, or none.
 *
 * @param most how often a message is tried
 */
record Retries(int most) {

  static final int USUALLY = 8;

  private static final Duration FIRST = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofHours(4);
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST_ASKED = Duration.ofDays(1);
  private static final int GROWTH = 4;

  /** The class, subject and detail of a status (RFC 3463). */
  private static final Pattern STATUS = Pattern.compile("([45])\\.(\\d{1,3})\\.(\\d{1,3})\\b.*");

  /** What was refused: a recipient, or the text of a mail to one that was welcome. */
  enum Refused {
    RECIPIENT,
    TEXT
  }

  /**
   * The outcome of a message that a mail server refused.
   *
   * @param attempts how often it was tried before
   */
  Outcome refused(SmtpReply reply, Refused what, int attempts, Instant now) {
    var reason = reason(reply, what);
    return reply.isForNow() && attempts + 1 < most
        ? again(reason, reply.toString(), attempts, now)
        : Outcome.bounced(reason, reply.toString(), bounce(reply, what));
  }

  /**
   * What a refusal says of the address. An address is given up for a hard one, so it must be said
   * that there is none, or no more: by its status, or by the code where there is no status.
   */
  private static Outcome.Bounce bounce(SmtpReply reply, Refused what) {
    if (reply.isForNow()) {
      return Outcome.Bounce.SOFT;
    }
    var status = status(reply);
    if (status.matches()) {
      return switch (status.group(2) + "." + status.group(3)) {
        case "1.1", "1.2", "1.3", "1.6", "1.10", "2.1" -> Outcome.Bounce.HARD;
        case "2.2" -> Outcome.Bounce.SOFT;
        default -> Outcome.Bounce.OTHER;
      };
    }
    return switch (reply.code()) {
      case 550, 551, 553 -> what == Refused.RECIPIENT ? Outcome.Bounce.HARD : Outcome.Bounce.OTHER;
      case 552 -> Outcome.Bounce.SOFT;
      default -> Outcome.Bounce.OTHER;
    };
  }

  /** The outcome of a message that may go through later. */
  Outcome again(String reason, String detail, int attempts, Instant now) {
    return attempts + 1 >= most
        ? Outcome.failed(reason, detail)
        : Outcome.deferred(reason, detail, now.plus(pause(attempts)));
  }

  /**
   * The outcome of a call that was not taken for now.
   *
   * @param asked how long the other side asked to be left alone; null where it said nothing
   */
  Outcome again(String reason, String detail, int attempts, Instant now, @Nullable Duration asked) {
    var again = again(reason, detail, attempts, now);
    return again.due() == null || asked == null
        ? again
        : Outcome.deferred(reason, detail, now.plus(within(asked)));
  }

  /** Some seconds at least, since nobody is asked without end; a day at most. */
  private static Duration within(Duration asked) {
    return asked.compareTo(SHORTEST) < 0
        ? SHORTEST
        : asked.compareTo(LONGEST_ASKED) > 0 ? LONGEST_ASKED : asked;
  }

  /** The outcome of a message whose server is away: that is no fault of it, however often. */
  Outcome whenBack(String reason, String detail, int attempts, Instant now) {
    return Outcome.deferred(reason, detail, now.plus(pause(attempts)));
  }

  private static Duration pause(int attempts) {
    var pause = FIRST;
    for (var i = 0; i < attempts && pause.compareTo(LONGEST) < 0; i++) {
      pause = pause.multipliedBy(GROWTH);
    }
    return pause.compareTo(LONGEST) < 0 ? pause : LONGEST;
  }

  private static Matcher status(SmtpReply reply) {
    return STATUS.matcher(reply.lines().isEmpty() ? "" : reply.lines().getFirst());
  }

  /** Why a mail server refused, in a word. */
  private static String reason(SmtpReply reply, Refused what) {
    var status = status(reply);
    if (status.matches()) {
      return switch (status.group(2)) {
        case "1" -> "unknown-address";
        case "2" -> status.group(3).equals("2") ? "mailbox-full" : "mailbox-closed";
        case "7" -> "refused-by-policy";
        default -> "refused";
      };
    }
    return switch (reply.code()) {
      case 550, 551, 553 -> what == Refused.RECIPIENT ? "unknown-address" : "refused";
      case 452, 552 -> "mailbox-full";
      case 554 -> "refused-by-policy";
      default -> "refused";
    };
  }
}
