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

  /** Whether two texts are the same in lower case. */
  public static boolean same(String a, String b) {
    var i = 0;
    var j = 0;
    while (i < a.length() && j < b.length()) {
      var x = a.codePointAt(i);
      var y = b.codePointAt(j);
      if (x != y && Character.toLowerCase(x) != Character.toLowerCase(y)) {
        return false;
      }
      i += Character.charCount(x);
      j += Character.charCount(y);
    }
    return i == a.length() && j == b.length();
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
