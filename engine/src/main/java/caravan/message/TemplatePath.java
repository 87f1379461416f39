package caravan.message;

import java.util.ArrayList;
import java.util.List;

/**
 * A path as it stands in a template: {@code contact.first_name}, {@code ../contact.[first name]},
 * {@code this}.
 *
 * @param up how many scopes to leave
 * @param segments the names; none for the scope itself
 */
record TemplatePath(int up, List<String> segments) {

  static TemplatePath parse(String text) {
    var rest = text;
    var up = 0;
    while (rest.startsWith("..")) {
      up++;
      rest = rest.startsWith("../") ? rest.substring(3) : rest.substring(2);
    }
    var segments = split(rest);
    while (!segments.isEmpty() && segments.getFirst().equals("this")) {
      segments.removeFirst();
    }
    return new TemplatePath(up, List.copyOf(segments));
  }

  private static List<String> split(String text) {
    var segments = new ArrayList<String>();
    var segment = new StringBuilder();
    var literal = false;
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (c == '[' || c == ']') {
        literal = c == '[';
      } else if (!literal && (c == '.' || c == '/')) {
        addTo(segments, segment);
      } else {
        segment.append(c);
      }
    }
    addTo(segments, segment);
    return segments;
  }

  private static void addTo(List<String> segments, StringBuilder segment) {
    if (!segment.isEmpty()) {
      segments.add(segment.toString());
      segment.setLength(0);
    }
  }
}
