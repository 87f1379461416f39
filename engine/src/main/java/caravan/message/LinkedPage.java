package caravan.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Range;
import org.jsoup.parser.Parser;

/**
 * The skeleton of a page, taken apart at the addresses of its links, so that each can be another
 * one for each reader. Nothing else of the page changes. Immutable.
 */
final class LinkedPage {

  /** Addresses that somebody can be led to by way of us; others stay as they are. */
  private static final Pattern WEB =
      Pattern.compile("https?://\\S+", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private static final Pattern END = Pattern.compile("</body\\b", Pattern.CASE_INSENSITIVE);
  private static final int LONGEST = 2000;

  /** What follows upon what. */
  private sealed interface Part {
    record Text(Pieces pieces) implements Part {}

    record Address(Pieces pieces) implements Part {}

    /** Where something can be added. */
    record End() implements Part {}
  }

  private final List<Part> parts = new ArrayList<>();

  LinkedPage(String skeleton) {
    var cuts = addresses(skeleton);
    var end = end(skeleton);
    var from = 0;
    var isEnded = false;
    for (var cut : cuts.entrySet()) {
      if (!isEnded && end <= cut.getKey()) {
        parts.add(new Part.Text(new Pieces(skeleton.substring(from, end))));
        parts.add(new Part.End());
        from = end;
        isEnded = true;
      }
      parts.add(new Part.Text(new Pieces(skeleton.substring(from, cut.getKey()))));
      parts.add(
          new Part.Address(new Pieces(skeleton.substring(cut.getKey(), cut.getValue()), true)));
      from = cut.getValue();
    }
    if (!isEnded) {
      parts.add(new Part.Text(new Pieces(skeleton.substring(from, end))));
      parts.add(new Part.End());
      from = end;
    }
    parts.add(new Part.Text(new Pieces(skeleton.substring(from))));
  }

  /** Where the addresses of links begin and end. */
  private static Map<Integer, Integer> addresses(String skeleton) {
    var cuts = new TreeMap<Integer, Integer>();
    var page = Jsoup.parse(skeleton, "", Parser.htmlParser().setTrackPosition(true));
    for (var link : page.select("a[href], area[href]")) {
      Range value = link.attributes().sourceRange("href").valueRange();
      if (value.isTracked() && value.endPos() > value.startPos()) {
        cuts.put(value.startPos(), value.endPos());
      }
    }
    return cuts;
  }

  private static int end(String skeleton) {
    var found = END.matcher(skeleton);
    var end = skeleton.length();
    while (found.find()) {
      end = found.start();
    }
    return end;
  }

  /** The page for one person, whose links go where theirs do. */
  String html(List<String> values, ReaderLinks links) {
    var out = new StringBuilder();
    var end = 0;
    for (var part : parts) {
      switch (part) {
        case Part.Text(var pieces) -> out.append(pieces.html(values));
        case Part.Address(var pieces) -> out.append(address(pieces.html(values), links));
        case Part.End() -> end = out.length();
      }
    }
    var added = new StringBuilder();
    links.footer().map(footer -> footer.html(out.toString(), links)).ifPresent(added::append);
    links.trap().map(LinkedPage::trap).ifPresent(added::append);
    links.pixel().map(LinkedPage::pixel).ifPresent(added::append);
    return out.insert(end, added).toString();
  }

  private static String address(String written, ReaderLinks links) {
    var target = target(written);
    if (!leadsAway(target)) {
      return written;
    }
    var address = links.to(target);
    return address.equals(target) ? written : Escape.html(address);
  }

  /** Whether it is an address that somebody can be led to. */
  static boolean leadsAway(String target) {
    return target.length() <= LONGEST && WEB.matcher(target).matches();
  }

  /** What a browser takes an attribute's value for. */
  private static String target(String written) {
    return Parser.unescapeEntities(written, true).strip().replaceAll("[\\t\\n\\r]", "");
  }

  /** For programs that follow every link; people and screen readers do not come upon it. */
  private static String trap(String address) {
    return "<a href=\"%s\" style=\"display:none\" aria-hidden=\"true\" tabindex=\"-1\"></a>"
        .formatted(Escape.html(address));
  }

  private static String pixel(String address) {
    return "<img src=\"%s\" width=\"1\" height=\"1\" alt=\"\" style=\"display:block;border:0\">\n"
        .formatted(Escape.html(address));
  }
}
