package caravan.audience;

import caravan.cohort.Cohort;
import caravan.profile.People;
import caravan.segment.Expression;
import caravan.segment.Interpreter;
import caravan.segment.Leaves;
import caravan.segment.Operand;
import caravan.segment.Relation;
import caravan.segment.Segment;
import caravan.segment.sql.Embedding;
import caravan.segment.sql.Leaf;
import caravan.warehouse.ColumnType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Cuts conditions: the largest parts that a database answers become leaves, what is kept as cohorts
 * is answered at once, and the rest is set algebra.
 *
 * @param members the segments planned so far, shared by all questions of a round
 */
record Planner(
    FactQuestions facts,
    Map<String, Segment> segments,
    People people,
    Evaluator.Known known,
    Map<String, Node> members) {

  Node node(Expression expression) {
    var answer = answer(expression);
    if (answer.isPresent()) {
      return new Node.Fixed(answer.get());
    }
    switch (expression) {
      case Expression.And(var parts) when parts.isEmpty() -> {
        return new Node.All(List.of());
      }
      case Expression.Or(var parts) when parts.isEmpty() -> {
        return new Node.AnyOf(List.of());
      }
      case Expression.Missing(var operand) when isKey(operand) -> {
        return new Node.AnyOf(List.of());
      }
      case Expression.Not(Expression.Missing(var operand)) when isKey(operand) -> {
        return new Node.All(List.of());
      }
      default -> {
        if (isRowOnly(expression)) {
          return leaf(expression);
        }
      }
    }
    return switch (expression) {
      case Expression.And(var parts) -> {
        var nodes = new ArrayList<Node>();
        var together = new ArrayList<Expression>();
        separate(parts, together, nodes);
        if (!together.isEmpty()) {
          nodes.add(
              leaf(together.size() == 1 ? together.getFirst() : new Expression.And(together)));
        }
        yield new Node.All(nodes);
      }
      case Expression.Or(var parts) -> {
        var nodes = new ArrayList<Node>();
        var together = new ArrayList<Expression>();
        separate(parts, together, nodes);
        if (!together.isEmpty()) {
          nodes.add(leaf(together.size() == 1 ? together.getFirst() : new Expression.Or(together)));
        }
        yield new Node.AnyOf(nodes);
      }
      case Expression.Not(var inner) -> new Node.Complement(node(inner));
      case Expression.InSegment(var segment) -> member(segment);
      case Expression.Any(Relation.Happened relation, var where)
          when relation.interaction().isCohortWise() ->
          new Node.Fixed(facts.any(relation, where));
      default -> Embedding.isCohortWise(expression) ? byValue(expression) : leaf(expression);
    };
  }

  /** Whether a value is the key, which nobody is without. */
  private boolean isKey(Operand operand) {
    return operand instanceof Operand.Own(var column)
        && column.name().equals(facts.audience().key());
  }

  private void separate(List<Expression> parts, List<Expression> together, List<Node> nodes) {
    for (var part : parts) {
      if (isRowOnly(part) && answer(part).isEmpty()) {
        together.add(part);
      } else {
        nodes.add(node(part));
      }
    }
  }

  private Optional<Cohort> answer(Expression expression) {
    return known.answer(new Ask(facts.audience(), expression, null));
  }

  private Node leaf(Expression expression) {
    return new Node.Answered(new Leaf(facts.audience(), expression, facts.run()));
  }

  /** Whether a condition reads nothing but the person's row and the rows that it leads to. */
  private static boolean isRowOnly(Expression expression) {
    return switch (expression) {
      case Expression.And(var parts) -> parts.stream().allMatch(Planner::isRowOnly);
      case Expression.Or(var parts) -> parts.stream().allMatch(Planner::isRowOnly);
      case Expression.Not(var inner) -> isRowOnly(inner);
      case Expression.InSegment _, Expression.Any _ -> false;
      default ->
          Leaves.operands(expression).stream()
              .noneMatch(
                  operand ->
                      operand instanceof Operand.Count || operand instanceof Operand.Aggregate);
    };
  }

  Node member(String segment) {
    var planned = members.get(segment);
    if (planned != null) {
      return planned;
    }
    var node = definition(segment);
    members.put(segment, node);
    return node;
  }

  /**
   * A segment's own condition asks about all interactions there ever were, whoever asks for its
   * members.
   */
  private Node definition(String name) {
    var segment = segments.get(name);
    if (segment == null) {
      throw new IllegalArgumentException("there is no segment '" + name + "'");
    }
    if (segment.origin() != null) {
      return new Node.Fixed(people.provided(name));
    }
    var ever = new Planner(facts.ever(), segments, people, known, members);
    var base =
        segment.where() == null
            ? new Node.Fixed(people.listed(segment.members()))
            : ever.node(segment.where());
    if (segment.also().isEmpty() && segment.never().isEmpty()) {
      return base;
    }
    return new Node.Listed(base, people.listed(segment.also()), people.listed(segment.never()));
  }

  /** A condition on an aggregate of interactions, asked once for each value that it has. */
  private Node byValue(Expression leaf) {
    var aggregate =
        Leaves.operands(leaf).stream().filter(Embedding::isCohortWise).findFirst().orElseThrow();
    var parts = new ArrayList<Node>();
    var counted = new ArrayList<Cohort>();
    for (var valued : facts.values(aggregate)) {
      counted.add(valued.people());
      var literal = literal(java.util.Objects.requireNonNull(valued.value()));
      parts.add(
          new Node.All(
              List.of(new Node.Fixed(valued.people()), substituted(leaf, aggregate, literal))));
    }
    var others = new Node.Complement(new Node.Fixed(Cohort.union(counted)));
    if (aggregate instanceof Operand.Count) {
      parts.add(new Node.All(List.of(others, substituted(leaf, aggregate, literal(0L)))));
    } else if (leaf instanceof Expression.Missing) {
      parts.add(others);
    }
    return new Node.AnyOf(parts);
  }

  private static Operand literal(Object value) {
    return switch (value) {
      case Long count -> new Operand.Literal(count, ColumnType.INTEGER);
      case Instant instant -> new Operand.Literal(instant, ColumnType.TIMESTAMP);
      default -> new Operand.Literal(value, ColumnType.TEXT);
    };
  }

  private Node substituted(Expression leaf, Operand aggregate, Operand value) {
    var asked = Leaves.map(leaf, operand -> operand.equals(aggregate) ? value : operand);
    var operands = Leaves.operands(asked);
    if (operands.stream().anyMatch(Embedding::isCohortWise)) {
      return byValue(asked);
    }
    if (operands.stream().allMatch(Planner::isFixed)) {
      var holds = new Interpreter(facts.moment(), _ -> null).test(asked);
      return holds ? new Node.All(List.of()) : new Node.AnyOf(List.of());
    }
    return leaf(asked);
  }

  private static boolean isFixed(Operand operand) {
    return operand instanceof Operand.Literal
        || operand instanceof Operand.Today
        || operand instanceof Operand.Now
        || operand instanceof Operand.Shifted;
  }
}
