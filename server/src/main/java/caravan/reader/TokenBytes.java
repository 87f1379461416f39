package caravan.reader;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A token as bytes, as few as will do. */
final class TokenBytes {

  private static final int VERSION = 1;

  private TokenBytes() {}

  static byte[] write(Token token) {
    var out = new ByteArrayOutputStream(128);
    var letter = token.letter();
    out.write(VERSION);
    out.write(token.kind().code());
    number(letter.person(), out);
    number(letter.run(), out);
    number(letter.delivery(), out);
    text(letter.audience(), out);
    text(letter.message(), out);
    text(letter.channel(), out);
    text(letter.language(), out);
    text(token.detail(), out);
    return out.toByteArray();
  }

  /**
   * Reads one that is known to be ours.
   *
   * @throws IOException where another program wrote it
   */
  static Token read(byte[] bytes) throws IOException {
    var in = new DataInputStream(new ByteArrayInputStream(bytes));
    if (in.readUnsignedByte() != VERSION) {
      throw new IOException("no version of ours");
    }
    var kind = Token.Kind.of(in.readUnsignedByte()).orElseThrow(() -> new IOException("no kind"));
    var person = Math.toIntExact(number(in));
    var run = number(in);
    var delivery = number(in);
    var letter = new LetterId(text(in), person, run, delivery, text(in), text(in), text(in));
    return new Token(kind, letter, text(in));
  }

  /** Seven bits a byte, the lowest first. */
  private static void number(long number, ByteArrayOutputStream out) {
    var left = number;
    while ((left & ~0x7FL) != 0) {
      out.write((int) (left & 0x7F | 0x80));
      left >>>= 7;
    }
    out.write((int) left);
  }

  private static long number(DataInputStream in) throws IOException {
    var number = 0L;
    for (var shift = 0; shift < 64; shift += 7) {
      var next = in.readUnsignedByte();
      number |= (next & 0x7FL) << shift;
      if (next < 0x80) {
        return number;
      }
    }
    throw new IOException("no number");
  }

  private static void text(String text, ByteArrayOutputStream out) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    number(bytes.length, out);
    out.writeBytes(bytes);
  }

  private static String text(DataInputStream in) throws IOException {
    var bytes = in.readNBytes(Math.toIntExact(number(in)));
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
