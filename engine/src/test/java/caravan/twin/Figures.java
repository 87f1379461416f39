package caravan.twin;

import caravan.profile.Schema;
import caravan.segment.Expression;
import caravan.segment.Operand;
import caravan.segment.Relation;
import caravan.warehouse.ColumnType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an operand is worth for a row or a fact.
 *
 * <p>Choice: a double, and a number that is a property, enters sums rounded half up to 9 digits.
 */
final class Figures {

  private final Schema schema;
  private final Rows rows;
  private final Happened happened;
  private final Conditions conditions;

  Figures(Schema schema, Rows rows, Happened happened, Conditions conditions) {
    this.schema = schema;
    this.rows = rows;
    this.happened = happened;
    this.conditions = conditions;
  }

  /** The value; null where it is missing. */
  @Nullable Object of(Operand operand, Subject subject, Ask ask) {
    return switch (operand) {
      case Operand.Own(var column) -> subject.cell(column.name());
      case Operand.Joined(var relation, var column) ->
          rows.follow(relation, subject).map(item -> item.cell(column.name())).orElse(null);
      case Operand.Property(var name, var type) ->
          Property.read(((Fact) subject).properties(), name, type, schema.zone());
      case Operand.Literal(var value, _) -> value;
      case Operand.Today() -> Times.day(ask.now(), schema.zone());
      case Operand.Now() -> ask.now();
      case Operand.Shifted(var span) -> Times.after(ask.now(), span, schema.zone());
      case Operand.Count(var relation, var where) ->
          (long) related(relation, where, subject, ask).size();
      case Operand.Aggregate aggregate -> aggregate(aggregate, subject, ask);
    };
  }

  /** The related rows or facts for which a condition holds. */
  List<? extends Subject> related(
      Relation relation, @Nullable Expression where, Subject subject, Ask ask) {
    var all =
        switch (relation) {
          case Relation.Rows(var many) -> rows.belonging(many, subject);
          case Relation.Happened(var kind, var ever) ->
              happened.seen(kind, ((Item) subject).who(), ever, ask);
        };
    return all.stream().filter(one -> where == null || conditions.holds(where, one, ask)).toList();
  }

  private @Nullable Object aggregate(Operand.Aggregate aggregate, Subject subject, Ask ask) {
    var values = new ArrayList<Object>();
    for (var one : related(aggregate.relation(), aggregate.where(), subject, ask)) {
      var value = of(aggregate.column(), one, ask);
      if (value != null) {
        values.add(value);
      }
    }
    return switch (aggregate.function()) {
      case SUM -> sum(values, aggregate.column());
      case AVG ->
          values.isEmpty()
              ? null
              : new Comparing.Average(sum(values, aggregate.column()), values.size());
      case MIN -> values.stream().min(ORDER).orElse(null);
      case MAX -> values.stream().max(ORDER).orElse(null);
    };
  }

  private static final Comparator<Object> ORDER = Comparing::order;

  private static BigDecimal sum(List<Object> values, Operand column) {
    var isRounded = column.type() == ColumnType.NUMBER || column instanceof Operand.Property;
    var sum = BigDecimal.ZERO;
    for (var value : values) {
      var exact = Comparing.exact(value);
      sum = sum.add(isRounded ? exact.setScale(9, RoundingMode.HALF_UP) : exact);
    }
    return sum;
  }

  /**
   * Whether an operand is a key, which is compared exactly: the key column of a table, or one that
   * holds another table's key; the least and the most of one too.
   */
  boolean isKey(Operand operand, Subject subject) {
    return switch (operand) {
      case Operand.Own(var column) -> subject.table().holdsKey(column.name());
      case Operand.Joined(var relation, var column) ->
          schema.table(relation.target()).holdsKey(column.name());
      case Operand.Aggregate(_, Relation.Rows(var many), Operand.Own(var column), _) ->
          schema.table(many.table()).holdsKey(column.name());
      case Operand.Aggregate(_, _, Operand.Joined(var to, var column), _) ->
          schema.table(to.target()).holdsKey(column.name());
      case Operand.Aggregate _,
          Operand.Count _,
          Operand.Property _,
          Operand.Literal _,
          Operand.Today _,
          Operand.Now _,
          Operand.Shifted _ ->
          false;
    };
  }
}
