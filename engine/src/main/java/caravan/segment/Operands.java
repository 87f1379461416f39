package caravan.segment;

import caravan.profile.Schema;
import caravan.profile.Table;
import caravan.profile.ToMany;
import caravan.segment.Operand.Aggregate;
import caravan.segment.Operand.Count;
import caravan.segment.Operand.Literal;
import caravan.segment.Operand.Own;
import caravan.segment.Operand.Property;
import caravan.segment.Operand.Shifted;
import caravan.segment.grammar.SegmentGrammarParser.AggregateContext;
import caravan.segment.grammar.SegmentGrammarParser.ColumnContext;
import caravan.segment.grammar.SegmentGrammarParser.ConstantContext;
import caravan.segment.grammar.SegmentGrammarParser.CountContext;
import caravan.segment.grammar.SegmentGrammarParser.DateContext;
import caravan.segment.grammar.SegmentGrammarParser.LiteralContext;
import caravan.segment.grammar.SegmentGrammarParser.NameContext;
import caravan.segment.grammar.SegmentGrammarParser.NowContext;
import caravan.segment.grammar.SegmentGrammarParser.NumberContext;
import caravan.segment.grammar.SegmentGrammarParser.OperandContext;
import caravan.segment.grammar.SegmentGrammarParser.PathContext;
import caravan.segment.grammar.SegmentGrammarParser.ShiftedContext;
import caravan.segment.grammar.SegmentGrammarParser.TextContext;
import caravan.segment.grammar.SegmentGrammarParser.TimestampContext;
import caravan.segment.grammar.SegmentGrammarParser.TodayContext;
import caravan.segment.grammar.SegmentGrammarParser.TruthContext;
import caravan.warehouse.ColumnType;
import caravan.warehouse.Values;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Locale;
import org.antlr.v4.runtime.ParserRuleContext;
import org.jspecify.annotations.Nullable;

/** Resolves the values of expressions: names to columns and relations, literals to typed values. */
final class Operands {

  private static final int MAX_DIGITS = 28;

  private final Schema schema;
  private final Resolver resolver;

  Operands(Schema schema, Resolver resolver) {
    this.schema = schema;
    this.resolver = resolver;
  }

  /** A value about a row of a table; null, and a problem, where it cannot be made sense of. */
  @Nullable Operand operand(OperandContext tree, Table table) {
    return switch (tree) {
      case ConstantContext constant -> literal(constant.literal());
      case TodayContext _ -> new Operand.Today();
      case NowContext _ -> new Operand.Now();
      case ShiftedContext shifted -> {
        var span = resolver.span(shifted.duration());
        if (span == null) {
          yield null;
        }
        yield new Shifted(shifted.AGO() == null ? span : new Span(-span.amount(), span.unit()));
      }
      case CountContext count -> {
        var relation = relation(count.name(), count.EVER() != null, table);
        if (relation == null) {
          yield null;
        }
        if (count.expression() == null) {
          yield new Count(relation, null);
        }
        var where = resolver.expression(count.expression(), table(relation));
        yield where == null ? null : new Count(relation, where);
      }
      case AggregateContext aggregate -> aggregate(aggregate, table);
      case ColumnContext column -> path(column.path(), table);
      default -> throw new IllegalStateException("unknown syntax " + tree.getClass());
    };
  }

  private @Nullable Operand aggregate(AggregateContext tree, Table table) {
    var relation = relation(tree.name(), tree.EVER() != null, table);
    if (relation == null) {
      return null;
    }
    var column = path(tree.path(), table(relation));
    Expression where = null;
    if (tree.expression() != null) {
      where = resolver.expression(tree.expression(), table(relation));
      if (where == null) {
        return null;
      }
    }
    if (column == null) {
      return null;
    }
    var function = Operand.Function.valueOf(tree.function.getText().toUpperCase(Locale.ROOT));
    var needsNumber = function == Operand.Function.SUM || function == Operand.Function.AVG;
    if (needsNumber) {
      column = fit(column, ColumnType.DECIMAL);
    }
    if (needsNumber && !column.type().isNumeric()
        || column.type() == ColumnType.JSON
        || column.type() == ColumnType.BOOLEAN) {
      resolver.problem(
          "type",
          tree,
          "%s needs %s, but '%s' is %s"
              .formatted(
                  function.name().toLowerCase(Locale.ROOT),
                  needsNumber ? "a number" : "a number, text, date or timestamp",
                  tree.path().getText(),
                  column.type().label()));
      return null;
    }
    return new Aggregate(function, relation, column, where);
  }

  private @Nullable Operand path(PathContext tree, Table table) {
    var first = name(tree.name(0));
    if (tree.name().size() == 1) {
      var column = table.column(first);
      if (column.isEmpty()) {
        unknownColumn(tree, first, table);
        return null;
      }
      return new Own(column.get());
    }
    var second = name(tree.name(1));
    if (table.equals(Interaction.EVENT.table()) && first.equals("properties")) {
      return new Property(second, ColumnType.TEXT);
    }
    var relation = table.toOne().get(first);
    if (relation == null) {
      if (table.toMany().containsKey(first)) {
        resolver.problem(
            "relation",
            tree,
            "'%s' leads to any number of rows: ask any(%s where …), count(%s …) or sum, avg, min, max of a column"
                .formatted(first, first, first));
      } else {
        resolver.unknown(
            "unknown-relation",
            tree,
            "%s has no relation '%s' to one row".formatted(table.name(), first),
            first,
            table.toOne().keySet());
      }
      return null;
    }
    var target = schema.table(relation.target());
    var column = target.column(second);
    if (column.isEmpty()) {
      unknownColumn(tree, second, target);
      return null;
    }
    return new Operand.Joined(relation, column.get());
  }

