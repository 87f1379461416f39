package caravan.segment.sql;

import caravan.cohort.Cohort;
import caravan.profile.ToMany;
import caravan.segment.Expression;
import caravan.segment.Interpreter;
import caravan.segment.Leaves;
import caravan.segment.Moment;
import caravan.segment.Operand;
import caravan.segment.sql.Readings.Row;
import caravan.warehouse.ColumnType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tests the conditions of leaves on the rows of people, and on those that belong to them. */
final class RowTests {

  private static final Operand NONE = new Operand.Literal(0L, ColumnType.INTEGER);

  private final Moment moment;
  private final Map<Leaf, Expression> conditions = new LinkedHashMap<>();
  private final Set<String> columns = new LinkedHashSet<>();
  private final List<RowTally> tallies = new ArrayList<>();

  /** Where among the tallies what an operand stands for is: by identity, which is found at once. */
  private final IdentityHashMap<Operand, Integer> places = new IdentityHashMap<>();

  private final Map<Integer, @Nullable Object[]> tallied = new HashMap<>();

  RowTests(Collection<Leaf> leaves, Moment moment) {
    this.moment = moment;
    var known = new HashMap<RowTally, Integer>();
    for (var leaf : leaves) {
      var condition = counting(leaf.expression());
      conditions.put(leaf, condition);
      operands(
          condition,
          operand -> {
            switch (operand) {
              case Operand.Own(var column) -> columns.add(column.name());
              case Operand.Count _, Operand.Aggregate _ ->
                  places.put(operand, known.computeIfAbsent(RowTally.of(operand), this::place));
              default -> {
                // a fixed value
              }
            }
          });
    }
  }

  private int place(RowTally tally) {
    tallies.add(tally);
    return tallies.size() - 1;
  }

  /** The same condition, with a question for any row as one for their number. */
  private static Expression counting(Expression condition) {
    return switch (condition) {
      case Expression.And(var parts) -> new Expression.And(counting(parts));
      case Expression.Or(var parts) -> new Expression.Or(counting(parts));
      case Expression.Not(var inner) -> new Expression.Not(counting(inner));
      case Expression.Any(var relation, var where) ->
          new Expression.Compare(
              new Operand.Count(relation, where), Expression.Comparison.GREATER, NONE);
      default -> condition;
    };
  }

  private static List<Expression> counting(List<Expression> parts) {
    return parts.stream().map(RowTests::counting).toList();
  }

  private static void operands(Expression condition, Consumer<Operand> visitor) {
    switch (condition) {
      case Expression.And(var parts) -> parts.forEach(part -> operands(part, visitor));
      case Expression.Or(var parts) -> parts.forEach(part -> operands(part, visitor));
      case Expression.Not(var inner) -> operands(inner, visitor);
      default -> Leaves.operands(condition).forEach(visitor);
    }
  }

  /** The columns of people's own rows that are asked for. */
  Set<String> columns() {
    return columns;
  }

  /** By which relations rows are asked for that belong to people. */
  Set<ToMany> relations() {
    return tallies.stream().map(RowTally::relation).collect(Collectors.toSet());
  }

  /** The columns of theirs that are asked for. */
  Set<String> columns(ToMany relation) {
    var theirs = new LinkedHashSet<String>();
    for (var tally : tallies) {
      if (tally.relation().equals(relation)) {
        theirs.addAll(tally.columns());
      }
    }
    return theirs;
  }

  /** Takes in rows that belong to people. */
  void add(ToMany relation, List<Row> rows) {
    for (var row : rows) {
      var sums = tallied.computeIfAbsent(row.ordinal(), _ -> ofNothing());
      var values = new Interpreter(moment, operand -> cell(row, operand));
      for (var i = 0; i < sums.length; i++) {
        if (tallies.get(i).relation().equals(relation)) {
          sums[i] = tallies.get(i).add(sums[i], values);
        }
      }
    }
  }

  private @Nullable Object[] ofNothing() {
    return tallies.stream().map(RowTally::ofNothing).toArray();
  }

  private static @Nullable Object cell(Row row, Operand operand) {
    return row.cells().get(((Operand.Own) operand).column().name());
  }

  /** Who of those whose rows these are fulfils each condition. */
  Map<Leaf, Cohort> run(List<Row> people) {
    var none = ofNothing();
    var values = people.stream().map(person -> values(person, none)).toList();
    var answers = new HashMap<Leaf, Cohort>();
    conditions.forEach(
        (leaf, condition) -> {
          var fulfil = new Cohort.Builder();
          for (var i = 0; i < people.size(); i++) {
            if (values.get(i).test(condition)) {
              fulfil.add(people.get(i).ordinal());
            }
          }
          answers.put(leaf, fulfil.build());
        });
    return answers;
  }

  private Interpreter values(Row person, @Nullable Object[] none) {
    var sums = tallied.getOrDefault(person.ordinal(), none);
    return new Interpreter(
        moment,
        operand -> {
          var place = places.get(operand);
          return place == null ? cell(person, operand) : sums[place];
        });
  }
}
