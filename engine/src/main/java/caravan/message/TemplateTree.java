package caravan.message;

import com.github.jknack.handlebars.internal.HbsLexer;
import com.github.jknack.handlebars.internal.HbsParser;
import com.github.jknack.handlebars.internal.HbsParser.TemplateContext;
import com.github.jknack.handlebars.internal.antlr.BaseErrorListener;
import com.github.jknack.handlebars.internal.antlr.CharStreams;
import com.github.jknack.handlebars.internal.antlr.CommonTokenStream;
import com.github.jknack.handlebars.internal.antlr.RecognitionException;
import com.github.jknack.handlebars.internal.antlr.Recognizer;
import com.github.jknack.handlebars.internal.antlr.Token;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The syntax tree of a template, from the parser of handlebars.java, whose own tree is closed to
 * others.
 */
final class TemplateTree {

  /** The stack of the parser is the limit; nobody nests this deep by hand. */
  private static final int DEEPEST = 60;

  /** Receives the first syntax error. */
  interface OnError {
    /** {@code atEnd} says that the template ended too early, as it does after a block left open. */
    void at(int line, int column, boolean atEnd, String message);
  }

  private TemplateTree() {}

  /** The tree, as far as it could be read; nothing where reading it would not be safe. */
  static Optional<TemplateContext> parse(String text, OnError onError) {
    var first = new FirstError(onError);
    var lexer = new HbsLexer(CharStreams.fromString(text), "{{", "}}");
    lexer.removeErrorListeners();
    lexer.addErrorListener(first);
    var tokens = new CommonTokenStream(lexer);
    tokens.fill();
    var tooDeep = tooDeep(tokens);
    if (tooDeep != null) {
      onError.at(tooDeep.getLine(), tooDeep.getCharPositionInLine(), false, "nested too deeply");
      return Optional.empty();
    }
    var parser = new HbsParser(tokens);
    parser.removeErrorListeners();
    parser.addErrorListener(first);
    return Optional.of(parser.template());
  }

  private static @Nullable Token tooDeep(CommonTokenStream tokens) {
    var depth = 0;
    for (var token : tokens.getTokens()) {
      switch (token.getType()) {
        case HbsLexer.START_BLOCK, HbsLexer.START_RAW, HbsLexer.LP -> depth++;
        case HbsLexer.END_BLOCK, HbsLexer.END_RAW_BLOCK, HbsLexer.RP ->
            depth = Math.max(0, depth - 1);
        default -> {}
      }
      if (depth > DEEPEST) {
        return token;
      }
    }
    return null;
  }

  private static final class FirstError extends BaseErrorListener {

    private final OnError onError;
    private boolean seen;

    FirstError(OnError onError) {
      this.onError = onError;
    }

    @Override
    public void syntaxError(
        Recognizer<?, ?> recognizer,
        @Nullable Object offending,
        int line,
        int column,
        String message,
        @Nullable RecognitionException cause) {
      if (seen) {
        return;
      }
      seen = true;
      var atEnd = offending instanceof Token token && token.getType() == Token.EOF;
      onError.at(line, column, atEnd, say(offending, message));
    }

    private static String say(@Nullable Object offending, String message) {
      if (offending instanceof Token token) {
        return switch (token.getType()) {
          case Token.EOF -> "the template ends in the middle of a block or expression";
          case HbsLexer.END_BLOCK -> "this closes a block that is not open";
          case HbsLexer.END_T -> "'}}}' cannot end this: write a space between '}}' and '}'";
          default -> "cannot read this from '" + token.getText().strip() + "' on";
        };
      }
      return message.replace("token recognition error at:", "cannot read");
    }
  }
}