  private void unknownColumn(ParserRuleContext tree, String name, Table table) {
    resolver.unknown(
        "unknown-column",
        tree,
        "%s has no column '%s'".formatted(table.name(), name),
        name,
        table.columns().keySet());
  }

  /** The relation of a name from a table to many rows; null, and a problem, where there is none. */
  @Nullable Relation relation(NameContext tree, boolean ever, Table table) {
    var name = name(tree);
    var rows = table.toMany().get(name);
    if (rows != null) {
      if (ever) {
        resolver.problem(
            "ever", tree, "'ever' is about interactions, but '" + name + "' is a table");
      }
      return new Relation.Rows(rows);
    }
    var interaction = Interaction.of(name);
    if (interaction.isPresent() && table.audience()) {
      return new Relation.Happened(interaction.get(), ever);
    }
    var known = new ArrayList<>(table.toMany().keySet());
    if (table.audience()) {
      known.addAll(Interaction.labels());
    }
    resolver.unknown(
        "unknown-relation",
        tree,
        "%s has no relation '%s' to many rows".formatted(table.name(), name),
        name,
        known);
    return null;
  }

  /** The table whose rows a relation leads to. */
  Table table(Relation relation) {
    return switch (relation) {
      case Relation.Rows(ToMany rows) -> schema.table(rows.table());
      case Relation.Happened(Interaction interaction, _) -> interaction.table();
    };
  }

  /** A typed value; null, and a problem, where it is out of range. */
  @Nullable Literal literal(LiteralContext tree) {
    return switch (tree) {
      case NumberContext number -> {
        var value = new BigDecimal(number.getText());
        if (value.precision() > MAX_DIGITS || value.scale() > 9) {
          resolver.problem(
              "number",
              tree,
              "a number has at most 28 digits, 9 of them after the point: " + number.getText());
          yield null;
        }
        yield Literal.number(value);
      }
      case TextContext text -> {
        var value = Values.parse(ColumnType.TEXT, unquote(text.getText()));
        if (value.isEmpty()) {
          resolver.problem("text", tree, "a text is " + Values.accepted(ColumnType.TEXT));
          yield null;
        }
        yield new Literal(value.get(), ColumnType.TEXT);
      }
      case TruthContext truth -> new Literal(truth.TRUE() != null, ColumnType.BOOLEAN);
      case DateContext date -> time(tree, unquote(date.TEXT().getText()), true);
      case TimestampContext timestamp -> time(tree, unquote(timestamp.TEXT().getText()), false);
      default -> throw new IllegalStateException("unknown syntax " + tree.getClass());
    };
  }

  private @Nullable Literal time(LiteralContext tree, String text, boolean date) {
    try {
      if (date) {
        return new Literal(inRange(LocalDate.parse(text)), ColumnType.DATE);
      }
      var instant = OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS);
      inRange(LocalDate.ofInstant(instant, ZoneOffset.UTC));
      return new Literal(instant, ColumnType.TIMESTAMP);
    } catch (DateTimeException _) {
      resolver.problem(
          "time",
          tree,
          date
              ? "'%s' is no date (a date is like date '2026-01-31')".formatted(text)
              : "'%s' is no instant (an instant is like timestamp '2026-01-31T09:00:00Z')"
                  .formatted(text));
      return null;
    }
  }

  /** The years in which columns have their days. */
  private static LocalDate inRange(LocalDate date) {
    if (date.getYear() < 1 || date.getYear() > 9999) {
      throw new DateTimeException("a day lies in the years 1 to 9999");
    }
    return date;
  }

  /** Whether an operand takes the type of what it is compared with. */
  static boolean isFitting(Operand operand) {
    return operand instanceof Property
        || operand instanceof Aggregate(var function, _, Property _, _)
            && (function == Operand.Function.MIN || function == Operand.Function.MAX);
  }

  /**
   * An event's property, or the smallest or largest of one, read as the type of what it is compared
   * with.
   */
  static Operand fit(Operand operand, ColumnType type) {
    return switch (operand) {
      case Property(var name, _) ->
          new Property(
              name,
              type == ColumnType.INTEGER || type == ColumnType.NUMBER ? ColumnType.DECIMAL : type);
      case Aggregate(var function, var relation, Property property, var where)
          when function == Operand.Function.MIN || function == Operand.Function.MAX ->
          new Aggregate(function, relation, fit(property, type), where);
      default -> operand;
    };
  }

  private static String name(NameContext tree) {
    var text = tree.getText();
    return tree.QUOTED() == null
        ? text
        : text.substring(1, text.length() - 1).replace("\"\"", "\"");
  }

  static String unquote(String text) {
    return text.substring(1, text.length() - 1).replace("''", "'");
  }
}
