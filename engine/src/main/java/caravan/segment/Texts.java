package caravan.segment;

/** How texts are compared: ignoring case, and in the order of code points. */
public final class Texts {

  private Texts() {}

  /** A text in lower case as every database's {@code lower} makes it: code point by code point. */
  public static String lower(String text) {
    var lower = new StringBuilder(text.length());
    text.codePoints().map(Character::toLowerCase).forEach(lower::appendCodePoint);
    return lower.toString();
  }

  /** The order of code points; that of UTF-16 units differs from it. */
  public static int compare(String a, String b) {
    return java.util.Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());
  }
}
