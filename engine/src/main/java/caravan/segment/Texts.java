package caravan.segment;

/** How texts are compared: ignoring case, and in the order of code points. */
public final class Texts {

  private Texts() {}

  /** A text in lower case as every database's {@code lower} makes it: code point by code point. */
  public static String lower(String text) {
    if (isLower(text)) {
      return text;
    }
    var lower = new StringBuilder(text.length());
    text.codePoints().map(Character::toLowerCase).forEach(lower::appendCodePoint);
    return lower.toString();
  }

  /** Whether a text, as most are, has small letters of ASCII only. */
  private static boolean isLower(String text) {
    for (var i = 0; i < text.length(); i++) {
      var letter = text.charAt(i);
      if (letter >= 128 || letter >= 'A' && letter <= 'Z') {
        return false;
      }
    }
    return true;
  }

  /** The order of code points; that of UTF-16 units differs from it. */
  public static int compare(String a, String b) {
    return java.util.Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());
  }
}
