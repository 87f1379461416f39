package caravan.reader;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads mail that servers send about letters of ours: delivery status notifications (RFC 3464) and
 * complaints (RFC 5965).
 *
 * @param about what they say
 * @param letter the mark of the letter that came back with it; empty where it did not
 */
public record ReturnedMail(List<Returned> about, Optional<String> letter) {

  /** So many bytes a mail has at most. */
  public static final int LARGEST = 10_000_000;

  /** Failures that say nothing of the address: full, too large, refused for what it said. */
  private static final Pattern PASSING =
      Pattern.compile("4\\..*|5\\.2\\.[23]|5\\.3\\..*|5\\.[67]\\..*");

  private static final int LONGEST_DETAIL = 300;

  public ReturnedMail {
    about = List.copyOf(about);
  }

  /**
   * Reads a mail.
   *
   * @return nothing where it is neither of them
   */
  public static Optional<ReturnedMail> read(byte[] mail) {
    try {
      var message =
          new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(mail));
      if (!message.isMimeType("multipart/report")) {
        return Optional.empty();
      }
      var about = new ArrayList<Returned>();
      var letter = new ArrayList<String>();
      var parts =
          new MimeMultipart(
              new ByteArrayDataSource(message.getInputStream(), message.getContentType()));
      collect(parts, about, letter);
      return about.isEmpty()
          ? Optional.empty()
          : Optional.of(new ReturnedMail(about, letter.stream().findFirst()));
    } catch (MessagingException | IOException | IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static void collect(Multipart parts, List<Returned> about, List<String> letter)
      throws MessagingException, IOException {
    for (var i = 0; i < parts.getCount(); i++) {
      var part = parts.getBodyPart(i);
      if (part.isMimeType("message/delivery-status")
          || part.isMimeType("message/global-delivery-status")) {
        for (var fields : blocks(part)) {
          status(fields).ifPresent(about::add);
        }
      } else if (part.isMimeType("message/feedback-report")) {
        for (var fields : blocks(part)) {
          complaint(fields).ifPresent(about::add);
        }
      } else if (part.isMimeType("message/rfc822")
          || part.isMimeType("text/rfc822-headers")
          || part.isMimeType("message/global")
          || part.isMimeType("message/global-headers")) {
        mark(new InternetHeaders(stream(part))).ifPresent(letter::add);
      }
    }
  }

  /** What an attachment says, whatever kind it says to be. */
  private static InputStream stream(Part part) throws MessagingException, IOException {
    return part.getInputStream();
  }

  /** The groups of fields in a part, a blank line between them. */
  private static List<InternetHeaders> blocks(Part part) throws MessagingException, IOException {
    var in = new PushbackInputStream(new ByteArrayInputStream(stream(part).readAllBytes()));
    var blocks = new ArrayList<InternetHeaders>();
    for (var next = in.read(); next >= 0 && blocks.size() < 1000; next = in.read()) {
      in.unread(next);
      blocks.add(new InternetHeaders(in));
    }
    return blocks;
  }

  private static Optional<Returned> status(InternetHeaders fields) {
    var address = address(field(fields, "Original-Recipient"));
    if (address.isEmpty()) {
      address = address(field(fields, "Final-Recipient"));
    }
    var action = Optional.ofNullable(field(fields, "Action")).orElse("").toLowerCase(Locale.ROOT);
    var status = Optional.ofNullable(field(fields, "Status")).orElse("");
    var detail = detail(status, field(fields, "Diagnostic-Code"));
    return address.flatMap(
        to ->
            switch (action) {
              case "failed" ->
                  Optional.of(
                      new Returned(
                          PASSING.matcher(status.strip()).matches()
                              ? Returned.Kind.SOFT
                              : Returned.Kind.HARD,
                          to,
                          detail));
              case "delayed" -> Optional.of(new Returned(Returned.Kind.DELAYED, to, detail));
              default -> Optional.empty();
            });
  }

  private static Optional<Returned> complaint(InternetHeaders fields) {
    var type = Optional.ofNullable(field(fields, "Feedback-Type")).orElse("abuse");
    var isComplaint =
        List.of("abuse", "fraud", "virus", "opt-out").contains(type.toLowerCase(Locale.ROOT));
    return address(field(fields, "Original-Rcpt-To"))
        .filter(_ -> isComplaint)
        .map(to -> new Returned(Returned.Kind.COMPLAINT, to, detail(type, null)));
  }

  private static Optional<String> mark(InternetHeaders headers) {
    return Optional.ofNullable(field(headers, LetterLinks.HEADER))
        .map(mark -> mark.replaceAll("\\s+", ""));
  }

  private static @Nullable String field(InternetHeaders fields, String name) {
    var values = fields.getHeader(name);
    return values == null || values.length == 0 ? null : values[0].strip();
  }

  /** The address of {@code rfc822;ann@example.org}, or in {@code <ann@example.org>}. */
  private static Optional<String> address(@Nullable String field) {
    if (field == null) {
      return Optional.empty();
    }
    var address = field.substring(field.indexOf(';') + 1).replaceAll("[<>\\s]", "").strip();
    return address.contains("@") && address.length() <= 320
        ? Optional.of(address)
        : Optional.empty();
  }

  private static String detail(String status, @Nullable String diagnostic) {
    var all = (status + " " + (diagnostic == null ? "" : diagnostic)).strip();
    var line = all.replaceAll("[\\p{Cntrl}\\s]+", " ");
    return line.length() <= LONGEST_DETAIL ? line : line.substring(0, LONGEST_DETAIL);
  }
}
