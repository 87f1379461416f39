package caravan.problem;

/** Texts of others made fit for a terminal and a log: no character in them does anything. */
public final class Printable {

  private Printable() {}

  /** A text on one line, its control characters written out: {@code \n}, {@code \u001b}. */
  public static String line(String text) {
    return of(text, false);
  }

  /** The same with line ends and tabs left as they are. */
  public static String lines(String text) {
    return of(text, true);
  }

  private static String of(String text, boolean layout) {
    if (text.chars().noneMatch(Character::isISOControl)) {
      return text;
    }
    var printable = new StringBuilder(text.length() + 16);
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (!Character.isISOControl(c) || (layout && (c == '\n' || c == '\t'))) {
        printable.append(c);
      } else {
        printable.append(
            switch (c) {
              case '\n' -> "\\n";
              case '\r' -> "\\r";
              case '\t' -> "\\t";
              default -> "\\u%04x".formatted((int) c);
            });
      }
    }
    return printable.toString();
  }
}
