package caravan.warehouse;

/** A text that is not of its format: what was found at a line. */
final class Malformed extends Exception {

  private static final long serialVersionUID = 1;

  private final int line;

  Malformed(int line, String message) {
    super(message);
    this.line = line;
  }

  int line() {
    return line;
  }

  String found() {
    return String.valueOf(getMessage());
  }
}
