package caravan.channel.dkim;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Signs mails: puts a header in front of each by which others see that a domain sent it so.
 *
 * @param selector under which the domain publishes the key
 */
public record DkimSigner(String domain, String selector, DkimKey key) {

  private static final String NAME = "DKIM-Signature";
  private static final int LONGEST_LINE = 72;

  /** What is signed where it is there. */
  private static final List<String> SIGNED =
      List.of(
          "from",
          "to",
          "subject",
          "date",
          "message-id",
          "mime-version",
          "content-type",
          "content-transfer-encoding",
          "list-unsubscribe",
          "list-unsubscribe-post");

  /** What is signed once more than it is there, so that nobody adds one. */
  private static final List<String> ONCE = List.of("from", "to", "subject", "date");

  /** The mail with its signature; its lines end in CR LF. */
  public byte[] sign(byte[] mail, Instant now) {
    var relaxed = Relaxed.of(mail);
    var names = new ArrayList<>(SIGNED.stream().filter(relaxed::has).toList());
    names.addAll(ONCE);
    var header = header(relaxed, names, now);
    var signature = key.sign(relaxed.signed(names, header));
    var whole = (header + folded(signature) + "\r\n").getBytes(StandardCharsets.US_ASCII);
    var signed = new byte[whole.length + mail.length];
    System.arraycopy(whole, 0, signed, 0, whole.length);
    System.arraycopy(mail, 0, signed, whole.length, mail.length);
    return signed;
  }

  /** The header but for the signature, which is its end. */
  private String header(Relaxed mail, List<String> names, Instant now) {
    return String.join(
        "\r\n ",
        NAME + ": v=1; a=" + key.type().label() + "-sha256; c=relaxed/relaxed;",
        "d=" + domain + "; s=" + selector + "; t=" + now.getEpochSecond() + ";",
        "h=" + String.join(":\r\n  ", lines(names)) + ";",
        "bh=" + mail.bodyHash() + ";",
        "b=");
  }

  /** Names parted by colons, as many on a line as fit. */
  private static List<String> lines(List<String> names) {
    var lines = new ArrayList<String>();
    for (var name : names) {
      var last = lines.isEmpty() ? "" : lines.getLast();
      if (last.isEmpty() || last.length() + name.length() >= LONGEST_LINE) {
        lines.add(name);
      } else {
        lines.set(lines.size() - 1, last + ":" + name);
      }
    }
    return lines;
  }

  private static String folded(String signature) {
    return signature.replaceAll("(.{" + LONGEST_LINE + "})(?!$)", "$1\r\n  ");
  }
}
