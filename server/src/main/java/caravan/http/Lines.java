package caravan.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** The lines of a body, one at a time. */
final class Lines {

  /** What is longer is not kept. */
  static final int LONGEST = 4 << 20;

  private final InputStream in;
  private final byte[] buffer = new byte[1 << 16];
  private int at;
  private int end;
  private int number;
  private boolean tooLong;

  Lines(InputStream in) {
    this.in = in;
  }

  /** The number of the last line, from 1. */
  int number() {
    return number;
  }

  /** Whether the last line was longer than lines may be; its bytes are not all of it. */
  boolean isTooLong() {
    return tooLong;
  }

  /** The bytes of the next line without its end; null where there is none. */
  byte @Nullable [] next() throws IOException {
    if (at == end && !fill()) {
      return null;
    }
    number++;
    tooLong = false;
    var line = new ByteArrayOutputStream(256);
    do {
      var begin = at;
      while (at < end && buffer[at] != '\n') {
        at++;
      }
      tooLong |= line.size() + at - begin > LONGEST;
      if (!tooLong) {
        line.write(buffer, begin, at - begin);
      }
      if (at < end) {
        at++;
        return line.toByteArray();
      }
    } while (fill());
    return line.toByteArray();
  }

  private boolean fill() throws IOException {
    at = 0;
    end = Math.max(0, in.read(buffer));
    return end > 0;
  }
}
