package caravan.message;

import static java.nio.charset.StandardCharsets.US_ASCII;

import jakarta.mail.internet.MimeUtility;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes a rendered message as a mail (RFC 5322 and MIME). The same input gives the same bytes. */
public final class Eml {

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);
  private static final int LONGEST_SUBJECT = 500;

  private Eml() {}

  /** Writes a mail without any headers of its own. */
  public static byte[] write(
      Rendered message,
      String from,
      String to,
      @Nullable String toName,
      Instant date,
      String messageId) {
    return write(message, from, to, toName, date, messageId, Map.of());
  }

  /**
   * Writes a mail.
   *
   * @param from the sender, {@code Name <address>} or an address alone
   * @param to the address alone
   * @param toName the person's name, if it is known
   * @param messageId without angle brackets: {@code something@domain}
   * @param headers more of them, such as {@code List-Unsubscribe}; their values in ASCII
   * @return the mail, lines ending in CR LF
   * @throws BadAddress if an address is none
   * @throws IllegalArgumentException if the message id or a header cannot stand in a mail
   */
  public static byte[] write(
      Rendered message,
      String from,
      String to,
      @Nullable String toName,
      Instant date,
      String messageId,
      Map<String, String> headers) {
    if (!isMessageId(messageId)) {
      throw new IllegalArgumentException("no message id: " + Values.oneLine(messageId));
    }
    try {
      var body = EmlBody.of(message, messageId);
      var head = new StringBuilder(1024);
      header(head, "Date", DATE.format(date));
      header(head, "From", Addresses.sender(from).header());
      header(head, "To", Addresses.address(to, toName).header());
      header(head, "Message-ID", "<" + messageId + ">");
      if (message.subject() != null) {
        var subject = HeaderText.unstructured(subject(message.subject()), "Subject: ".length());
        header(head, "Subject", subject);
      }
      header(head, "MIME-Version", "1.0");
      header(head, "Content-Type", body.contentType());
      if (body.encoding() != null) {
        header(head, "Content-Transfer-Encoding", body.encoding());
      }
      var more = new LinkedHashMap<String, String>(new TreeMap<>(message.headers()));
      more.putAll(headers);
      more.forEach((name, value) -> header(head, name, folded(name, value)));
      return together(head.append("\r\n").toString().getBytes(US_ASCII), body.bytes());
    } catch (IOException e) {
      throw new RenderFailed("the mail could not be written", e);
    }
  }

  private static void header(StringBuilder head, String name, String value) {
    head.append(name).append(": ").append(value).append("\r\n");
  }

  private static byte[] together(byte[] head, byte[] body) {
    var mail = Arrays.copyOf(head, head.length + body.length);
    System.arraycopy(body, 0, mail, head.length, body.length);
    return mail;
  }

  /** Between which addresses a mail goes, in ASCII and alone. */
  public record Envelope(String from, String to) {}

  /**
   * The envelope of a mail.
   *
   * @param from as for {@link #write}, likewise {@code to}
   * @throws BadAddress if an address is none
   */
  public static Envelope envelope(String from, String to) {
    return new Envelope(Addresses.sender(from).address(), Addresses.address(to, null).address());
  }

  /**
   * Checks an address that stands alone.
   *
   * @throws BadAddress if it is none
   */
  public static void requireAddress(String address) {
    var _ = Addresses.address(address, null);
  }

  private static String subject(String subject) {
    var line = Values.oneLine(subject);
    return line.codePointCount(0, line.length()) <= LONGEST_SUBJECT
        ? line
        : line.substring(0, line.offsetByCodePoints(0, LONGEST_SUBJECT)) + "…";
  }

  private static String folded(String name, String value) {
    if (!isHeaderName(name) || !isPrintable(value)) {
      throw new IllegalArgumentException("no header: " + Values.oneLine(name + ": " + value));
    }
    // Most have no blank to be folded at; looking for one costs more than writing them.
    return value.indexOf(' ') < 0 ? value : MimeUtility.fold(name.length() + 2, value);
  }

  /**
   * Whether there is something on both sides of an at sign, and nothing that cannot stand there.
   */
  private static boolean isMessageId(String id) {
    var at = id.indexOf('@');
    return at > 0
        && at < id.length() - 1
        && id.indexOf('@', at + 1) < 0
        && id.indexOf(' ') < 0
        && id.indexOf('<') < 0
        && id.indexOf('>') < 0
        && isPrintable(id);
  }

  private static boolean isHeaderName(String name) {
    for (var i = 0; i < name.length(); i++) {
      var c = name.charAt(i);
      var isLetter = c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
      if (!isLetter && (i == 0 || c != '-' && (c < '0' || c > '9'))) {
        return false;
      }
    }
    return !name.isEmpty();
  }

  private static boolean isPrintable(String value) {
    for (var i = 0; i < value.length(); i++) {
      if (value.charAt(i) < ' ' || value.charAt(i) >= 0x7F) {
        return false;
      }
    }
    return true;
  }
}
