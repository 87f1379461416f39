package caravan.message;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Writes lines of plain text: white space runs together, blank lines do not pile up, and quotes and
 * lists are indented.
 */
final class LineWriter {

  private final StringBuilder out = new StringBuilder();
  private final Deque<String> indents = new ArrayDeque<>();
  private boolean atLineStart = true;
  private boolean spaceDue;
  private boolean blankDue;
  private String blankIndent = "";
  private String bullet = "";

  /** Text in which white space only separates words. */
  void words(String text) {
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' || c == '\u00A0') {
        spaceDue = !atLineStart;
      } else {
        put(c);
      }
    }
  }

  /** Text whose white space counts. */
  void verbatim(String text) {
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (c == '\n') {
        lineBreak();
      } else {
        put(c);
      }
    }
  }

  /** Keeps two words apart, if there is something on the line. */
  void gap() {
    spaceDue = !atLineStart;
  }

  void newLine() {
    if (!atLineStart) {
      lineBreak();
    }
  }

  void lineBreak() {
    out.append('\n');
    atLineStart = true;
    spaceDue = false;
  }

  void blankLine() {
    newLine();
    var indent = String.join("", indents).stripTrailing();
    if (!blankDue || indent.length() < blankIndent.length()) {
      blankIndent = indent;
    }
    blankDue = true;
  }

  void indent(String by) {
    indents.addLast(by);
  }

  /** Begins an item: the bullet on its first line, the others indented by as much. */
  void bullet(String text) {
    newLine();
    bullet = text;
    indents.addLast(" ".repeat(text.length()));
  }

  void outdent() {
    if (!indents.isEmpty()) {
      indents.removeLast();
      bullet = "";
      blankIndent = String.join("", indents).stripTrailing();
    }
  }

  String text() {
    return out.toString().stripTrailing();
  }

  private void put(char c) {
    if (atLineStart) {
      startLine();
    } else if (spaceDue) {
      out.append(' ');
    }
    spaceDue = false;
    out.append(c);
  }

  private void startLine() {
    var indent = String.join("", indents);
    if (blankDue && !out.isEmpty()) {
      out.append(blankIndent).append('\n');
    }
    blankDue = false;
    if (bullet.isEmpty()) {
      out.append(indent);
    } else {
      out.append(indent, 0, indent.length() - bullet.length()).append(bullet);
      bullet = "";
    }
    atLineStart = false;
  }
}
