package caravan.warehouse;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The records of a CSV text, one after the other, with the line on which each begins. It reads what
 * DuckDB reads (blanks around quotes and blank lines do not count) and also mixed line ends and
 * larger cells, up to {@link DataFile#LONGEST_ROW}.
 */
final class CsvRecords implements AutoCloseable {

  private static final int END = -1;

  private final InputStream in;
  private final byte[] buffer = new byte[1 << 16];
  private int length;
  private int position;

  private final byte delimiter;
  private final CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();
  private byte[] cell = new byte[256];
  private int cellLength;
  private int recordLength;

  private int line = 1;
  private int start = 1;
  private String lineEnd = "\n";

  CsvRecords(InputStream in, char delimiter) throws IOException {
    this.in = in;
    this.delimiter = (byte) delimiter;
    fill();
    if (length >= 3
        && buffer[0] == (byte) 0xEF
        && buffer[1] == (byte) 0xBB
        && buffer[2] == (byte) 0xBF) {
      position = 3;
    }
  }

  /** The line on which the last record began. */
  int line() {
    return start;
  }

  /** How the last line ended. */
  String lineEnd() {
    return lineEnd;
  }

  /**
   * The next record that is not a blank line: its cells, null where nothing stands; null at the
   * end.
   */
  @Nullable List<@Nullable String> next() throws IOException, Malformed {
    while (peek() == '\n' || peek() == '\r') {
      endLine();
    }
    return read();
  }

  /** The next record, be it a blank line. */
  @Nullable List<@Nullable String> read() throws IOException, Malformed {
    if (peek() == END) {
      return null;
    }
    start = line;
    recordLength = 0;
    var cells = new ArrayList<@Nullable String>();
    while (true) {
      cells.add(cell());
      var after = peek();
      if (after == delimiter) {
        count();
        position++;
      } else {
        endLine();
        return cells;
      }
    }
  }

  private @Nullable String cell() throws IOException, Malformed {
    cellLength = 0;
    while (peek() == ' ') {
      keep();
    }
    if (peek() == '"') {
      return quoted();
    }
    while (!isCellEnd(peek())) {
      keep();
    }
    return cellLength == 0 ? null : text();
  }

  private String quoted() throws IOException, Malformed {
    var opened = line;
    cellLength = 0;
    position++;
    while (true) {
      var c = peek();
      if (c == END) {
        throw new Malformed(opened, "a quote (\") is opened here and never closed");
      }
      if (c == '\n') {
        line++;
      }
      keep();
      if (c == '"') {
        if (peek() == '"') {
          position++;
        } else {
          cellLength--;
          break;
        }
      }
    }
    while (peek() == ' ') {
      position++;
    }
    if (!isCellEnd(peek())) {
      throw new Malformed(
          line,
          "text follows a closing quote; a quote inside a quoted cell is written twice (\"\")");
    }
    return text();
  }

  private boolean isCellEnd(int c) {
    return c == END || c == delimiter || c == '\n' || c == '\r';
  }

  private void endLine() throws IOException {
    if (peek() == END) {
      return;
    }
    line++;
    if (buffer[position++] == '\n') {
      lineEnd = "\n";
    } else if (peek() == '\n') {
      position++;
      lineEnd = "\r\n";
    } else {
      lineEnd = "\r";
    }
  }

  private String text() throws Malformed {
    try {
      return utf8.decode(ByteBuffer.wrap(cell, 0, cellLength)).toString();
    } catch (CharacterCodingException _) {
      throw new Malformed(
          line,
          "'"
              + new String(cell, 0, Math.min(cellLength, 40), StandardCharsets.ISO_8859_1)
              + "' is not UTF-8 text");
    }
  }

  /** A file that never ends its row would else fill the memory. */
  private void count() throws Malformed {
    if (++recordLength > DataFile.LONGEST_ROW) {
      throw new Malformed(start, DataFile.TOO_LONG);
    }
  }

  private void keep() throws Malformed {
    count();
    if (cellLength == cell.length) {
      cell = Arrays.copyOf(cell, cellLength * 2);
    }
    cell[cellLength++] = buffer[position++];
  }

  private int peek() throws IOException {
    if (position == length) {
      fill();
    }
    return length == 0 ? END : buffer[position] & 0xFF;
  }

  private void fill() throws IOException {
    position = 0;
    length = Math.max(0, in.readNBytes(buffer, 0, buffer.length));
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
