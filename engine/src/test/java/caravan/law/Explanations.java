package caravan.law;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.audience.Explanation;
import caravan.audience.Explanation.Listing;
import caravan.cohort.Cohort;
import caravan.profile.People;
import caravan.profile.Table;
import caravan.segment.Expression;
import caravan.segment.Printer;
import caravan.segment.Segment;
import caravan.twin.Twin;
import caravan.workspace.Workspace;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Explanations of many segments' conditions, for some people each and for all that the segments
 * list, as the engine and the twin have them now.
 */
record Explanations(Twin twin, EngineWorld world) {

  private static final int MOST = 10;

  /** So many people, beside those that a segment lists, are asked about each segment. */
  private static final int PEOPLE = 3;

  void check(Workspace workspace) {
    for (var segment : segments(workspace)) {
      var audience = workspace.schema().table(segment.audience());
      var asked = new Expression.InSegment(segment.name());
      var evaluator = world.engine().evaluator();
      var members =
          evaluator.evaluate(
              new caravan.audience.Ask(audience, asked, null),
              world.engine().moment(world.now()),
              null);
      var people = world.engine().tables().people(audience.name());
      some(people, segment)
          .forEach(
              (person, key) -> {
                var explanation =
                    Explanation.of(
                        evaluator, audience, person, asked, world.engine().moment(world.now()));
                assertThat(explanation.holds())
                    .as("%s in segment '%s'", key, segment.name())
                    .isEqualTo(members.intersects(Cohort.of(person)));
                agrees(explanation, audience, key);
              });
    }
  }

  /** Complements show nothing that their inner conditions do not. */
  private static List<Segment> segments(Workspace workspace) {
    return workspace.segments().values().stream()
        .filter(segment -> !segment.name().startsWith(Cases.COMPLEMENT))
        .limit(MOST)
        .toList();
  }

  /** Other people for each segment. */
  private static Map<Integer, Object> some(People people, Segment segment) {
    var all = new ArrayList<>(people.keys(people.existing()).keySet());
    Collections.shuffle(all, new Random(segment.name().hashCode()));
    var listed = Stream.of(segment.also(), segment.never(), segment.members());
    var who = listed.map(people::listed).reduce(Cohort.EMPTY, Cohort::union);
    for (var person : all.subList(0, Math.min(PEOPLE, all.size()))) {
      who = who.union(Cohort.of(person));
    }
    return people.keys(who.intersect(people.existing()));
  }

  private void agrees(Explanation explanation, Table audience, Object key) {
    var asked = explanation.asked();
    var words = "%s: %s".formatted(key, Printer.print(asked));
    assertThat(explanation.holds()).as(words).isEqualTo(twin.holds(asked, audience.name(), key));
    assertThat(explanation.holds()).as(words).isEqualTo(follows(explanation));
    for (var found : explanation.values()) {
      var expected = twin.value(found.operand(), audience.name(), key);
      assertThat(same(expected, found.value().orElse(null)))
          .as("%s: %s is %s", words, Printer.print(found.operand()), found.value())
          .withFailMessage("expected %s", expected)
          .isTrue();
    }
    explanation.parts().forEach(part -> agrees(part, audience, key));
  }

  /** Whether it holds by what is said of its parts, or how many rows; others by themselves. */
  private static boolean follows(Explanation explanation) {
    var parts = explanation.parts();
    return switch (explanation.asked()) {
      case Expression.And _ -> parts.stream().allMatch(Explanation::holds);
      case Expression.Or _ -> parts.stream().anyMatch(Explanation::holds);
      case Expression.Not _ -> !parts.getFirst().holds();
      case Expression.InSegment _ ->
          explanation
              .listing()
              .map(listing -> listing == Listing.ALSO || listing == Listing.MEMBER)
              .orElseGet(() -> parts.getFirst().holds());
      case Expression.Any _ -> isSome(explanation.values().getFirst());
      default -> explanation.holds();
    };
  }

  private static boolean isSome(Explanation.Found count) {
    return count.value().filter(rows -> decimal((Number) rows).signum() > 0).isPresent();
  }

  /** The engine shows an average as a rounded double. */
  private static boolean same(@Nullable Object expected, @Nullable Object found) {
    if (expected instanceof Number || found instanceof Number) {
      return expected instanceof Number a
          && found instanceof Number b
          && (decimal(a).compareTo(decimal(b)) == 0 || a.doubleValue() == b.doubleValue());
    }
    return Objects.equals(expected, found);
  }

  private static BigDecimal decimal(Number number) {
    return new BigDecimal(number.toString());
  }
}
