package caravan.audience;

import caravan.cohort.Cohort;
import caravan.cohort.Tally;
import caravan.profile.Table;
import caravan.segment.Expression;
import caravan.segment.Interpreter;
import caravan.segment.Leaves;
import caravan.segment.Moment;
import caravan.segment.Operand;
import caravan.segment.Relation;
import caravan.segment.Texts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Answers questions about interactions that are kept as cohorts, cohort by cohort.
 *
 * @param run in a step of a journey: the run whose interactions count, unless the relation says
 *     {@code ever}
 * @param among whom it is asked about: the answers may hold others, but need not; null for
 *     everybody
 */
record FactQuestions(
    Facts facts, Table audience, @Nullable Long run, Moment moment, @Nullable Cohort among) {

  /** The same of segments: they ask about all interactions there ever were. */
  FactQuestions ever() {
    return new FactQuestions(facts, audience, null, moment, among);
  }

  private boolean concerns(Cohort people) {
    return among == null || people.intersects(among);
  }

  /**
   * People for whom an aggregate has the same value.
   *
   * @param value null where it is missing
   */
  record Valued(@Nullable Object value, Cohort people) {}

  /** To whom any interaction happened that fulfils a condition. */
  Cohort any(Relation.Happened relation, @Nullable Expression where) {
    var cohorts = new ArrayList<Cohort>();
    for (var group : groups(relation)) {
      if (where == null || !asksWhen(where)) {
        if (fulfils(group, null, where)) {
          cohorts.add(group.everybody());
        }
      } else {
        occasions(group, where).forEach(occasion -> cohorts.add(occasion.cohort()));
      }
    }
    return Cohort.union(cohorts);
  }

  /** Everybody with such interactions by the value of an aggregate over them. */
  List<Valued> values(Operand aggregate) {
    return switch (aggregate) {
      case Operand.Count(Relation.Happened relation, var where) -> counts(relation, where);
      case Operand.Aggregate(
              var function,
              Relation.Happened relation,
              Operand.Own(var column),
              var where) ->
          extremes(relation, column.name(), where, function == Operand.Function.MIN);
      default -> throw new IllegalArgumentException("no aggregate over interactions: " + aggregate);
    };
  }

  private List<Valued> counts(Relation.Happened relation, @Nullable Expression where) {
    var tally = new Tally();
    for (var group : groups(relation)) {
      occasions(group, where).forEach(occasion -> tally.add(occasion.cohort()));
    }
    var valued = new ArrayList<Valued>();
    tally.counts().forEach((count, people) -> valued.add(new Valued(count, people)));
    return valued;
  }

  /**
   * The smallest or largest value of a column: values are gone through in order, whoever is met
   * first is done.
   */
  private List<Valued> extremes(
      Relation.Happened relation, String column, @Nullable Expression where, boolean smallest) {
    Comparator<Object> order =
        (a, b) ->
            a instanceof Instant x
                ? x.compareTo((Instant) b)
                : Texts.compare((String) a, (String) b);
    var byValue = new TreeMap<Object, List<Cohort>>(smallest ? order : order.reversed());
    for (var group : groups(relation)) {
      for (var occasion : occasions(group, where)) {
        var value = value(group, occasion.happened(), column);
        if (value != null) {
          byValue.computeIfAbsent(value, _ -> new ArrayList<>()).add(occasion.cohort());
        }
      }
    }
    var valued = new ArrayList<Valued>();
    var done = Cohort.EMPTY;
    for (var entry : byValue.entrySet()) {
      var people = Cohort.union(entry.getValue()).minus(done);
      if (!people.isEmpty()) {
        valued.add(new Valued(entry.getKey(), people));
        done = done.union(people);
      }
    }
    return valued;
  }

  private List<FactGroup> groups(Relation.Happened relation) {
    return facts.groups(relation.interaction(), audience.name()).stream()
        .filter(group -> run == null || relation.ever() || group.run() == run)
        .filter(group -> concerns(group.everybody()))
        .toList();
  }

  private List<FactGroup.Occasion> occasions(FactGroup group, @Nullable Expression where) {
    var eachTime = where != null && asksWhen(where);
    if (!eachTime && !fulfils(group, null, where)) {
      return List.of();
    }
    return group.occasions().stream()
        .filter(occasion -> concerns(occasion.cohort()))
        .filter(occasion -> !eachTime || fulfils(group, occasion.happened(), where))
        .toList();
  }

  private boolean fulfils(FactGroup group, @Nullable Instant happened, @Nullable Expression where) {
    if (where == null) {
      return true;
    }
    return new Interpreter(
            moment,
            operand ->
                operand instanceof Operand.Own(var column)
                    ? value(group, happened, column.name())
                    : null)
        .test(where);
  }

  private static @Nullable Object value(
      FactGroup group, @Nullable Instant happened, String column) {
    return switch (column) {
      case "message" -> group.message();
      case "journey" -> group.journey();
      case "channel" -> group.channel();
      case "reason" -> group.reason();
      case "happened" -> happened;
      default -> throw new IllegalArgumentException("interactions have no column " + column);
    };
  }

  private static boolean asksWhen(Expression where) {
    var asks = new boolean[1];
    Leaves.walk(
        where,
        expression ->
            asks[0] |=
                Leaves.operands(expression).stream()
                    .anyMatch(
                        operand ->
                            operand instanceof Operand.Own(var column)
                                && column.name().equals("happened")));
    return asks[0];
  }
}
