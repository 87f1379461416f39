package caravan.runtime;

import caravan.audience.Ask;
import caravan.journey.Journey;
import caravan.journey.Plan;
import caravan.journey.tile.Branch;
import caravan.journey.tile.SendMessage;
import caravan.journey.tile.WaitFor;
import caravan.profile.Schema;
import caravan.profile.Table;
import caravan.segment.Clockwork;
import caravan.segment.Expression;
import caravan.segment.Inputs;
import caravan.segment.Segment;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Says what of a journey is kept fresh while it is live, so that its steps need only intersect
 * cohorts.
 */
record Kept(Schema schema, Map<String, Segment> segments, Reach reach) {

  /** The segments that doors, exits and the goal go by. */
  static Set<String> segments(Journey journey) {
    var names = new LinkedHashSet<>(journey.segments());
    names.addAll(journey.exclude());
    names.addAll(journey.exitSegments());
    if (journey.goal() != null) {
      names.add(journey.goal().segment());
    }
    return names;
  }

  /**
   * The conditions of a journey whose answers depend on data and days alone, and so can be kept
   * like segments.
   */
  List<Ask> conditions(Plan plan) {
    var audience = schema.table(plan.journey().audience());
    var inputs = new Inputs(schema, segments);
    return plan.nodes().stream()
        .flatMap(
            node ->
                switch (node.step().tile()) {
                  case SendMessage message ->
                      Stream.of(
                          Reach.noAddress(message, audience), reach.noConsent(message, audience));
                  case Branch(var paths) ->
                      paths.stream().flatMap(path -> Stream.ofNullable(path.condition()));
                  case WaitFor(WaitFor.Until(var condition), _, _, _) -> Stream.of(condition);
                  default -> Stream.<Expression>empty();
                })
        .flatMap(condition -> keepable(condition, inputs, audience))
        .map(condition -> new Ask(audience, condition, null))
        .toList();
  }

  /** A condition if its answer can be kept, or else its parts that can. */
  private Stream<Expression> keepable(Expression condition, Inputs inputs, Table audience) {
    if (Clockwork.of(condition, segments) != Clockwork.INSTANTS
        && !Inputs.readsInteractions(inputs.of(condition, audience))) {
      return Stream.of(condition);
    }
    var parts =
        switch (condition) {
          case Expression.And(var all) -> all;
          case Expression.Or(var any) -> any;
          case Expression.Not(var inner) -> List.of(inner);
          default -> List.<Expression>of();
        };
    return parts.stream().flatMap(part -> keepable(part, inputs, audience));
  }
}
