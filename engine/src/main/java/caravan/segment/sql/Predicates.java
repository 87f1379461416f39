package caravan.segment.sql;

import caravan.segment.Expression;
import caravan.segment.Expression.Comparison;
import caravan.segment.Interpreter;
import caravan.segment.Operand;
import caravan.segment.Relation;
import caravan.segment.Texts;
import caravan.warehouse.ColumnType;
import caravan.warehouse.Stored;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * Single conditions on one row as SQL.
 *
 * @param row where the row comes from
 * @param ready the aggregates that the statement has at hand, of an average the sum
 */
record Predicates(Compiler compiler, Source row, Map<Operand, Field<?>> ready) {

  Condition test(Expression leaf) {
    return switch (leaf) {
      case Expression.Compare(var left, var comparison, var right) ->
          compare(left, comparison, right);
      case Expression.Between(var value, var low, var high) ->
          compare(value, Comparison.AT_LEAST, low).and(compare(value, Comparison.AT_MOST, high));
      case Expression.OneOf(var value, var options) ->
          DSL.or(options.stream().map(option -> compare(value, Comparison.EQUAL, option)).toList());
      case Expression.TextMatch(var value, var match, var text) -> textMatch(value, match, text);
      case Expression.Missing(var value) -> field(value).isNull();
      case Expression.Within(var value, var next, var span) ->
          compiler.times().within(field(value), value.type(), next, span);
      case Expression.Anniversary(var value, var next) ->
          compiler.times().anniversary(field(value), value.type(), next);
      case Expression.Holds(var column) -> SqlTypes.<Boolean>as(field(column)).eq(DSL.inline(true));
      default -> throw new IllegalArgumentException("no single condition: " + leaf);
    };
  }

  private Condition compare(Operand left, Comparison comparison, Operand right) {
    if (left instanceof Operand.Aggregate average && average.function() == Operand.Function.AVG) {
      return compareAverage(average, comparison, right);
    }
    if (right instanceof Operand.Aggregate average && average.function() == Operand.Function.AVG) {
      return compareAverage(average, comparison.mirrored(), left);
    }
    if (left.type().isTime()) {
      return compareTimes(left, comparison, right);
    }
    if (left.type() == ColumnType.TEXT) {
      return compareTexts(left, comparison, right);
    }
    return Times.plain(
        SqlTypes.<Object>as(number(left, right)),
        comparison,
        SqlTypes.<Object>as(number(right, left)));
  }

  /**
   * A fixed number takes the other's type where that is a double, so that both mean the same value.
   */
  private Field<?> number(Operand operand, Operand other) {
    if (operand instanceof Operand.Literal(Number value, _) && other.type() == ColumnType.NUMBER) {
      return DSL.val(value.doubleValue());
    }
    return field(operand);
  }

  /** Without dividing: average ≥ x is sum ≥ x · count. */
  private Condition compareAverage(
      Operand.Aggregate average, Comparison comparison, Operand other) {
    Field<BigDecimal> sum = SqlTypes.as(field(average));
    Field<BigDecimal> count = SqlTypes.as(field(Compiler.counted(average)));
    if (other instanceof Operand.Aggregate right && right.function() == Operand.Function.AVG) {
      Field<BigDecimal> otherSum = SqlTypes.as(field(right));
      Field<BigDecimal> otherCount = SqlTypes.as(field(Compiler.counted(right)));
      return Times.plain(sum.mul(otherCount), comparison, otherSum.mul(count));
    }
    Field<BigDecimal> value =
        switch (other.type()) {
          case NUMBER -> compiler.dialect().exact(SqlTypes.as(field(other)));
          case INTEGER ->
              field(other).cast(SQLDataType.DECIMAL(19, 0)); // times a count: no overflow
          default -> SqlTypes.as(field(other));
        };
    return Times.plain(sum, comparison, value.mul(count));
  }

  private Condition compareTexts(Operand left, Comparison comparison, Operand right) {
    Field<String> a = compiler.dialect().ordered(SqlTypes.as(field(left)));
    Field<String> b = compiler.dialect().ordered(SqlTypes.as(field(right)));
    return switch (comparison) {
      case EQUAL -> sameText(left, right);
      case LESS -> a.lt(b);
      case GREATER -> a.gt(b);
      case AT_MOST -> a.lt(b).or(sameText(left, right));
      case AT_LEAST -> a.gt(b).or(sameText(left, right));
    };
  }

  private Condition sameText(Operand left, Operand right) {
    var exact = holdsKey(left) || holdsKey(right) || isCaseless(left) || isCaseless(right);
    return text(left, right, exact).eq(text(right, left, exact));
  }

