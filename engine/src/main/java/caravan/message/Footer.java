package caravan.message;

import java.util.ArrayList;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What stands below a commercial e-mail where its author did not write it: how to get no more of
 * it, how to choose, and who sent it.
 *
 * @param postalAddress on one line or several; null where none is known
 */
public record Footer(Locale language, @Nullable String postalAddress) {

  private static final String STYLE =
      "margin: 24px auto 0; padding: 12px 16px; max-width: 40em; font: 12px/1.5 Arial, Helvetica,"
          + " sans-serif; color: #6b6b6b; text-align: center";

  private record Line(String words, String address) {}

  private ArrayList<Line> lines(String body, ReaderLinks links) {
    var texts = ReaderTexts.of(language);
    var lines = new ArrayList<Line>();
    if (!body.contains(links.unsubscribe())) {
      lines.add(new Line(texts.get("footer.unsubscribe"), links.unsubscribe()));
    }
    if (!body.contains(links.preferences())) {
      lines.add(new Line(texts.get("footer.preferences"), links.preferences()));
    }
    return lines;
  }

  /** What is missing in a page; empty for nothing. */
  String html(String page, ReaderLinks links) {
    var out = new StringBuilder();
    for (var line : lines(page, links)) {
      out.append(out.isEmpty() ? "" : " · ")
          .append("<a href=\"")
          .append(Escape.html(line.address()))
          .append("\" style=\"color: #6b6b6b\">")
          .append(Escape.html(line.words()))
          .append("</a>");
    }
    if (postalAddress != null && !page.contains(Escape.html(postalAddress))) {
      out.append(out.isEmpty() ? "" : "<br>")
          .append(Escape.html(postalAddress).replace("\n", "<br>"));
    }
    return out.isEmpty()
        ? ""
        : "<div lang=\"%s\" style=\"%s\">%s</div>\n"
            .formatted(ReaderTexts.of(language).language(), STYLE, out);
  }

  /** What is missing in a text; empty for nothing. */
  String text(String text, ReaderLinks links) {
    var out = new StringBuilder();
    for (var line : lines(text, links)) {
      out.append(line.words()).append(": ").append(line.address()).append('\n');
    }
    if (postalAddress != null && !text.contains(postalAddress)) {
      out.append(postalAddress.strip()).append('\n');
    }
    return out.isEmpty() ? "" : "\n\n-----\n" + out;
  }
}
