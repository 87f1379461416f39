package caravan.segment.sql;

import caravan.profile.Schema;
import caravan.profile.Table;
import caravan.segment.Expression;
import caravan.segment.Interaction;
import caravan.segment.Interpreter;
import caravan.segment.Leaves;
import caravan.segment.Moment;
import caravan.segment.Operand;
import caravan.segment.Relation;
import caravan.warehouse.Dialect;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record1;
import org.jooq.Select;
import org.jooq.TableLike;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * Plans the statements that answer leaves: all of one table's together, and a related table's rows
 * read alone where they decide alone.
 */
public final class Statements {

  private final Schema schema;
  private final Moment moment;
  private final Dialect dialect;
  private final Embed embed;

  public Statements(Schema schema, Moment moment, Dialect dialect, Embed embed) {
    this.schema = schema;
    this.moment = moment;
    this.dialect = dialect;
    this.embed = embed;
  }

  /** Puts into a statement what SQL cannot be asked: who fulfils a condition on an audience. */
  public interface Embed {
    Condition holds(
        Table audience, Expression expression, @Nullable Long run, Field<Integer> ordinal);
  }

  /**
   * One statement.
   *
   * @param from what follows {@code from}
   * @param where holds for all rows that matter to any of the questions
   * @param ordinal whose row it is
   * @param together whether the questions share work, and so are asked at once
   * @param about the kind of interaction whose rows alone decide it, if so
   */
  public record Statement(
      TableLike<?> from,
      Condition where,
      Field<Integer> ordinal,
      List<Question> questions,
      boolean together,
      Optional<Interaction> about) {}

  /**
   * One leaf's part of a statement.
   *
   * @param complement whether the answer is everybody but those whose rows fulfil the condition
   */
  public record Question(Leaf leaf, Condition condition, boolean complement) {}

  /** Statements that together answer all of the leaves. */
  public List<Statement> plan(Collection<Leaf> leaves) {
    var groups = new LinkedHashMap<Group, List<Leaf>>();
    for (var leaf : leaves) {
      groups.computeIfAbsent(group(leaf), _ -> new ArrayList<>()).add(leaf);
    }
    var statements = new ArrayList<Statement>();
    groups.forEach((group, members) -> statements.add(statement(group, members)));
    return statements;
  }

  /** Asks for the value of an operand for one person; of an average the quotient, rounded. */
  public Select<Record1<Object>> value(Table audience, Operand operand, int person) {
    var compiler = compiler(null);
    var source = Source.of(schema, audience, "p");
    var predicates = new Predicates(compiler, source, Map.of());
    Field<?> field = predicates.field(operand);
    if (operand instanceof Operand.Aggregate average
        && average.function() == Operand.Function.AVG) {
      var count = predicates.field(Compiler.counted(average));
      field =
          field
              .cast(SQLDataType.DOUBLE)
              .div(DSL.nullif(SqlTypes.<Long>as(count), DSL.inline(0L)).cast(SQLDataType.DOUBLE));
    }
    return DSL.select(SqlTypes.<Object>as(field))
        .from(source.from())
        .where(source.ordinal().eq(DSL.val(person)));
  }

  /** What leaves have in common that one statement can answer. */
  private sealed interface Group {}

  private record RowsOf(Table audience, @Nullable Long run) implements Group {}

  private record RelatedTo(Table audience, Relation relation, @Nullable Long run)
      implements Group {}

  private record GroupedBy(
      Table audience, Relation relation, @Nullable Expression where, @Nullable Long run)
      implements Group {}

  private static Group group(Leaf leaf) {
    if (leaf.expression() instanceof Expression.Any(var relation, _)) {
      return new RelatedTo(leaf.audience(), relation, leaf.run());
    }
    var operands = Leaves.operands(leaf.expression());
    var aggregates = operands.stream().filter(Statements::isAggregate).distinct().toList();
    if (aggregates.size() == 1
        && operands.stream().allMatch(operand -> isAggregate(operand) || isFixed(operand))) {
      return switch (aggregates.getFirst()) {
        case Operand.Count(var relation, var where) ->
            new GroupedBy(leaf.audience(), relation, where, leaf.run());
        case Operand.Aggregate(_, var relation, _, var where) ->
            new GroupedBy(leaf.audience(), relation, where, leaf.run());
        default -> throw new IllegalStateException("no aggregate");
      };
    }
    return new RowsOf(leaf.audience(), leaf.run());
  }

  private static boolean isAggregate(Operand operand) {
    return operand instanceof Operand.Count || operand instanceof Operand.Aggregate;
  }

  private static boolean isFixed(Operand operand) {
    return operand instanceof Operand.Literal
        || operand instanceof Operand.Today
        || operand instanceof Operand.Now
        || operand instanceof Operand.Shifted;
  }