  private Condition textMatch(Operand value, Expression.Match match, Operand text) {
    var exact = holdsKey(value) || holdsKey(text) || isCaseless(text);
    var whole = text(value, text, exact);
    var part = text(text, value, exact);
    return switch (match) {
      case CONTAINS -> compiler.dialect().contains(whole, part);
      case STARTS -> compiler.dialect().startsWith(whole, part);
      case ENDS -> compiler.dialect().endsWith(whole, part);
    };
  }

  private Field<String> text(Operand operand, Operand other, boolean exact) {
    if (exact) {
      return SqlTypes.as(field(operand));
    }
    return fixedLower(operand)
        .<Field<String>>map(DSL::val)
        .orElseGet(() -> compiler.dialect().lower(SqlTypes.as(field(operand)), fixedLower(other)));
  }

  private static Optional<String> fixedLower(Operand operand) {
    return operand instanceof Operand.Literal(String text, _)
        ? Optional.of(Texts.lower(text))
        : Optional.empty();
  }

  /**
   * Whether a text is the same in lower case, and no other text's lower case looks like a part of
   * it.
   */
  private static boolean isCaseless(Operand operand) {
    return operand instanceof Operand.Literal(String text, _)
        && text.chars().allMatch(letter -> letter < 128 && !Character.isLetter(letter));
  }

  private boolean holdsKey(Operand operand) {
    return switch (operand) {
      case Operand.Own(var column) -> row.table().holdsKey(column.name());
      case Operand.Joined(var relation, var column) ->
          compiler.schema().table(relation.target()).holdsKey(column.name());
      case Operand.Aggregate(_, var relation, var column, _) ->
          relation instanceof Relation.Rows(var rows)
              && new Predicates(
                      compiler,
                      Source.of(compiler.schema(), compiler.schema().table(rows.table()), ""),
                      Map.of())
                  .holdsKey(column);
      default -> false;
    };
  }

  private Condition compareTimes(Operand left, Comparison comparison, Operand right) {
    var times = compiler.times();
    var fixedRight = times.fixed(right);
    if (fixedRight.isPresent() && times.fixed(left).isPresent()) {
      var compare = new Expression.Compare(left, comparison, right);
      return new Interpreter(compiler.moment(), _ -> null).test(compare)
          ? DSL.trueCondition()
          : DSL.falseCondition();
    }
    if (fixedRight.isPresent()) {
      return times.compare(field(left), left.type(), comparison, fixedRight.get());
    }
    var fixedLeft = times.fixed(left);
    if (fixedLeft.isPresent()) {
      return times.compare(field(right), right.type(), comparison.mirrored(), fixedLeft.get());
    }
    if (left.type() == right.type()) {
      return Times.plain(
          SqlTypes.<Object>as(field(left)), comparison, SqlTypes.<Object>as(field(right)));
    }
    return Times.plain(
        times.dateOf(field(left), left.type()),
        comparison,
        times.dateOf(field(right), right.type()));
  }

  /** An operand's value; of an average the sum. */
  Field<?> field(Operand operand) {
    return switch (operand) {
      case Operand.Own(var column) -> row.column(column.name());
      case Operand.Joined(var relation, var column) -> row.column(relation, column.name());
      case Operand.Property(var name, var type) -> property(name, type);
      case Operand.Literal(var value, _) -> SqlTypes.value(value);
      case Operand.Today() -> DSL.val(compiler.moment().today());
      case Operand.Now() -> DSL.val(Stored.utc(compiler.moment().now()));
      case Operand.Shifted(var span) -> DSL.val(Stored.utc(compiler.moment().shifted(span)));
      case Operand.Count _, Operand.Aggregate _ -> {
        var at = ready.get(operand);
        yield at != null ? at : compiler.correlated(operand, row);
      }
    };
  }

  /** A property of an event as a type; missing where it is none. */
  private Field<?> property(String name, ColumnType type) {
    var dialect = compiler.dialect();
    var text = dialect.property(SqlTypes.as(row.column("properties")), name);
    return switch (type) {
      case TEXT, JSON -> text;
      case BOOLEAN ->
          DSL.case_(DSL.lower(text))
              .when(DSL.inline("true"), DSL.inline(true))
              .when(DSL.inline("false"), DSL.inline(false));
      case INTEGER, DECIMAL, NUMBER -> dialect.readDecimal(text);
      case DATE ->
          DSL.coalesce(
              dialect.readDate(text),
              compiler.times().dateOf(dialect.readInstant(text), ColumnType.TIMESTAMP));
      case TIMESTAMP ->
          DSL.coalesce(
              dialect.readInstant(text),
              dialect.midnightIn(compiler.moment().zone(), dialect.readDate(text)));
    };
  }
}
