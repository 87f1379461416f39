package caravan.twin;

import caravan.profile.Schema;
import caravan.segment.Expression;
import caravan.segment.Expression.Comparison;
import caravan.segment.Operand;
import caravan.segment.Segment;
import caravan.segment.Span;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whether conditions hold, for one row at a time.
 *
 * <p>Choice: two texts are compared exactly if either of them is a key.
 */
final class Conditions {

  private final Schema schema;
  private final Map<String, Segment> segments;
  private final Figures figures;

  Conditions(Schema schema, Map<String, Segment> segments, Rows rows, Happened happened) {
    this.schema = schema;
    this.segments = segments;
    this.figures = new Figures(schema, rows, happened, this);
  }

  /** Whether a person is in a segment. */
  boolean isMember(String name, Item person, Ask ask) {
    var segment = Objects.requireNonNull(segments.get(name));
    var key = person.who().key();
    if (segment.never().contains(key)) {
      return false;
    }
    return segment.also().contains(key)
        || segment.members().contains(key)
        || segment.where() != null && holds(segment.where(), person, ask.ever());
  }

  /** What an operand is worth for a row; null where it is missing. */
  @Nullable Object value(Operand operand, Subject subject, Ask ask) {
    return figures.of(operand, subject, ask);
  }

  boolean holds(Expression expression, Subject subject, Ask ask) {
    return switch (expression) {
      case Expression.And(var parts) -> parts.stream().allMatch(part -> holds(part, subject, ask));
      case Expression.Or(var parts) -> parts.stream().anyMatch(part -> holds(part, subject, ask));
      case Expression.Not(var inner) -> !holds(inner, subject, ask);
      case Expression.Compare(var left, var comparison, var right) ->
          compare(left, comparison, right, subject, ask);
      case Expression.Between(var value, var low, var high) ->
          compare(value, Comparison.AT_LEAST, low, subject, ask)
              && compare(value, Comparison.AT_MOST, high, subject, ask);
      case Expression.OneOf(var value, var options) ->
          options.stream()
              .anyMatch(option -> compare(value, Comparison.EQUAL, option, subject, ask));
      case Expression.TextMatch match -> matches(match, subject, ask);
      case Expression.Missing(var value) -> figures.of(value, subject, ask) == null;
      case Expression.Within(var value, var next, var span) ->
          within(figures.of(value, subject, ask), next, span, ask.now());
      case Expression.Anniversary(var value, var next) ->
          comesRound(figures.of(value, subject, ask), next, ask.now());
      case Expression.InSegment(var name) -> isMember(name, (Item) subject, ask);
      case Expression.Any(var relation, var where) ->
          !figures.related(relation, where, subject, ask).isEmpty();
      case Expression.Holds(var column) -> Boolean.TRUE.equals(figures.of(column, subject, ask));
    };
  }

  private boolean compare(
      Operand left, Comparison comparison, Operand right, Subject subject, Ask ask) {
    var a = figures.of(left, subject, ask);
    var b = figures.of(right, subject, ask);
    if (a == null || b == null) {
      return false;
    }
    var order = order(left, a, right, b);
    var equal =
        a instanceof String text && b instanceof String other
            ? cased(text, left, right, subject).equals(cased(other, left, right, subject))
            : order == 0;
    return switch (comparison) {
      case EQUAL -> equal;
      case LESS -> order < 0;
      case AT_MOST -> order < 0 || equal;
      case GREATER -> order > 0;
      case AT_LEAST -> order > 0 || equal;
    };
  }

  private String cased(String text, Operand left, Operand right, Subject subject) {
    var exact = figures.isKey(left, subject) || figures.isKey(right, subject);
    return exact ? text : Comparing.fold(text);
  }

  private int order(Operand left, Object a, Operand right, Object b) {
    if (a instanceof LocalDate date && b instanceof Instant instant) {
      return dayAgainstInstant(date, instant, right);
    }
    if (a instanceof Instant instant && b instanceof LocalDate date) {
      return -dayAgainstInstant(date, instant, left);
    }
    return Comparing.order(a, b);
  }

  /**
   * A date counts by its midnight against now and what is hours away, else the instant by its day.
   */
  private int dayAgainstInstant(LocalDate date, Instant instant, Operand operand) {
    return switch (Tempo.ofInstant(operand)) {
      case INSTANTS -> Times.midnight(date, schema.zone()).compareTo(instant);
      case DAYS, NONE -> date.compareTo(Times.day(instant, schema.zone()));
    };
  }

  private boolean matches(Expression.TextMatch match, Subject subject, Ask ask) {
    var value = figures.of(match.value(), subject, ask);
    var text = figures.of(match.text(), subject, ask);
    if (!(value instanceof String whole) || !(text instanceof String part)) {
      return false;
    }
    var in = cased(whole, match.value(), match.text(), subject);
    var sought = cased(part, match.value(), match.text(), subject);
    return switch (match.match()) {
      case CONTAINS -> in.contains(sought);
      case STARTS -> in.startsWith(sought);
      case ENDS -> in.endsWith(sought);
    };
  }

  private boolean within(@Nullable Object value, boolean next, Span span, Instant now) {
    if (value == null) {
      return false;
    }
    var zone = schema.zone();
    var time = value instanceof LocalDate date ? Times.midnight(date, zone) : (Instant) value;
    return next
        ? time.isAfter(now) && !time.isAfter(Times.after(now, span, zone))
        : time.isAfter(Times.before(now, span, zone)) && !time.isAfter(now);
  }

  private boolean comesRound(@Nullable Object value, @Nullable Span next, Instant now) {
    if (value == null) {
      return false;
    }
    var zone = schema.zone();
    var date = value instanceof Instant instant ? Times.day(instant, zone) : (LocalDate) value;
    return Times.comesRound(date, next, now, zone);
  }
}
