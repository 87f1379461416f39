package caravan.audience;

import caravan.cohort.Cohort;
import caravan.profile.Table;
import caravan.profile.Tables;
import caravan.segment.Expression;
import caravan.segment.Moment;
import caravan.segment.Operand;
import caravan.segment.Printer;
import caravan.segment.Segment;
import caravan.segment.sql.Answers;
import caravan.segment.sql.Embedding;
import caravan.segment.sql.Leaf;
import caravan.segment.sql.Readings;
import caravan.segment.sql.Statements;
import caravan.warehouse.Database;
import caravan.warehouse.Dialect;
import caravan.warehouse.Stored;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Answers conditions with cohorts: all leaves of all questions together, a statement a table. */
public final class Evaluator {

  private final Database db;
  private final Tables tables;
  private final Map<String, Segment> segments;
  private final Facts facts;

  public Evaluator(Database db, Tables tables, Map<String, Segment> segments, Facts facts) {
    this.db = db;
    this.tables = tables;
    this.segments = segments;
    this.facts = facts;
  }

  /** Answers that are known already and need not be asked for again. */
  public interface Known {

    Known NOTHING = _ -> Optional.empty();

    /** Who fulfils a condition that does not depend on a run. */
    Optional<Cohort> answer(Ask ask);
  }

  public Tables tables() {
    return tables;
  }

  public Map<String, Segment> segments() {
    return segments;
  }

  /** The same, with other facts. */
  public Evaluator with(Facts others) {
    return new Evaluator(db, tables, segments, others);
  }

  /** Who fulfils a condition, of some or (null) of everybody. */
  public Cohort evaluate(Ask ask, Moment moment, @Nullable Cohort among) {
    return evaluate(List.of(ask), moment, among, Known.NOTHING).getOrDefault(ask, Cohort.EMPTY);
  }

  /**
   * Who fulfils each of several conditions on one audience or more.
   *
   * @param among whom it is asked about, of one audience then; null for everybody
   */
  public Map<Ask, Cohort> evaluate(
      Collection<Ask> asks, Moment moment, @Nullable Cohort among, Known known) {
    var evaluation = new Evaluation(moment, among, known);
    var nodes = new LinkedHashMap<Ask, Node>();
    for (var ask : asks) {
      nodes.put(ask, evaluation.plan(ask.audience(), ask.run()).node(ask.condition()));
    }
    return evaluation.run(nodes);
  }

  /** The members of segments now, asked of everybody or of some. */
  public Map<String, Cohort> members(
      Collection<String> names, Moment moment, @Nullable Cohort among, Known known) {
    var asks = new LinkedHashMap<String, Ask>();
    for (var name : names) {
      asks.put(name, new Ask(audience(name), new Expression.InSegment(name), null));
    }
    var answers = evaluate(asks.values(), moment, among, known);
    var members = new HashMap<String, Cohort>();
    asks.forEach((name, ask) -> members.put(name, answers.getOrDefault(ask, Cohort.EMPTY)));
    return members;
  }

  /**
   * The statements, with values in place, that a condition is answered with; what is kept as
   * cohorts needs none.
   */
  public List<String> sql(Ask ask, Moment moment) {
    var evaluation = new Evaluation(moment, null, Known.NOTHING);
    evaluation.collect(evaluation.plan(ask.audience(), ask.run()).node(ask.condition()));
    var answers = new Answers(db);
    var shown = new ArrayList<String>();
    for (var statement :
        new Statements(tables.schema(), moment, db.dialect(), Evaluator::show)
            .plan(evaluation.answers.keySet())) {
      statement.questions().forEach(question -> shown.add(answers.show(statement, question)));
    }
    return shown;
  }

  /** What is shown to people instead of the members that were found before. */
  private static Condition show(
      Table audience, Expression condition, @Nullable Long run, Field<Integer> ordinal) {
    return DSL.condition(
        "{0} in (select {1} from {2})",
        ordinal,
        DSL.name("ordinal"),
        DSL.name("%s where %s".formatted(audience.name(), Printer.print(condition))));
  }

