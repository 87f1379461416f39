package caravan.segment;

import caravan.problem.Place;
import caravan.problem.Problems;
import caravan.profile.Table;
import caravan.segment.Expression.And;
import caravan.segment.Expression.Any;
import caravan.segment.Expression.Between;
import caravan.segment.Expression.Comparison;
import caravan.segment.Expression.Not;
import caravan.segment.Expression.OneOf;
import caravan.segment.Expression.Or;
import caravan.segment.grammar.SegmentGrammarParser;
import caravan.segment.grammar.SegmentGrammarParser.AnniversaryContext;
import caravan.segment.grammar.SegmentGrammarParser.AnyContext;
import caravan.segment.grammar.SegmentGrammarParser.BetweenContext;
import caravan.segment.grammar.SegmentGrammarParser.ComparisonContext;
import caravan.segment.grammar.SegmentGrammarParser.ConditionContext;
import caravan.segment.grammar.SegmentGrammarParser.ConjunctionContext;
import caravan.segment.grammar.SegmentGrammarParser.DurationContext;
import caravan.segment.grammar.SegmentGrammarParser.ExpressionContext;
import caravan.segment.grammar.SegmentGrammarParser.MembershipContext;
import caravan.segment.grammar.SegmentGrammarParser.MissingContext;
import caravan.segment.grammar.SegmentGrammarParser.NegationContext;
import caravan.segment.grammar.SegmentGrammarParser.NestedContext;
import caravan.segment.grammar.SegmentGrammarParser.OneOfContext;
import caravan.segment.grammar.SegmentGrammarParser.TestContext;
import caravan.segment.grammar.SegmentGrammarParser.TextMatchContext;
import caravan.segment.grammar.SegmentGrammarParser.WithinContext;
import caravan.warehouse.ColumnType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.antlr.v4.runtime.ParserRuleContext;
import org.jspecify.annotations.Nullable;

/**
 * Turns the syntax of conditions into typed expressions, finding every unknown name and every type
 * that does not fit.
 */
final class Resolver {

  private final SegmentParser parser;
  private final Place start;
  private final Problems problems;
  private final Operands operands;

  Resolver(SegmentParser parser, Place start, Problems problems) {
    this.parser = parser;
    this.start = start;
    this.problems = problems;
    this.operands = new Operands(parser.schema(), this);
  }

  /**
   * A condition on the rows of a table; null where it cannot be made sense of, which is then a
   * problem.
   */
  @Nullable Expression expression(ExpressionContext tree, Table table) {
    return joined(tree.conjunction(), part -> conjunction(part, table), Or::new);
  }

  private @Nullable Expression conjunction(ConjunctionContext tree, Table table) {
    return joined(tree.negation(), part -> negation(part, table), And::new);
  }

  private static <T> @Nullable Expression joined(
      List<T> trees,
      Function<T, @Nullable Expression> one,
      Function<List<Expression>, Expression> all) {
    var parts = new ArrayList<Expression>();
    for (var tree : trees) {
      var part = one.apply(tree);
      if (part != null) {
        parts.add(part);
      }
    }
    if (parts.size() < trees.size()) {
      return null;
    }
    return parts.size() == 1 ? parts.getFirst() : all.apply(parts);
  }

  private @Nullable Expression negation(NegationContext tree, Table table) {
    if (tree.negation() == null) {
      return condition(tree.condition(), table);
    }
    return not(true, negation(tree.negation(), table));
  }

  private static @Nullable Expression not(boolean not, @Nullable Expression inner) {
    return inner == null || !not ? inner : new Not(inner);
  }

  private @Nullable Expression condition(ConditionContext tree, Table table) {
    return switch (tree) {
      case NestedContext nested -> expression(nested.expression(), table);
      case MembershipContext membership -> membership(membership, table);
      case AnyContext any -> {
        var relation = operands.relation(any.name(), any.EVER() != null, table);
        if (relation == null) {
          yield null;
        }
        if (any.expression() == null) {
          yield new Any(relation, null);
        }
        var where = expression(any.expression(), operands.table(relation));
        yield where == null ? null : new Any(relation, where);
      }
      case AnniversaryContext anniversary -> anniversary(anniversary, table);
      case TestContext test -> test(test, table);
      default -> throw new IllegalStateException("unknown syntax " + tree.getClass());
    };
  }

