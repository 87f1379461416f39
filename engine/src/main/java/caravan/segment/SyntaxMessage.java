package caravan.segment;

import caravan.segment.grammar.SegmentGrammarLexer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.Interval;

/**
 * What is said of a text that is not of the language: what was found, and what could stand there.
 */
final class SyntaxMessage {

  private static final Set<Integer> OPERATORS =
      Set.of(
          SegmentGrammarLexer.BETWEEN,
          SegmentGrammarLexer.CONTAINS,
          SegmentGrammarLexer.STARTS,
          SegmentGrammarLexer.ENDS,
          SegmentGrammarLexer.WITHIN,
          SegmentGrammarLexer.IS);

  private SyntaxMessage() {}

  static String of(Parser parser, Token found) {
    var text = found.getType() == Token.EOF ? "the end" : "'" + clip(found.getText()) + "'";
    if (found.getText().equals("'")) {
      return "a text is not closed: " + clip(rest(found));
    }
    if (found.getText().equals("\"")) {
      return "a quoted name is not closed";
    }
    var expected = expected(parser);
    return "found " + text + (expected.isEmpty() ? "" : " where " + expected + " should stand");
  }

  private static String rest(Token from) {
    var text = from.getInputStream();
    return text.getText(Interval.of(from.getStartIndex(), text.size() - 1));
  }

  private static String clip(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "…";
  }

  private static String expected(Parser parser) {
    var types = parser.getExpectedTokens().toSet();
    var words = new ArrayList<String>();
    if (types.contains(SegmentGrammarLexer.WORD)) {
      words.add(types.contains(SegmentGrammarLexer.NOT) ? "a condition" : "a column or a value");
    } else if (types.containsAll(OPERATORS)) {
      words.add("a comparison (=, <, in, between, contains, within …)");
    }
    var special = words.isEmpty() ? Set.<Integer>of() : OPERATORS;
    for (var type : types) {
      var name = parser.getVocabulary().getDisplayName(type);
      if (type == Token.EOF) {
        words.add("the end");
      } else if (type == SegmentGrammarLexer.NUMBER && !types.contains(SegmentGrammarLexer.WORD)) {
        words.add("a number");
      } else if (type == SegmentGrammarLexer.TEXT && !types.contains(SegmentGrammarLexer.WORD)) {
        words.add("a 'text'");
      } else if (words.isEmpty() || isConnective(type) && !special.contains(type)) {
        words.add(
            name.equals(name.toUpperCase(java.util.Locale.ROOT))
                ? name.toLowerCase(java.util.Locale.ROOT)
                : name);
      }
    }
    return join(words.stream().distinct().limit(7).toList());
  }

  private static boolean isConnective(int type) {
    return type == SegmentGrammarLexer.AND
        || type == SegmentGrammarLexer.OR
        || type == SegmentGrammarLexer.WHERE;
  }

  private static String join(List<String> words) {
    if (words.size() <= 1) {
      return String.join("", words);
    }
    return String.join(", ", words.subList(0, words.size() - 1)) + " or " + words.getLast();
  }
}
