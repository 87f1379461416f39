package caravan.segment.sql;

import caravan.profile.Physical;
import caravan.profile.Schema;
import caravan.profile.Table;
import caravan.segment.Expression;
import caravan.segment.Moment;
import caravan.segment.Operand;
import caravan.segment.Relation;
import caravan.segment.sql.Statements.Embed;
import caravan.warehouse.ColumnType;
import caravan.warehouse.Dialect;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Compiles expressions to SQL conditions. A condition may come out unknown where the expression is
 * false: that makes no difference under {@code where} and {@code filter}, and is mended under
 * {@code not}.
 */
final class Compiler {

  private final Schema schema;
  private final Moment moment;
  private final Times times;
  private final @Nullable Long run;
  private final Embed embed;
  private final Dialect dialect;
  private int aliases;

  /**
   * @param run in a step of a journey: the run whose interactions count
   * @param embed puts in what SQL cannot be asked
   */
  Compiler(Schema schema, Moment moment, Dialect dialect, @Nullable Long run, Embed embed) {
    this.schema = schema;
    this.moment = moment;
    this.times = new Times(moment, dialect);
    this.dialect = dialect;
    this.run = run;
    this.embed = embed;
  }

  Times times() {
    return times;
  }

  Dialect dialect() {
    return dialect;
  }

  Moment moment() {
    return moment;
  }

  Schema schema() {
    return schema;
  }

  Condition condition(Expression expression, Source row) {
    return condition(expression, row, Map.of());
  }

  /** With aggregates that the statement has at hand already. */
  Condition condition(Expression expression, Source row, Map<Operand, Field<?>> ready) {
    return switch (expression) {
      case Expression.And(var parts) ->
          DSL.and(parts.stream().map(part -> condition(part, row, ready)).toList());
      case Expression.Or(var parts) ->
          DSL.or(parts.stream().map(part -> condition(part, row, ready)).toList());
      case Expression.Not(var inner) -> DSL.not(known(condition(inner, row, ready)));
      case Expression.InSegment _ -> embedded(expression, row);
      default -> {
        if (Embedding.isCohortWise(expression)) {
          yield embedded(expression, row);
        }
        yield expression instanceof Expression.Any(var relation, var where)
            ? any(relation, where, row)
            : new Predicates(this, row, ready).test(expression);
      }
    };
  }

  /** False instead of unknown. */
  static Condition known(Condition condition) {
    return DSL.condition(DSL.coalesce(DSL.field(condition), DSL.inline(false)));
  }

  private Condition embedded(Expression expression, Source row) {
    return embed.holds(row.table(), expression, run, row.ordinal());
  }

  private Condition any(Relation relation, @Nullable Expression where, Source row) {
    var related = related(relation, row.table());
    var condition = where == null ? DSL.noCondition() : condition(where, related);
    return DSL.exists(
        DSL.selectOne().from(related.from()).where(link(relation, related, row)).and(condition));
  }

  /** The rows that a relation leads to, under a new alias. */
  Source related(Relation relation, Table from) {
    var alias = "r" + aliases++;
    return switch (relation) {
      case Relation.Rows(var rows) -> Source.of(schema, schema.table(rows.table()), alias);
      case Relation.Happened(var interaction, var ever) -> {
        var table = DSL.table(DSL.name("happened", interaction.label()));
        var mine = DSL.field(DSL.name("audience"), String.class).eq(DSL.val(from.name()));
        if (run != null && !ever) {
          var runs = DSL.field(DSL.name("runs"), Long[].class);
          mine = mine.and(DSL.val(run).eq(DSL.any(runs)));
        }
        var rows = DSL.select(DSL.asterisk()).from(table).where(mine).asTable("h");
        yield new Source(schema, interaction.table(), rows, alias);
      }
    };
  }

  /** The ordinal, in a related row, of the row of an audience that it belongs to. */
  static Field<Integer> owner(Relation relation, Source related) {
    return switch (relation) {
      case Relation.Rows(var rows) -> related.ordinal(Physical.ordinalOf(rows.column()));
      case Relation.Happened _ -> related.ordinal();
    };
  }

  private static Condition link(Relation relation, Source related, Source row) {
    if (row.table().audience()) {
      return owner(relation, related).eq(row.ordinal());
    }
    var rows = ((Relation.Rows) relation).relation();
    return SqlTypes.<Object>as(related.column(rows.column()))
        .eq(SqlTypes.<Object>as(row.column(row.table().keyColumn().name())));
  }

  /**
   * The value of an aggregate over the rows that belong to a row, as a statement in the statement.
   */
  Field<?> correlated(Operand operand, Source row) {
    return switch (operand) {
      case Operand.Count(var relation, var where) -> {
        var related = related(relation, row.table());
        yield correlated(DSL.count(), relation, where, related, row);
      }
      case Operand.Aggregate(var function, var relation, var column, var where) -> {
        var related = related(relation, row.table());
        yield correlated(aggregate(function, column, related), relation, where, related, row);
      }
      default -> throw new IllegalArgumentException("no aggregate: " + operand);
    };
  }

  private <T> Field<T> correlated(
      Field<T> value, Relation relation, @Nullable Expression where, Source related, Source row) {
    var condition = where == null ? DSL.noCondition() : condition(where, related);
    return DSL.field(
        DSL.select(value).from(related.from()).where(link(relation, related, row)).and(condition));
  }

  /** An aggregate's value in a group; of an average the sum (see {@link #counted}). */
  Field<?> aggregate(Operand.Function function, Operand column, Source related) {
    var field = new Predicates(this, related, Map.of()).field(column);
    return switch (function) {
      case MIN -> DSL.min(ordered(field, column.type()));
      case MAX -> DSL.max(ordered(field, column.type()));
      case SUM -> DSL.coalesce(sum(field, column.type()), DSL.inline(BigDecimal.ZERO));
      case AVG -> sum(field, column.type());
    };
  }

  private Field<?> ordered(Field<?> field, ColumnType type) {
    return type == ColumnType.TEXT ? dialect.ordered(SqlTypes.as(field)) : field;
  }

  private Field<BigDecimal> sum(Field<?> field, ColumnType type) {
    return DSL.sum(
        type == ColumnType.NUMBER
            ? dialect.exact(SqlTypes.as(field))
            : SqlTypes.<BigDecimal>as(field));
  }

  /**
   * How many values an average is made of, as an operand: the count of the same rows that have one.
   */
  static Operand counted(Operand.Aggregate average) {
    Expression present = new Expression.Not(new Expression.Missing(average.column()));
    return new Operand.Count(
        average.relation(),
        average.where() == null ? present : new Expression.And(List.of(average.where(), present)));
  }
}
