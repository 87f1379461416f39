package caravan.message;

import jakarta.mail.internet.MimeUtility;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * Text in the headers of a mail: as it is in ASCII, else as encoded words (RFC 2047). The library
 * does the same, but searches the class path for its encoders at every word.
 */
final class HeaderText {

  /**
   * 75 characters to an encoded word, of which {@code =?UTF-8?B?} and {@code ?=} take 12: 60 of
   * Base64.
   */
  private static final int BYTES_PER_WORD = 45;

  /** The first shares its line with the header's name. */
  private static final int BYTES_IN_FIRST = 36;

  private static final Pattern ATOMS = Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]+");

  private HeaderText() {}

  /**
   * One line of text, folded; {@code used} is how much of the first line the header's name takes.
   */
  static String unstructured(String text, int used) {
    return isPlain(text) ? MimeUtility.fold(used, text) : words(text);
  }

  /** A name in front of an address: bare, in quotes or encoded. */
  static String phrase(String name) {
    if (!isPlain(name)) {
      return words(name);
    }
    return ATOMS.matcher(name).matches()
        ? name
        : '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private static boolean isPlain(String text) {
    for (var i = 0; i < text.length(); i++) {
      if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
        return false;
      }
    }
    return !text.contains("=?");
  }

  /** Encoded words, a line each; no character is cut in two. */
  private static String words(String text) {
    var out = new StringBuilder();
    var from = 0;
    while (from < text.length()) {
      var to = from;
      var bytes = 0;
      var limit = from == 0 ? BYTES_IN_FIRST : BYTES_PER_WORD;
      while (to < text.length() && bytes + bytesAt(text, to) <= limit) {
        bytes += bytesAt(text, to);
        to += Character.charCount(text.codePointAt(to));
      }
      var word = text.substring(from, to).getBytes(StandardCharsets.UTF_8);
      out.append(from == 0 ? "" : "\r\n ").append("=?UTF-8?B?");
      out.append(Base64.getEncoder().encodeToString(word)).append("?=");
      from = to;
    }
    return out.toString();
  }

  private static int bytesAt(String text, int index) {
    var c = text.codePointAt(index);
    return c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
  }
}
