package caravan.message;

import java.util.ArrayList;
import java.util.List;

/**
 * A rendered text taken apart: its skeleton, in which every value is only a number between two
 * marks, and the values.
 *
 * <p>So Markdown and MJML never see a value, and cannot take one for markup; and what they make of
 * a skeleton can be kept for everybody for whom the template takes the same branches.
 */
record Marked(String skeleton, List<String> values) {

  static Marked split(String text) {
    var skeleton = new StringBuilder(text.length());
    var values = new ArrayList<String>();
    var from = 0;
    for (var open = text.indexOf(Values.OPEN); open >= 0; open = text.indexOf(Values.OPEN, from)) {
      var close = text.indexOf(Values.CLOSE, open);
      skeleton
          .append(text, from, open)
          .append(Values.OPEN)
          .append(values.size())
          .append(Values.CLOSE);
      values.add(text.substring(open + 1, close));
      from = close + 1;
    }
    skeleton.append(text, from, text.length());
    return new Marked(skeleton.toString(), values);
  }
}
