package caravan.message;

import java.io.ByteArrayOutputStream;

/**
 * Quoted-printable (RFC 2045, 6.7) for text whose lines end in CR LF. The library's own encoder
 * goes byte by byte through two streams, which took most of the time of writing a mail.
 */
final class QuotedPrintable {

  /** With the {@code =} of a soft break, 76. */
  private static final int LONGEST_LINE = 75;

  private static final byte[] HEX = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'
  };

  private QuotedPrintable() {}

  static void encode(byte[] text, ByteArrayOutputStream to) {
    // At worst three bytes for each, and three more for a soft break after every 25 of them.
    var out = new byte[text.length * 3 + text.length / 8 + 16];
    to.write(out, 0, encode(text, out));
  }

  /** Answers how many bytes it wrote. One loop over local variables, since each mail goes by it. */
  private static int encode(byte[] in, byte[] out) {
    var written = 0;
    var column = 0;
    for (var i = 0; i < in.length; i++) {
      var b = in[i];
      if (b == '\r' && i + 1 < in.length && in[i + 1] == '\n') {
        out[written++] = '\r';
        out[written++] = '\n';
        column = 0;
        i++;
        continue;
      }
      var isPlain = (b > ' ' && b < 0x7F && b != '=') || isInnerSpace(in, i);
      var width = isPlain ? 1 : 3;
      if (column + width > LONGEST_LINE) {
        out[written++] = '=';
        out[written++] = '\r';
        out[written++] = '\n';
        column = 0;
      }
      column += width;
      if (isPlain) {
        out[written++] = b;
      } else {
        out[written++] = '=';
        out[written++] = HEX[(b >> 4) & 15];
        out[written++] = HEX[b & 15];
      }
    }
    return written;
  }

  /** A blank at the end of a line would be lost on the way. */
  private static boolean isInnerSpace(byte[] in, int i) {
    return (in[i] == ' ' || in[i] == '\t')
        && i + 1 < in.length
        && in[i + 1] != '\r'
        && in[i + 1] != '\n';
  }
}
