package caravan.message;

import java.util.List;

/** Finds the addresses in plain text, so that each can be another one for each reader. */
final class LinkedText {

  private static final List<String> SCHEMES = List.of("https", "http");
  private static final String AFTER_SCHEME = "://";

  private LinkedText() {}

  /** The text for one person, whose links go where theirs do. */
  static String text(String text, ReaderLinks links) {
    var linked = linked(text, links);
    return links.footer().map(footer -> linked + footer.text(linked, links)).orElse(linked);
  }

  /**
   * Goes by what few texts have, from one to the next: a pattern that is tried at each character
   * took half of the time of writing a letter.
   */
  private static String linked(String text, ReaderLinks links) {
    var out = new StringBuilder();
    var done = 0;
    for (var at = text.indexOf(AFTER_SCHEME); at >= 0; at = text.indexOf(AFTER_SCHEME, at + 1)) {
      var start = start(text, at);
      var end = end(text, at + AFTER_SCHEME.length());
      if (start >= done && end > at + AFTER_SCHEME.length()) {
        var address = text.substring(start, end);
        var target = address.substring(0, length(address));
        out.append(text, done, start)
            .append(LinkedPage.leadsAway(target) ? links.to(target) : target);
        done = start + target.length();
        at = end - 1;
      }
    }
    return done == 0 ? text : out.append(text, done, text.length()).toString();
  }

  /** Where the address begins whose scheme ends at a position; -1 where none does. */
  private static int start(String text, int end) {
    for (var scheme : SCHEMES) {
      var start = end - scheme.length();
      if (text.regionMatches(true, start, scheme, 0, scheme.length())
          && (start == 0 || !isOfWord(text.charAt(start - 1)))) {
        return start;
      }
    }
    return -1;
  }

  private static boolean isOfWord(char c) {
    return c == '_' || c < 0x80 && Character.isLetterOrDigit(c);
  }

  private static int end(String text, int from) {
    var end = from;
    while (end < text.length() && " \t\n\u000B\f\r<>\"".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return end;
  }

  /** Without the marks of the sentence that an address stands in. */
  private static int length(String address) {
    var end = address.length();
    while (end > 0 && isPunctuation(address, end)) {
      end--;
    }
    return end;
  }

  private static boolean isPunctuation(String address, int end) {
    var last = address.charAt(end - 1);
    if (last == ')') {
      var within = address.substring(0, end);
      return within.chars().filter(c -> c == ')').count()
          > within.chars().filter(c -> c == '(').count();
    }
    return ".,;:!?'*_]}»”’".indexOf(last) >= 0;
  }
}
