package caravan.workspace;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes maps, lists, texts and {@link Token}s as YAML in block style, so that reading it again
 * gives the same. A text never looks like a number, a truth value or a missing value; null is
 * written {@code null}.
 */
final class YamlWriter {

  private static final Pattern PLAIN = Pattern.compile("\\p{L}[\\p{L}\\p{N}\\p{P}\\p{S} ]*");
  private static final Set<String> WORDS =
      Set.of("null", "true", "false", "Null", "NULL", "True", "TRUE", "False", "FALSE");

  private final StringBuilder out = new StringBuilder();

  private YamlWriter() {}

  /** What is written as it stands: a number, a duration, a time. */
  record Token(String text) {
    static Token of(Object value) {
      return new Token(value.toString());
    }
  }

  static String write(Map<String, ?> tree) {
    var writer = new YamlWriter();
    if (tree.isEmpty()) {
      return "{}\n";
    }
    writer.map(tree, 0, true);
    return writer.out.toString();
  }

  private void map(Map<?, ?> map, int indent, boolean onNewLine) {
    var first = onNewLine ? indent : 0;
    for (var entry : map.entrySet()) {
      out.append(" ".repeat(first)).append(text(String.valueOf(entry.getKey()))).append(':');
      value(entry.getValue(), indent + 2, true);
      first = indent;
    }
  }

  private void list(Collection<?> list, int indent) {
    for (var item : list) {
      out.append(" ".repeat(indent)).append('-');
      value(item, indent + 2, false);
    }
  }

  /**
   * A value after its key or dash; a map goes on behind a dash, everything else of several lines
   * begins a new one.
   */
  private void value(@Nullable Object value, int indent, boolean isNewLine) {
    switch (value) {
      case Map<?, ?> map when !map.isEmpty() -> {
        out.append(isNewLine ? "\n" : " ");
        map(map, indent, isNewLine);
      }
      case Collection<?> list when !list.isEmpty() -> {
        out.append('\n');
        list(list, indent);
      }
      case Map<?, ?> _ -> out.append(" {}\n");
      case Collection<?> _ -> out.append(" []\n");
      case null -> out.append(" null\n");
      case Token(var text) -> out.append(text.isEmpty() ? "" : " ").append(text).append('\n');
      default -> out.append(' ').append(text(value.toString())).append('\n');
    }
  }

  private static String text(String text) {
    var plain =
        PLAIN.matcher(text).matches()
            && !WORDS.contains(text)
            && !text.contains(": ")
            && !text.contains(" #")
            && !text.endsWith(":")
            && !text.endsWith(" ");
    return plain ? text : quoted(text);
  }

  private static String quoted(String text) {
    var quoted = new StringBuilder("\"");
    text.codePoints()
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                quoted.append('\\').appendCodePoint(c);
              } else if (c == '\n') {
                quoted.append("\\n");
              } else if (isShown(c)) {
                quoted.appendCodePoint(c);
              } else {
                quoted.append(c > 0xFFFF ? "\\U%08X".formatted(c) : "\\u%04X".formatted(c));
              }
            });
    return quoted.append('"').toString();
  }

  private static boolean isShown(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