  private @Nullable Expression membership(MembershipContext tree, Table table) {
    var name = Operands.unquote(tree.TEXT().getText());
    var audience = parser.audiences().get(name);
    if (audience == null) {
      problems.addUnknown(
          "unknown-segment",
          at(tree),
          "there is no segment '" + name + "'",
          name,
          parser.audiences().keySet());
      return null;
    }
    if (!audience.equals(table.name())) {
      problems.add(
          "mixed-audiences",
          at(tree),
          "segment '%s' is of %s, but this is a condition on %s"
              .formatted(name, audience, table.name()));
      return null;
    }
    return new Expression.InSegment(name);
  }

  private @Nullable Expression anniversary(AnniversaryContext tree, Table table) {
    var value = operands.operand(tree.operand(), table);
    if (value == null) {
      return null;
    }
    value = Operands.fit(value, ColumnType.DATE);
    if (!value.type().isTime()) {
      return mismatch(
          tree, "an anniversary is of a date or timestamp, but %s is %s", tree.operand(), value);
    }
    if (tree.TODAY() != null) {
      return new Expression.Anniversary(value, null);
    }
    var span = span(tree.duration());
    return span == null ? null : new Expression.Anniversary(value, span);
  }

  private @Nullable Expression test(TestContext tree, Table table) {
    var value = operands.operand(tree.operand(), table);
    if (value == null) {
      return null;
    }
    return switch (tree.predicate()) {
      case null -> holds(tree, Operands.fit(value, ColumnType.BOOLEAN));
      case ComparisonContext comparison -> comparison(tree, value, comparison, table);
      case BetweenContext between ->
          not(between.NOT() != null, between(tree, value, between, table));
      case OneOfContext oneOf -> not(oneOf.NOT() != null, oneOf(tree, value, oneOf));
      case TextMatchContext match -> not(match.NOT() != null, textMatch(tree, value, match, table));
      case WithinContext within -> not(within.NOT() != null, within(tree, value, within));
      case MissingContext missing -> not(missing.NOT() != null, new Expression.Missing(value));
      default -> throw new IllegalStateException("unknown syntax " + tree.predicate().getClass());
    };
  }

  private @Nullable Expression holds(TestContext tree, Operand value) {
    if (value.type() != ColumnType.BOOLEAN || value instanceof Operand.Literal) {
      return mismatch(
          tree,
          "only a boolean column can stand alone as a condition, but %s is %s: compare it with something",
          tree,
          value);
    }
    return new Expression.Holds(value);
  }

  private @Nullable Expression comparison(
      TestContext tree, Operand value, ComparisonContext syntax, Table table) {
    var other = operands.operand(syntax.operand(), table);
    if (other == null) {
      return null;
    }
    var left = Operands.fit(value, other.type());
    var right = Operands.fit(other, left.type());
    if (!comparable(tree, tree.operand(), left, syntax.operand(), right)) {
      return null;
    }
    var symbol = syntax.comparator().getText();
    if (left.type() == ColumnType.BOOLEAN && !symbol.equals("=") && !symbol.equals("!=")) {
      return mismatch(
          tree,
          "%s is %s: it can be equal or not, but not smaller or larger",
          tree.operand(),
          left);
    }
    return switch (symbol) {
      case "!=" -> new Not(new Expression.Compare(left, Comparison.EQUAL, right));
      case "<" -> new Expression.Compare(left, Comparison.LESS, right);
      case "<=" -> new Expression.Compare(left, Comparison.AT_MOST, right);
      case ">" -> new Expression.Compare(left, Comparison.GREATER, right);
      case ">=" -> new Expression.Compare(left, Comparison.AT_LEAST, right);
      default -> new Expression.Compare(left, Comparison.EQUAL, right);
    };
  }

  private @Nullable Expression between(
      TestContext tree, Operand value, BetweenContext syntax, Table table) {
    var low = operands.operand(syntax.operand(0), table);
    var high = operands.operand(syntax.operand(1), table);
    if (low == null || high == null) {
      return null;
    }
    var typed = Operands.isFitting(low) ? high : low;
    var fitted = Operands.fit(value, typed.type());
    low = Operands.fit(low, fitted.type());
    high = Operands.fit(high, fitted.type());
    var fits = comparable(tree, tree.operand(), fitted, syntax.operand(0), low);
    if (!comparable(tree, tree.operand(), fitted, syntax.operand(1), high) || !fits) {
      return null;
    }
    if (fitted.type() == ColumnType.BOOLEAN) {
      return mismatch(tree, "%s is %s: it cannot lie between two values", tree.operand(), fitted);
    }
    return new Between(fitted, low, high);
  }

