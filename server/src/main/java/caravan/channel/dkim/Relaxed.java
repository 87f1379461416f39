package caravan.channel.dkim;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;

/**
 * A mail in the relaxed form (RFC 6376, 3.4), in which it is signed: what servers on the way may
 * change of blanks, line ends and the case of headers' names makes no difference.
 */
final class Relaxed {

  private static final String END = "\r\n";

  private final List<Header> headers;
  private final byte[] body;

  /**
   * A header in that form.
   *
   * @param name in small letters
   */
  private record Header(String name, String value) {

    static Header of(String text) {
      var colon = text.indexOf(':');
      return new Header(
          text.substring(0, colon).strip().toLowerCase(Locale.ROOT),
          text.substring(colon + 1).replace(END, "").replaceAll("[ \\t]+", " ").strip());
    }

    String text() {
      return name + ":" + value;
    }
  }

  private Relaxed(List<Header> headers, byte[] body) {
    this.headers = headers;
    this.body = body;
  }

  /** That of a mail whose lines end in CR LF. */
  static Relaxed of(byte[] mail) {
    var text = new String(mail, StandardCharsets.ISO_8859_1);
    var end = text.indexOf(END + END);
    var head = end < 0 ? text : text.substring(0, end);
    var headers = new ArrayList<Header>();
    for (var header : head.split("\r\n(?![ \t])", -1)) {
      if (header.indexOf(':') > 0) {
        headers.add(Header.of(header));
      }
    }
    return new Relaxed(headers, body(end < 0 ? "" : text.substring(end + 2 * END.length())));
  }

  private static byte[] body(String text) {
    var out = new ByteArrayOutputStream(text.length());
    var empty = 0;
    for (var line : text.split(END, -1)) {
      var relaxed = line.replaceAll("[ \\t]+", " ").replaceFirst(" $", "");
      if (relaxed.isEmpty()) {
        empty++;
        continue;
      }
      for (; empty > 0; empty--) {
        out.writeBytes(END.getBytes(StandardCharsets.US_ASCII));
      }
      out.writeBytes(relaxed.getBytes(StandardCharsets.ISO_8859_1));
      out.writeBytes(END.getBytes(StandardCharsets.US_ASCII));
    }
    return out.toByteArray(); // empty lines at the end are none
  }

  /** Whether it has a header of some name. */
  boolean has(String name) {
    return headers.stream().anyMatch(header -> header.name().equals(name));
  }

  /** The hash of its body, in base64. */
  String bodyHash() {
    try {
      return Base64.getEncoder().encodeToString(DkimKey.sha256(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("there is no SHA-256", e);
    }
  }

  /**
   * What is signed of its headers.
   *
   * @param names of headers, in small letters; of several of one name the last comes first, and one
   *     that is not there adds nothing
   * @param signature the signature's own header, without the signature
   */
  String signed(List<String> names, String signature) {
    var left = new HashMap<String, Deque<Header>>();
    headers.forEach(
        header -> left.computeIfAbsent(header.name(), _ -> new ArrayDeque<>()).push(header));
    var text = new StringBuilder();
    for (var name : names) {
      var header = left.getOrDefault(name, new ArrayDeque<>()).poll();
      if (header != null) {
        text.append(header.text()).append(END);
      }
    }
    return text.append(Header.of(signature).text()).toString();
  }
}
