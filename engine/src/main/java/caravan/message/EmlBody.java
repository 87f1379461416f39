package caravan.message;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What follows the headers of a mail: text alone, or text and HTML to choose from. */
final class EmlBody {

  private static final String QUOTED = "quoted-printable";
  private static final String BASE64 = "base64";

  private final String contentType;
  private final @Nullable String encoding;
  private final byte[] bytes;

  private EmlBody(String contentType, @Nullable String encoding, byte[] bytes) {
    this.contentType = contentType;
    this.encoding = encoding;
    this.bytes = bytes;
  }

  String contentType() {
    return contentType;
  }

  /** The transfer encoding; null where the parts have their own. */
  @Nullable String encoding() {
    return encoding;
  }

  byte[] bytes() {
    return bytes;
  }

  static EmlBody of(Rendered message, String messageId) throws IOException {
    var text = message.text();
    var html = message.html();
    var out =
        new ByteArrayOutputStream((html == null ? 0 : html.length() * 2) + text.length() * 2 + 512);
    if (html == null) {
      var bytes = bytes(text);
      var encoding = encodingOf(text, bytes);
      encode(bytes, encoding, out);
      return new EmlBody("text/plain; charset=UTF-8", encoding, out.toByteArray());
    }
    // "=_" stands in no quoted-printable and no base64, so the boundary cannot occur inside a part.
    var boundary = "=_" + UUID.nameUUIDFromBytes(messageId.getBytes(StandardCharsets.UTF_8));
    part(boundary, "text/plain", text, out);
    part(boundary, "text/html", html, out);
    write("--" + boundary + "--\r\n", out);
    return new EmlBody(
        "multipart/alternative;\r\n boundary=\"" + boundary + "\"", null, out.toByteArray());
  }

  private static void part(String boundary, String type, String text, ByteArrayOutputStream out)
      throws IOException {
    var bytes = bytes(text);
    var encoding = encodingOf(text, bytes);
    write(
        "--"
            + boundary
            + "\r\nContent-Type: "
            + type
            + "; charset=UTF-8\r\nContent-Transfer-Encoding: "
            + encoding
            + "\r\n\r\n",
        out);
    encode(bytes, encoding, out);
    write("\r\n", out);
  }

  /**
   * Base64 where much of the text is not ASCII, since quoted-printable would be three times as
   * long.
   */
  private static String encodingOf(String text, byte[] bytes) {
    var bits = 0;
    for (var b : bytes) {
      bits |= b;
    }
    if (bits >= 0) {
      return QUOTED; // all of it is ASCII, as mostly
    }
    var foreign = 0;
    for (var i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x7F) {
        foreign++;
      }
    }
    return foreign > text.length() / 6 ? BASE64 : QUOTED;
  }

  /** The text in UTF-8, its lines ending in CR LF. */
  private static byte[] bytes(String text) {
    var lines = text.indexOf('\r') < 0 ? text : text.replace("\r\n", "\n");
    return lines.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
  }

  private static void encode(byte[] bytes, String encoding, ByteArrayOutputStream out)
      throws IOException {
    if (encoding.equals(BASE64)) {
      out.write(Base64.getMimeEncoder().encode(bytes));
    } else {
      QuotedPrintable.encode(bytes, out);
    }
  }

  private static void write(String ascii, ByteArrayOutputStream out) throws IOException {
    out.write(ascii.getBytes(StandardCharsets.US_ASCII));
  }
}
