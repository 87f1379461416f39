package caravan.segment.sql;

import caravan.segment.Expression.Comparison;
import caravan.segment.Moment;
import caravan.segment.Operand;
import caravan.segment.Span;
import caravan.warehouse.ColumnType;
import caravan.warehouse.Dialect;
import caravan.warehouse.Stored;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Year;
import java.util.ArrayList;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Comparisons of dates and instants as SQL. Days, windows and zones are worked out here, so that
 * databases only ever compare a column with bound values.
 */
record Times(Moment moment, Dialect dialect) {

  /** A fixed point in time that a column can be compared with. */
  sealed interface Fixed {}

  /** A day: compared with an instant, the instant counts by its day. */
  record Day(LocalDate date) implements Fixed {}

  /**
   * An instant.
   *
   * @param exact whether a date counts by its midnight against it, instead of this by its day
   */
  record Point(Instant instant, boolean exact) implements Fixed {}

  /** The point that an operand is, if it does not depend on a row. */
  Optional<Fixed> fixed(Operand operand) {
    return switch (operand) {
      case Operand.Literal(LocalDate date, _) -> Optional.of(new Day(date));
      case Operand.Literal(Instant instant, _) -> Optional.of(new Point(instant, false));
      case Operand.Today() -> Optional.of(new Day(moment.today()));
      case Operand.Now() -> Optional.of(new Point(moment.now(), true));
      case Operand.Shifted(var span) ->
          Optional.of(new Point(moment.shifted(span), !span.unit().isCalendar()));
      default -> Optional.empty();
    };
  }

  Condition compare(Field<?> field, ColumnType type, Comparison comparison, Fixed fixed) {
    return type == ColumnType.DATE
        ? compareDate(SqlTypes.as(field), comparison, fixed)
        : compareInstant(SqlTypes.as(field), comparison, fixed);
  }

  private Condition compareDate(Field<LocalDate> date, Comparison comparison, Fixed fixed) {
    return switch (fixed) {
      case Day(var day) -> plain(date, comparison, DSL.val(day));
      case Point(var instant, var exact) -> {
        var day = moment.dateOf(instant);
        if (!exact || moment.startOf(day).equals(instant)) {
          yield plain(date, comparison, DSL.val(day));
        }
        yield switch (comparison) {
          case EQUAL -> DSL.falseCondition();
          case LESS, AT_MOST -> date.le(day);
          case GREATER, AT_LEAST -> date.gt(day);
        };
      }
    };
  }

  private Condition compareInstant(
      Field<LocalDateTime> timestamp, Comparison comparison, Fixed fixed) {
    return switch (fixed) {
      case Point(var instant, _) -> plain(timestamp, comparison, DSL.val(Stored.utc(instant)));
      case Day(var day) -> {
        var start = Stored.utc(moment.startOf(day));
        var end = Stored.utc(moment.startOf(day.plusDays(1)));
        yield switch (comparison) {
          case EQUAL -> timestamp.ge(start).and(timestamp.lt(end));
          case LESS -> timestamp.lt(start);
          case AT_MOST -> timestamp.lt(end);
          case GREATER -> timestamp.ge(end);
          case AT_LEAST -> timestamp.ge(start);
        };
      }
    };
  }

  static <T> Condition plain(Field<T> left, Comparison comparison, Field<T> right) {
    return switch (comparison) {
      case EQUAL -> left.eq(right);
      case LESS -> left.lt(right);
      case AT_MOST -> left.le(right);
      case GREATER -> left.gt(right);
      case AT_LEAST -> left.ge(right);
    };
  }

  /** In (now − span, now], or (now, now + span]; a date stands for its midnight. */
  Condition within(Field<?> field, ColumnType type, boolean next, Span span) {
    var from = next ? moment.now() : span.before(moment.now(), moment.zone());
    var to = next ? moment.shifted(span) : moment.now();
    if (type == ColumnType.DATE) {
      Field<LocalDate> date = SqlTypes.as(field);
      return date.gt(moment.dateOf(from)).and(date.le(moment.dateOf(to)));
    }
    Field<LocalDateTime> timestamp = SqlTypes.as(field);
    return timestamp.gt(Stored.utc(from)).and(timestamp.le(Stored.utc(to)));
  }

  /** The day of a date or instant, in the workspace's zone. */
  Field<LocalDate> dateOf(Field<?> field, ColumnType type) {
    if (type == ColumnType.DATE) {
      return SqlTypes.as(field);
    }
    return dialect.dayIn(moment.zone(), field);
  }

  /** The day comes round in a later year: today, or from tomorrow to the end of a span. */
  Condition anniversary(Field<?> field, ColumnType type, @Nullable Span next) {
    var date = dateOf(field, type);
    var from = next == null ? moment.today() : moment.today().plusDays(1);
    var to = next == null ? from : moment.dateOf(moment.shifted(next));
    var year = DSL.year(date);
    var day = DSL.month(date).mul(DSL.inline(100)).add(DSL.day(date));
    var parts = new ArrayList<Condition>();
    // Of the years that lie within whole, the last one says it for all.
    for (var y = to.getYear(); y >= from.getYear() && y > to.getYear() - 3; y--) {
      var first = y == from.getYear() ? from.getMonthValue() * 100 + from.getDayOfMonth() : 101;
      var last = y == to.getYear() ? to.getMonthValue() * 100 + to.getDayOfMonth() : 1231;
      if (last == 228 && !Year.isLeap(y)) {
        last = 229;
      }
      parts.add(year.lt(DSL.val(y)).and(day.between(DSL.val(first), DSL.val(last))));
    }
    return DSL.or(parts);
  }
}
