package caravan.message;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/**
 * Makes a plain text that reads well out of HTML: blocks apart, lists with bullets, links with
 * their addresses.
 */
final class HtmlText implements NodeVisitor {

  private static final Set<String> SKIPPED =
      Set.of("head", "style", "script", "title", "template", "noscript", "object", "svg");
  private static final Set<String> APART =
      Set.of(
          "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "blockquote", "pre", "hr");
  private static final Set<String> CELLS = Set.of("td", "th");

  private final LineWriter out = new LineWriter();
  private final Deque<Integer> numbers = new ArrayDeque<>();
  private int skipping;
  private int listDepth;
  private int preformatted;

  private HtmlText() {}

  static String of(String html) {
    var reader = new HtmlText();
    Jsoup.parse(html).body().traverse(reader);
    return reader.out.text();
  }

  @Override
  public void head(Node node, int depth) {
    if (node instanceof Element element) {
      if (isSkipped(element)) {
        skipping++;
      }
      if (skipping == 0) {
        open(element);
      }
    } else if (node instanceof TextNode text && skipping == 0) {
      if (preformatted > 0) {
        out.verbatim(text.getWholeText());
      } else {
        out.words(text.getWholeText());
      }
    }
  }

  @Override
  public void tail(Node node, int depth) {
    if (node instanceof Element element) {
      if (skipping == 0) {
        close(element);
      }
      if (isSkipped(element)) {
        skipping--;
      }
    }
  }

  private static boolean isSkipped(Element element) {
    return SKIPPED.contains(element.normalName())
        || element.attr("style").replace(" ", "").contains("display:none");
  }

  private void open(Element element) {
    var name = element.normalName();
    if (CELLS.contains(name)) {
      out.gap();
    } else if (isApart(element)) {
      out.blankLine();
    } else if (element.isBlock()) {
      out.newLine();
    }
    switch (name) {
      case "br" -> out.lineBreak();
      case "hr" -> out.words("-----");
      case "img" -> out.words(element.attr("alt"));
      case "pre" -> preformatted++;
      case "blockquote" -> out.indent("> ");
      case "ul", "ol" -> {
        numbers.push(name.equals("ol") ? start(element) : 0);
        listDepth++;
      }
      case "li" -> item();
      default -> {}
    }
  }

  private static int start(Element list) {
    var start = list.attr("start");
    return start.matches("\\d{1,6}") ? Integer.parseInt(start) : 1;
  }

  private void item() {
    int number = numbers.isEmpty() ? 0 : numbers.pop();
    var bullet = number == 0 ? "- " : number + ". ";
    numbers.push(number == 0 ? 0 : number + 1);
    out.bullet(bullet);
  }

  private void close(Element element) {
    var name = element.normalName();
    switch (name) {
      case "a" -> address(element);
      case "pre" -> preformatted--;
      case "ul", "ol" -> {
        numbers.pop();
        listDepth--;
      }
      default -> {}
    }
    if (isApart(element)) {
      out.blankLine();
    } else if (element.isBlock() && !CELLS.contains(name)) {
      out.newLine();
    }
    if (name.equals("blockquote") || name.equals("li")) {
      out.outdent();
    }
  }

  /** A paragraph inside a list item, and a list inside a list, stay with what is around them. */
  private boolean isApart(Element element) {
    return APART.contains(element.normalName())
        && !(listDepth > 0 && element.closest("li") != null);
  }

  private void address(Element link) {
    var address = link.attr("href").strip();
    var shown = link.text().strip();
    var known = address.startsWith("mailto:") ? address.substring(7) : address;
    if (!address.isEmpty() && !address.startsWith("#") && !known.equals(shown)) {
      out.words(" (" + known + ")");
    }
  }
}
