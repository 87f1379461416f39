package caravan.channel.smtp;

import java.util.List;

/**
 * What a mail server answered (RFC 5321, 4.2).
 *
 * @param code three digits
 * @param lines its texts, a line each
 */
public record SmtpReply(int code, List<String> lines) {

  /** Whether it did what was asked, or waits for more (2xx, 3xx). */
  public boolean isFine() {
    return code < 400;
  }

  /** Whether the same may go well later (4xx). */
  public boolean isForNow() {
    return code >= 400 && code < 500;
  }

  /** Whether the server ends the session with it. */
  public boolean ends() {
    return code == 421;
  }

  /** The code and the text on one line. */
  @Override
  public String toString() {
    return (code + " " + String.join(" ", lines)).strip();
  }
}
