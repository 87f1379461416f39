package caravan.audience;

import caravan.cohort.Cohort;
import caravan.profile.Table;
import caravan.segment.Expression;
import caravan.segment.Leaves;
import caravan.segment.Moment;
import caravan.segment.Operand;
import caravan.segment.Segment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Why a person fulfils a condition or not.
 *
 * @param asked the condition
 * @param values what was found for the values it compares; of {@code any} how many rows there are
 * @param listing the list of a segment that decides, if one does
 * @param parts the conditions it is made of; of a segment the segment's
 */
public record Explanation(
    Expression asked,
    boolean holds,
    List<Found> values,
    Optional<Listing> listing,
    List<Explanation> parts) {

  public Explanation {
    values = List.copyOf(values);
    parts = List.copyOf(parts);
  }

  /**
   * The value of an operand.
   *
   * @param value empty where it is missing
   */
  public record Found(Operand operand, Optional<Object> value) {}

  /** What a segment's own lists say of a person. */
  public enum Listing {
    /** Is always in it. */
    ALSO,
    /** Never is. */
    NEVER,
    /** Is one of its fixed members, or of those that its source says. */
    MEMBER,
    /** Is none of its fixed members. */
    NO_MEMBER
  }

  /** Explains a condition as it is for one person at a moment. */
  public static Explanation of(
      Evaluator evaluator, Table audience, int person, Expression asked, Moment moment) {
    return new Asking(evaluator, audience, person, moment).explain(asked);
  }

  private record Asking(Evaluator evaluator, Table audience, int person, Moment moment) {

    Explanation explain(Expression asked) {
      var ask = new Ask(audience, asked, null);
      var holds = !evaluator.evaluate(ask, moment, Cohort.of(person)).isEmpty();
      return new Explanation(asked, holds, values(asked), listing(asked), parts(asked));
    }

    private List<Explanation> parts(Expression asked) {
      var parts =
          switch (asked) {
            case Expression.And(var all) -> all;
            case Expression.Or(var any) -> any;
            case Expression.Not(var inner) -> List.of(inner);
            case Expression.InSegment(var name) ->
                Optional.ofNullable(segment(name).where()).stream().toList();
            default -> List.<Expression>of();
          };
      return parts.stream().map(this::explain).toList();
    }

    private List<Found> values(Expression asked) {
      if (asked instanceof Expression.Any(var relation, var where)) {
        return List.of(found(new Operand.Count(relation, where)));
      }
      var values = new ArrayList<Found>();
      if (!isCompound(asked)) {
        for (var operand : Leaves.operands(asked)) {
          if (!(operand instanceof Operand.Literal)) {
            values.add(found(operand));
          }
        }
      }
      return values;
    }

    private static boolean isCompound(Expression asked) {
      return asked instanceof Expression.And
          || asked instanceof Expression.Or
          || asked instanceof Expression.Not
          || asked instanceof Expression.InSegment;
    }

    private Found found(Operand operand) {
      return new Found(operand, evaluator.value(audience, operand, person, moment));
    }

    private Optional<Listing> listing(Expression asked) {
      if (!(asked instanceof Expression.InSegment(var name))) {
        return Optional.empty();
      }
      var segment = segment(name);
      if (isListed(segment.never())) {
        return Optional.of(Listing.NEVER);
      }
      if (isListed(segment.also())) {
        return Optional.of(Listing.ALSO);
      }
      if (segment.origin() != null) {
        var provided = evaluator.tables().people(audience.name()).provided(name);
        return Optional.of(provided.contains(person) ? Listing.MEMBER : Listing.NO_MEMBER);
      }
      if (segment.where() != null) {
        return Optional.empty();
      }
      return Optional.of(isListed(segment.members()) ? Listing.MEMBER : Listing.NO_MEMBER);
    }

    private boolean isListed(List<Object> keys) {
      return evaluator.tables().people(audience.name()).listed(keys).contains(person);
    }

    private Segment segment(String name) {
      var segment = evaluator.segments().get(name);
      if (segment == null) {
        throw new IllegalArgumentException("there is no segment '" + name + "'");
      }
      return segment;
    }
  }
}
