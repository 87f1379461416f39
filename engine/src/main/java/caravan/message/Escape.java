package caravan.message;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.io.JsonStringEncoder;

/** How values are made safe for the text that they are put into. */
public enum Escape {
  /** Plain text: nothing but control characters is taken out. */
  NONE {
    @Override
    String apply(String value) {
      return Values.clean(value);
    }
  },
  /** HTML text and attribute values. */
  HTML {
    @Override
    String apply(String value) {
      return html(Values.clean(value));
    }
  },
  /** The inside of a JSON string. */
  JSON {
    @Override
    String apply(String value) {
      var out = new StringBuilder(value.length() + 8);
      JsonStringEncoder.getInstance().quoteAsString(value, out);
      return out.toString();
    }
  };

  abstract String apply(String value);

  /**
   * The text with the characters replaced that mean something in HTML, quoted attributes or not.
   */
  static String html(String text) {
    @Nullable StringBuilder out = null;
    for (var i = 0; i < text.length(); i++) {
      var entity = entity(text.charAt(i));
      if (entity != null && out == null) {
        out = new StringBuilder(text.length() + 16).append(text, 0, i);
      }
      if (out != null) {
        if (entity == null) {
          out.append(text.charAt(i));
        } else {
          out.append(entity);
        }
      }
    }
    return out == null ? text : out.toString();
  }

  private static @Nullable String entity(char c) {
    return switch (c) {
      case '&' -> "&amp;";
      case '<' -> "&lt;";
      case '>' -> "&gt;";
      case '"' -> "&quot;";
      case '\'' -> "&#39;";
      case '`' -> "&#96;";
      case '=' -> "&#61;";
      default -> null;
    };
  }
}
