package caravan.message;

import caravan.message.HelperSpec.Use;
import caravan.problem.Place;
import caravan.problem.Problems;
import com.github.jknack.handlebars.internal.HbsParser.AmpvarContext;
import com.github.jknack.handlebars.internal.HbsParser.BlockContext;
import com.github.jknack.handlebars.internal.HbsParser.BlockParamsContext;
import com.github.jknack.handlebars.internal.HbsParser.DelimitersContext;
import com.github.jknack.handlebars.internal.HbsParser.ElseStmtChainContext;
import com.github.jknack.handlebars.internal.HbsParser.PartialBlockContext;
import com.github.jknack.handlebars.internal.HbsParser.PartialContext;
import com.github.jknack.handlebars.internal.HbsParser.RawBlockContext;
import com.github.jknack.handlebars.internal.HbsParser.SexprContext;
import com.github.jknack.handlebars.internal.HbsParser.TvarContext;
import com.github.jknack.handlebars.internal.HbsParser.UnlessContext;
import com.github.jknack.handlebars.internal.HbsParser.VarContext;
import com.github.jknack.handlebars.internal.HbsParserBaseVisitor;
import com.github.jknack.handlebars.internal.antlr.Token;
import com.github.jknack.handlebars.internal.antlr.tree.ParseTree;
import org.jspecify.annotations.Nullable;

/**
 * Walks the syntax tree of a template and reports what it names that is not there, or not allowed.
 */
final class Checker extends HbsParserBaseVisitor<Void> {

  private final Lookup lookup;
  private final Arguments arguments;
  private final Origin origin;
  private final boolean rawAllowed;
  private final Problems problems;
  private boolean leftOpen;

  /**
   * A checker of one template.
   *
   * @param rawAllowed whether <code>{{{ x }}}</code> may stand, which it may where nothing is
   *     escaped anyway
   */
  Checker(Lookup lookup, Origin origin, boolean rawAllowed, Problems problems) {
    this.lookup = lookup;
    this.arguments = new Arguments(lookup, origin, problems);
    this.origin = origin;
    this.rawAllowed = rawAllowed;
    this.problems = problems;
  }

  /** Whether a block is open at the end. */
  boolean leftOpen() {
    return leftOpen;
  }

  @Override
  @SuppressWarnings("NullAway") // the tree of a broken template has holes
  public Void visit(@Nullable ParseTree tree) {
    return tree == null ? null : super.visit(tree);
  }

  @Override
  public Void visitVar(VarContext context) {
    if (context.DECORATOR() != null) {
      return refuse(context.getStart(), "decorators ({{* …}}) cannot be used in a message");
    }
    return value(context.sexpr());
  }

  @Override
  public Void visitTvar(TvarContext context) {
    return raw(context.getStart(), context.sexpr());
  }

  @Override
  public Void visitAmpvar(AmpvarContext context) {
    return raw(context.getStart(), context.sexpr());
  }

  private Void raw(Token start, @Nullable SexprContext expression) {
    if (!rawAllowed) {
      refuse(start, "values are always escaped here: write {{ … }}");
    }
    return value(expression);
  }

  @SuppressWarnings("NullAway") // a visitor's Void has no other value
  private Void value(@Nullable SexprContext expression) {
    if (expression != null) {
      arguments.check(expression, Use.VALUE);
    }
    return null;
  }

  @Override
  public Void visitBlock(BlockContext context) {
    if (context.DECORATOR() != null) {
      return refuse(
          context.getStart(), "inline partials ({{#*inline}}) cannot be used in a message");
    }
    var name = context.sexpr() == null ? null : context.sexpr().QID();
    if (name != null
        && context.nameEnd != null
        && !name.getText().equals(context.nameEnd.getText())) {
      var message =
          "'{{#" + name.getText() + "}}' is closed by '{{/" + context.nameEnd.getText() + "}}'";
      problems.add("template-syntax", origin.of(context.nameEnd), message);
    }
    if (name != null && context.nameEnd == null) {
      leftOpen = true;
      var message = "'{{#" + name.getText() + "}}' is never closed";
      problems.add("template-syntax", origin.of(context.getStart()), message);
    }
    inner(context.sexpr(), context.blockParams(), context.thenBody);
    return visit(context.elseBlock());
  }

  @Override
  public Void visitElseStmtChain(ElseStmtChainContext context) {
    return inner(context.sexpr(), context.blockParams(), context.unlessBody);
  }

  private Void inner(
      @Nullable SexprContext expression,
      @Nullable BlockParamsContext names,
      @Nullable ParseTree body) {
    if (names != null) {
      refuse(names.getStart(), "names for a block's values ('as |x|') cannot be used in a message");
    }
    var scope = expression == null ? null : arguments.check(expression, Use.BLOCK);
    if (scope != null) {
      lookup.enter(scope);
    }
    visit(body);
    if (scope != null) {
      lookup.leave();
    }
    return value(null);
  }

  @Override
  public Void visitUnless(UnlessContext context) {
    refuse(context.getStart(), "write {{#unless …}} … {{/unless}} instead of {{^ …}}");
    return visit(context.body());
  }

  @Override
  public Void visitPartial(PartialContext context) {
    return refuse(context.getStart(), "partials ({{> …}}) cannot be used in a message");
  }

  @Override
  public Void visitPartialBlock(PartialBlockContext context) {
    return refuse(context.getStart(), "partials ({{#> …}}) cannot be used in a message");
  }

  @Override
  public Void visitRawBlock(RawBlockContext context) {
    return refuse(context.getStart(), "raw blocks ({{{{ …}}}}) cannot be used in a message");
  }

  @Override
  public Void visitDelimiters(DelimitersContext context) {
    return refuse(context.getStart(), "other delimiters ({{= …}}) cannot be used in a message");
  }

  private Void refuse(Token at, String message) {
    Place place = origin.of(at);
    problems.add("not-allowed", place, message);
    return value(null);
  }
}
