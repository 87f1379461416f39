package caravan.message;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes a rendered message as a mail (RFC 5322 and MIME). The same input gives the same bytes. */
public final class Eml {

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);
  private static final Pattern MESSAGE_ID = Pattern.compile("[!-;=?A-~]+@[!-;=?A-~]+");
  private static final Pattern HEADER_NAME = Pattern.compile("[A-Za-z][A-Za-z0-9-]*");
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
    if (!MESSAGE_ID.matcher(messageId).matches()) {
      throw new IllegalArgumentException("no message id: " + Values.oneLine(messageId));
    }
    try {
      var mail = new Mail(EmlBody.of(message, messageId));
      mail.setHeader("Date", DATE.format(date));
      mail.setHeader("From", Addresses.sender(from).header());
      mail.setHeader("To", Addresses.address(to, toName).header());
      mail.setHeader("Message-ID", "<" + messageId + ">");
      if (message.subject() != null) {
        var subject = HeaderText.unstructured(subject(message.subject()), "Subject: ".length());
        mail.setHeader("Subject", subject);
      }
      for (var header : new TreeMap<>(message.headers()).entrySet()) {
        addHeader(mail, header.getKey(), header.getValue());
      }
      for (var header : headers.entrySet()) {
        addHeader(mail, header.getKey(), header.getValue());
      }
      var out = new ByteArrayOutputStream(mail.length() + 1024);
      mail.writeTo(out);
      return out.toByteArray();
    } catch (MessagingException | IOException e) {
      throw new RenderFailed("the mail could not be written", e);
    }
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

  private static void addHeader(MimeMessage mail, String name, String value)
      throws MessagingException {
    var fine =
        HEADER_NAME.matcher(name).matches() && value.chars().allMatch(c -> c >= ' ' && c < 0x7F);
    if (!fine) {
      throw new IllegalArgumentException("no header: " + Values.oneLine(name + ": " + value));
    }
    mail.setHeader(name, MimeUtility.fold(name.length() + 2, value));
  }

  /**
   * A message whose body is there already, encoded, so that the library need not find out how to
   * write it.
   */
  private static final class Mail extends MimeMessage {

    Mail(EmlBody body) throws MessagingException {
      super((Session) null);
      content = body.bytes();
      modified = false;
      saved = true;
      setHeader("MIME-Version", "1.0");
      setHeader("Content-Type", body.contentType());
      if (body.encoding() != null) {
        setHeader("Content-Transfer-Encoding", body.encoding());
      }
    }

    int length() {
      return content.length;
    }
  }
}
