package caravan.message;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Finds the addresses in plain text, so that each can be another one for each reader. */
final class LinkedText {

  private static final Pattern ADDRESS =
      Pattern.compile("\\bhttps?://[^\\s<>\"]+", Pattern.CASE_INSENSITIVE);

  private LinkedText() {}

  /** The text for one person, whose links go where theirs do. */
  static String text(String text, ReaderLinks links) {
    var linked = ADDRESS.matcher(text).replaceAll(found -> quoted(found, links));
    return links.footer().map(footer -> linked + footer.text(linked, links)).orElse(linked);
  }

  private static String quoted(MatchResult found, ReaderLinks links) {
    var length = length(found.group());
    var target = found.group().substring(0, length);
    var address = LinkedPage.leadsAway(target) ? links.to(target) : target;
    return java.util.regex.Matcher.quoteReplacement(address + found.group().substring(length));
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
