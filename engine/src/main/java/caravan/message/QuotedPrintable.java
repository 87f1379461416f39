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

  private final byte[] in;
  private final byte[] out;
  private int written;
  private int column;

  private QuotedPrintable(byte[] in) {
    this.in = in;
    // At worst three bytes for each, and three more for a soft break after every 25 of them.
    this.out = new byte[in.length * 3 + in.length / 8 + 16];
  }

  static void encode(byte[] text, ByteArrayOutputStream to) {
    var encoder = new QuotedPrintable(text);
    encoder.encode();
    to.write(encoder.out, 0, encoder.written);
  }

  private void encode() {
    for (var i = 0; i < in.length; i++) {
      var b = in[i];
      if (b == '\r' && i + 1 < in.length && in[i + 1] == '\n') {
        out[written++] = '\r';
        out[written++] = '\n';
        column = 0;
        i++;
      } else if ((b > ' ' && b < 0x7F && b != '=') || isInnerSpace(b, i)) {
        room(1);
        out[written++] = b;
      } else {
        room(3);
        out[written++] = '=';
        out[written++] = HEX[(b >> 4) & 15];
        out[written++] = HEX[b & 15];
      }
    }
  }

  /** A blank at the end of a line would be lost on the way. */
  private boolean isInnerSpace(byte b, int i) {
    return (b == ' ' || b == '\t') && i + 1 < in.length && in[i + 1] != '\r' && in[i + 1] != '\n';
  }

  private void room(int bytes) {
    if (column + bytes > LONGEST_LINE) {
      out[written++] = '=';
      out[written++] = '\r';
      out[written++] = '\n';
      column = 0;
    }
    column += bytes;
  }
}