  /** The value that an operand has for one person; empty where it is missing. */
  public Optional<Object> value(Table audience, Operand operand, int person, Moment moment) {
    if (Embedding.isCohortWise(operand)) {
      return new FactQuestions(facts, audience, null, moment, Cohort.of(person))
          .values(operand).stream()
              .filter(valued -> valued.people().contains(person))
              .findFirst()
              .map(FactQuestions.Valued::value)
              .or(() -> operand instanceof Operand.Count ? Optional.of(0L) : Optional.empty());
    }
    var evaluation = new Evaluation(moment, null, Known.NOTHING);
    var query =
        new Statements(tables.schema(), moment, db.dialect(), evaluation::embed)
            .value(audience, operand, person);
    return Optional.ofNullable(db.sql().fetchValue(query)).map(Stored::cell);
  }

  private Table audience(String segment) {
    var definition = segments.get(segment);
    if (definition == null) {
      throw new IllegalArgumentException("there is no segment '" + segment + "'");
    }
    return tables.schema().table(definition.audience());
  }

  /** One round of questions: what their nodes share is asked once. */
  private final class Evaluation {

    private final Moment moment;
    private final @Nullable Cohort among;
    private final Known known;
    private final Map<String, Node> members = new HashMap<>();
    private final Map<Leaf, Cohort> answers = new LinkedHashMap<>();

    Evaluation(Moment moment, @Nullable Cohort among, Known known) {
      this.moment = moment;
      this.among = among;
      this.known = known;
    }

    Planner plan(Table audience, @Nullable Long run) {
      return new Planner(
          new FactQuestions(facts, audience, run, moment, among),
          segments,
          tables.people(audience.name()),
          known,
          members);
    }

    Map<Ask, Cohort> run(Map<Ask, Node> nodes) {
      nodes.values().forEach(this::collect);
      ask();
      var cohorts = new HashMap<Ask, Cohort>();
      nodes.forEach((ask, node) -> cohorts.put(ask, combine(node, universe(ask.audience()))));
      return cohorts;
    }

    private Cohort universe(Table audience) {
      var existing = tables.people(audience.name()).existing();
      return among == null ? existing : existing.intersect(among);
    }

    private void collect(Node node) {
      switch (node) {
        case Node.Answered(var leaf) -> answers.put(leaf, Cohort.EMPTY);
        case Node.Fixed _ -> {
          // nothing to ask
        }
        case Node.All(var parts) -> parts.forEach(this::collect);
        case Node.AnyOf(var parts) -> parts.forEach(this::collect);
        case Node.Complement(var inner) -> collect(inner);
        case Node.Listed(var base, _, _) -> collect(base);
      }
    }

    private void ask() {
      var open = new LinkedHashSet<>(answers.keySet());
      if (among != null && among.size() <= Dialect.FEW) {
        var read = new Readings(db, tables.schema(), moment).answer(open, among);
        open.removeAll(read.keySet());
        answers.putAll(read);
      }
      var statements =
          new Statements(tables.schema(), moment, db.dialect(), this::embed).plan(open);
      var sql = new Answers(db);
      for (var statement : statements) {
        var audience = statement.questions().getFirst().leaf().audience();
        var capacity = tables.people(audience.name()).capacity();
        var universe = universe(audience);
        var asked =
            statement
                .about()
                .map(kind -> universe.intersect(facts.withRows(kind, audience.name())))
                .orElse(universe);
        var everybody = among == null && statement.about().isEmpty();
        sql.answer(statement, capacity, everybody ? null : asked)
            .forEach(
                (question, cohort) ->
                    answers.put(
                        question.leaf(),
                        question.complement()
                            ? universe.minus(cohort)
                            : universe.intersect(cohort)));
      }
    }

    /** Answers a condition on another audience's rows first, of everybody there. */
    private Condition embed(
        Table audience, Expression condition, @Nullable Long run, Field<Integer> ordinal) {
      var cohort = evaluate(new Ask(audience, condition, run), moment, null);
      return db.dialect().isIn(cohort, ordinal);
    }

    private Cohort combine(Node node, Cohort universe) {
      return switch (node) {
        case Node.Answered(var leaf) -> answers.getOrDefault(leaf, Cohort.EMPTY);
        case Node.Fixed(var cohort) -> cohort.intersect(universe);
        case Node.All(var parts) -> {
          var cohort = universe;
          for (var part : parts) {
            cohort = cohort.intersect(combine(part, universe));
          }
          yield cohort;
        }
        case Node.AnyOf(var parts) ->
            Cohort.union(parts.stream().map(part -> combine(part, universe)).toList());
        case Node.Complement(var inner) -> universe.minus(combine(inner, universe));
        case Node.Listed(var base, var also, var never) ->
            combine(base, universe).union(also.intersect(universe)).minus(never);
      };
    }
  }
}
