package caravan.segment;

import caravan.problem.Place;
import caravan.problem.Problems;
import caravan.profile.Schema;
import caravan.profile.Table;
import caravan.segment.grammar.SegmentGrammarLexer;
import caravan.segment.grammar.SegmentGrammarParser;
import java.util.Map;
import java.util.Optional;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/**
 * Reads the segment language: text in, a typed {@link Expression} out, or problems that say where,
 * what was found, what would fit, and the nearest name.
 *
 * @param audiences the audience table of each segment that exists, by the segment's name
 */
public record SegmentParser(Schema schema, Map<String, String> audiences) {

  private static final int MAX_DEPTH = 200;
  private static final int LONGEST = 2_000_000;

  public SegmentParser {
    audiences = Map.copyOf(audiences);
  }

  /**
   * Reads an expression about the rows of a table.
   *
   * @param place where the text begins
   * @return nothing where a problem was found
   */
  public Optional<Expression> parse(String text, Table table, Place place, Problems problems) {
    // problems that were there already would not be counted
    var found = new Problems();
    var expression = read(text, table, place, found);
    problems.addAll(found.list());
    return found.isEmpty() ? expression : Optional.empty();
  }

  private Optional<Expression> read(String text, Table table, Place place, Problems problems) {
    if (text.length() > LONGEST) {
      problems.add(
          "too-long",
          place,
          "the expression has %,d characters, more than %,d; make segments of its parts"
              .formatted(text.length(), LONGEST));
      return Optional.empty();
    }
    var lexer = new SegmentGrammarLexer(CharStreams.fromString(text));
    lexer.removeErrorListeners();
    var tokens = new CommonTokenStream(lexer);
    tokens.fill();
    var tooDeep = tooDeep(tokens);
    if (tooDeep != null) {
      problems.add(
          "too-deep",
          at(place, tooDeep),
          "the expression is nested more than " + MAX_DEPTH + " deep; make segments of its parts");
      return Optional.empty();
    }
    var parser = new SegmentGrammarParser(tokens);
    var syntax = new FirstError(place, problems);
    parser.removeErrorListeners();
    parser.addErrorListener(syntax);
    var tree = parser.query();
    if (syntax.seen) {
      return Optional.empty();
    }
    var expression = new Resolver(this, place, problems).expression(tree.expression(), table);
    return Optional.ofNullable(expression);
  }

  /**
   * The place in the file of a token, whose lines and columns count from the place where the text
   * begins.
   */
  static Place at(Place start, Token token) {
    if (start.line() == 0) {
      return start;
    }
    var column = token.getCharPositionInLine() + 1;
    return new Place(
        start.file(),
        start.line() + token.getLine() - 1,
        token.getLine() == 1 ? start.column() + column - (start.column() > 0 ? 1 : 0) : column);
  }

  private static @Nullable Token tooDeep(CommonTokenStream tokens) {
    var open = 0;
    var nots = 0;
    for (var token : tokens.getTokens()) {
      switch (token.getText()) {
        case "(" -> {
          open++;
          nots = 0;
        }
        case ")" -> open--;
        default -> nots = token.getType() == SegmentGrammarLexer.NOT ? nots + 1 : 0;
      }
      if (open + nots > MAX_DEPTH) {
        return token;
      }
    }
    return null;
  }

  /** Keeps the first error of a text: those after it are mostly its echoes. */
  private static final class FirstError extends BaseErrorListener {

    private final Place place;
    private final Problems problems;
    private boolean seen;

    FirstError(Place place, Problems problems) {
      this.place = place;
      this.problems = problems;
    }

    @Override
    public void syntaxError(
        Recognizer<?, ?> recognizer,
        Object offending,
        int line,
        int column,
        String message,
        @Nullable RecognitionException cause) {
      if (!seen) {
        seen = true;
        var token = (Token) offending;
        problems.add(
            "syntax",
            at(place, token),
            SyntaxMessage.of((org.antlr.v4.runtime.Parser) recognizer, token));
      }
    }
  }
}