  private @Nullable Expression oneOf(TestContext tree, Operand value, OneOfContext syntax) {
    var options = new ArrayList<Operand.Literal>();
    var fitted = value;
    for (var literal : syntax.literal()) {
      var option = operands.literal(literal);
      if (option == null) {
        continue;
      }
      if (options.isEmpty()) {
        fitted = Operands.fit(fitted, option.type());
      }
      if (comparable(tree, tree.operand(), fitted, literal, option)) {
        options.add(option);
      }
    }
    return options.size() < syntax.literal().size() ? null : new OneOf(fitted, options);
  }

  private @Nullable Expression textMatch(
      TestContext tree, Operand value, TextMatchContext syntax, Table table) {
    var other = operands.operand(syntax.operand(), table);
    if (other == null) {
      return null;
    }
    var fitted = Operands.fit(value, ColumnType.TEXT);
    var text = Operands.fit(other, ColumnType.TEXT);
    if (fitted.type() != ColumnType.TEXT) {
      return mismatch(
          tree, "only in a text can something be searched, but %s is %s", tree.operand(), fitted);
    }
    if (text.type() != ColumnType.TEXT) {
      return mismatch(tree, "a 'text' should stand here, but %s is %s", syntax.operand(), text);
    }
    var match =
        switch (syntax.match.getType()) {
          case SegmentGrammarParser.STARTS -> Expression.Match.STARTS;
          case SegmentGrammarParser.ENDS -> Expression.Match.ENDS;
          default -> Expression.Match.CONTAINS;
        };
    if ((match == Expression.Match.CONTAINS) == (syntax.WITH() != null)) {
      problems.add("syntax", at(syntax), "it is '" + match.words() + "', followed by a 'text'");
      return null;
    }
    return new Expression.TextMatch(fitted, match, text);
  }

  private @Nullable Expression within(TestContext tree, Operand value, WithinContext syntax) {
    var fitted = Operands.fit(value, ColumnType.TIMESTAMP);
    if (!fitted.type().isTime()) {
      return mismatch(
          tree,
          "only a date or timestamp can be within a time, but %s is %s",
          tree.operand(),
          fitted);
    }
    var span = span(syntax.duration());
    if (span == null) {
      return null;
    }
    return new Expression.Within(
        fitted, syntax.direction.getType() == SegmentGrammarParser.NEXT, span);
  }

  /** A duration; null, and a problem, where it is no whole number or longer than calendars go. */
  @Nullable Span span(DurationContext tree) {
    var span = Span.parse(tree.getChild(0).getText() + " " + tree.unit.getText());
    if (span.isEmpty()) {
      problems.add(
          "duration",
          at(tree),
          "a duration is a whole number of minutes, hours, days, weeks, months or years, a thousand years at most, but '%s' was found"
              .formatted(tree.getChild(0).getText() + " " + tree.unit.getText()));
    }
    return span.orElse(null);
  }

  private boolean comparable(
      ParserRuleContext tree,
      ParserRuleContext leftTree,
      Operand left,
      ParserRuleContext rightTree,
      Operand right) {
    var a = left.type();
    var b = right.type();
    if (a == b && a != ColumnType.JSON
        || a.isNumeric() && b.isNumeric()
        || a.isTime() && b.isTime()) {
      return true;
    }
    problems.add(
        "type",
        at(tree),
        "cannot compare %s (%s) with %s (%s)%s"
            .formatted(
                text(leftTree), a.label(), text(rightTree), b.label(), TypeHint.of(a, b, right)));
    return false;
  }

  private @Nullable Expression mismatch(
      ParserRuleContext tree, String message, ParserRuleContext operand, Operand value) {
    problems.add("type", at(tree), message.formatted(text(operand), value.type().label()));
    return null;
  }

  void problem(String code, ParserRuleContext tree, String message) {
    problems.add(code, at(tree), message);
  }

  void unknown(
      String code,
      ParserRuleContext tree,
      String message,
      String name,
      java.util.Collection<String> known) {
    problems.addUnknown(code, at(tree), message, name, known);
  }

  private Place at(ParserRuleContext tree) {
    return SegmentParser.at(start, tree.getStart());
  }

  private static String text(ParserRuleContext tree) {
    var stream = tree.getStart().getInputStream();
    var text =
        stream.getText(
            org.antlr.v4.runtime.misc.Interval.of(
                tree.getStart().getStartIndex(), tree.getStop().getStopIndex()));
    return text.length() <= 60 ? text : text.substring(0, 60) + "…";
  }
}
