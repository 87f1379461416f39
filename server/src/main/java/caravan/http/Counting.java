package caravan.http;

import caravan.audience.Ask;
import caravan.audience.Evaluator;
import caravan.cohort.Cohort;
import caravan.problem.InvalidInput;
import caravan.problem.Place;
import caravan.problem.Printable;
import caravan.problem.Problems;
import caravan.profile.Table;
import caravan.runtime.Readers.Reading;
import caravan.segment.Expression;
import caravan.segment.Printer;
import caravan.warehouse.Values;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Counts whom a segment would have, without there being one: all conditions in one round. */
final class Counting {

  private final Reading reading;
  private final Table audience;
  private final Instant now;

  Counting(Reading reading, Table audience, Instant now) {
    this.reading = reading;
    this.audience = audience;
    this.now = now;
  }

  ExpressionsResource.Count count(ExpressionsResource.Counted wanted, int shown) {
    var began = System.nanoTime();
    var expression =
        wanted.members() == null ? Questions.parse(reading, wanted.expression(), audience) : null;
    var former =
        wanted.instead() == null ? null : new Expression.InSegment(segment(wanted.instead()));
    var asks = new ArrayList<Ask>();
    collect(expression, asks);
    collect(former, asks);
    var found =
        reading.evaluator().evaluate(asks, reading.moment(now), null, Evaluator.Known.NOTHING);
    var existing = reading.tables().people(audience.name()).existing();
    var people =
        (expression == null ? keys(wanted.members()) : answer(found, expression))
            .union(keys(wanted.also()))
            .minus(keys(wanted.never()))
            .intersect(existing);
    return new ExpressionsResource.Count(
        people.size(),
        existing.size(),
        (System.nanoTime() - began) / 1_000_000,
        expression == null
            ? List.of()
            : begin(expression).stream().map(part -> part(found, part)).toList(),
        List.copyOf(new PeoplePage(reading, audience.name()).people(people.first(shown)).values()),
        former == null ? null : change(answer(found, former), people));
  }

  private static ExpressionsResource.Change change(Cohort before, Cohort after) {
    return new ExpressionsResource.Change(after.minus(before).size(), before.minus(after).size());
  }

  private String segment(String name) {
    var known = reading.evaluator().segments();
    if (!known.containsKey(name) || !known.get(name).audience().equals(audience.name())) {
      throw new InvalidInput(
          "unknown-segment",
          Place.of("instead"),
          "there is no segment '%s' of %s%s"
              .formatted(
                  Printable.line(name),
                  audience.name(),
                  Problems.suggestion(name, known.keySet())));
    }
    return name;
  }

  /** The people of some keys; who has no row is nobody. */
  private Cohort keys(@Nullable List<String> keys) {
    var type = audience.keyColumn().type();
    return reading
        .tables()
        .people(audience.name())
        .find(
            Optional.ofNullable(keys).orElse(List.of()).stream()
                .flatMap(key -> Values.parse(type, key).stream())
                .toList());
  }

  private ExpressionsResource.Part part(Map<Ask, Cohort> found, Expression expression) {
    return new ExpressionsResource.Part(
        Printer.print(expression),
        answer(found, expression).size(),
        parts(expression).stream().map(part -> part(found, part)).toList());
  }

  private Cohort answer(Map<Ask, Cohort> found, Expression expression) {
    return found.getOrDefault(new Ask(audience, expression, null), Cohort.EMPTY);
  }

  private void collect(@Nullable Expression expression, List<Ask> asks) {
    if (expression != null) {
      asks.add(new Ask(audience, expression, null));
      parts(expression).forEach(part -> collect(part, asks));
    }
  }

  /** The conditions that an expression begins with: itself where it is only one. */
  private static List<Expression> begin(Expression expression) {
    return expression instanceof Expression.And || expression instanceof Expression.Or
        ? parts(expression)
        : List.of(expression);
  }

  private static List<Expression> parts(Expression expression) {
    return switch (expression) {
      case Expression.And(var all) -> all;
      case Expression.Or(var any) -> any;
      case Expression.Not(var inner) -> List.of(inner);
      default -> List.of();
    };
  }
}