  private Statement statement(Group group, List<Leaf> leaves) {
    return switch (group) {
      case RelatedTo(var audience, var relation, var run) ->
          related(compiler(run), audience, relation, leaves);
      case GroupedBy(var audience, var relation, var where, var run) ->
          grouped(compiler(run), audience, relation, where, leaves);
      case RowsOf(var audience, var run) -> rows(compiler(run), audience, leaves);
    };
  }

  private Compiler compiler(@Nullable Long run) {
    return new Compiler(schema, moment, dialect, run, embed);
  }

  private Statement rows(Compiler compiler, Table audience, List<Leaf> leaves) {
    var source = Source.of(schema, audience, "p");
    var questions = new ArrayList<Question>();
    for (var leaf : leaves) {
      questions.add(new Question(leaf, compiler.condition(leaf.expression(), source), false));
    }
    return new Statement(
        source.from(), DSL.noCondition(), source.ordinal(), questions, false, Optional.empty());
  }

  private static Statement related(
      Compiler compiler, Table audience, Relation relation, List<Leaf> leaves) {
    var source = compiler.related(relation, audience);
    var questions = new ArrayList<Question>();
    for (var leaf : leaves) {
      var where = ((Expression.Any) leaf.expression()).where();
      var condition = where == null ? DSL.trueCondition() : compiler.condition(where, source);
      questions.add(new Question(leaf, condition, false));
    }
    var owner = Compiler.owner(relation, source);
    return new Statement(
        source.from(), owner.isNotNull(), owner, questions, false, about(relation));
  }

  /**
   * One row a person who has related rows; who has none is as if all aggregates were of nothing.
   */
  private Statement grouped(
      Compiler compiler,
      Table audience,
      Relation relation,
      @Nullable Expression where,
      List<Leaf> leaves) {
    var source = compiler.related(relation, audience);
    var condition = where == null ? DSL.noCondition() : compiler.condition(where, source);
    var owner = Compiler.owner(relation, source);
    var groups = new Groups(compiler, source);
    leaves.forEach(leaf -> Leaves.operands(leaf.expression()).forEach(groups::add));
    var questions = new ArrayList<Question>();
    for (var leaf : leaves) {
      var complement = new Interpreter(moment, Statements::ofNothing).test(leaf.expression());
      var holds =
          compiler.condition(
              leaf.expression(), Source.of(schema, audience, Groups.ALIAS), groups.ready());
      questions.add(
          new Question(leaf, complement ? DSL.not(Compiler.known(holds)) : holds, complement));
    }
    var rows =
        DSL.select(owner.as("ordinal"))
            .select(groups.selected())
            .from(source.from())
            .where(condition)
            .and(owner.isNotNull())
            .groupBy(owner);
    return new Statement(
        rows.asTable(Groups.ALIAS),
        DSL.noCondition(),
        DSL.field(DSL.name(Groups.ALIAS, "ordinal"), Integer.class),
        questions,
        true,
        about(relation));
  }

  private static Optional<Interaction> about(Relation relation) {
    return relation instanceof Relation.Happened(var kind, _)
        ? Optional.of(kind)
        : Optional.empty();
  }

  private static @Nullable Object ofNothing(Operand aggregate) {
    return switch (aggregate) {
      case Operand.Count _ -> 0L;
      case Operand.Aggregate(var function, _, _, _) -> function == Operand.Function.SUM ? 0L : null;
      default -> throw new IllegalStateException("no aggregate");
    };
  }

  /**
   * The aggregates that a grouping statement selects, once each, and what they are called outside
   * it.
   */
  private static final class Groups {

    static final String ALIAS = "g";

    private final Compiler compiler;
    private final Source source;
    private final List<Field<?>> selected = new ArrayList<>();
    private final Map<Operand, Field<?>> ready = new LinkedHashMap<>();

    Groups(Compiler compiler, Source source) {
      this.compiler = compiler;
      this.source = source;
    }

    List<Field<?>> selected() {
      return selected;
    }

    Map<Operand, Field<?>> ready() {
      return ready;
    }

    void add(Operand operand) {
      switch (operand) {
        case Operand.Count _ -> add(operand, DSL.count());
        case Operand.Aggregate average -> {
          add(operand, compiler.aggregate(average.function(), average.column(), source));
          if (average.function() == Operand.Function.AVG) {
            var column = new Predicates(compiler, source, Map.of()).field(average.column());
            add(Compiler.counted(average), DSL.count(column));
          }
        }
        default -> {
          // a fixed value needs no selecting
        }
      }
    }

    private void add(Operand operand, Field<?> field) {
      if (!ready.containsKey(operand)) {
        var name = "a" + selected.size();
        selected.add(field.as(name));
        ready.put(operand, DSL.field(DSL.name(ALIAS, name), field.getDataType()));
      }
    }
  }
}
