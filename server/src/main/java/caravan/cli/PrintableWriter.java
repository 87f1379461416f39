package caravan.cli;

import caravan.problem.Printable;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;

/**
 * Standard output and errors, to which names and values of others do nothing: control characters in
 * them are written out.
 */
final class PrintableWriter extends FilterWriter {

  private PrintableWriter(Writer out) {
    super(out);
  }

  static PrintWriter around(PrintWriter out) {
    return new PrintWriter(new PrintableWriter(out), true);
  }

  @Override
  public void write(int c) throws IOException {
    write(String.valueOf((char) c), 0, 1);
  }

  @Override
  public void write(char[] text, int from, int length) throws IOException {
    write(new String(text, from, length), 0, length);
  }

  @Override
  public void write(String text, int from, int length) throws IOException {
    out.write(Printable.lines(text.substring(from, from + length)));
  }
}
