package caravan.bench;

import caravan.bench.Contender.Outcome;
import caravan.bench.Contender.Passed;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether every contender of a round did the same with the same people. */
final class JourneyCheck {

  private final int people;
  private @Nullable Outcome outcome;
  private @Nullable List<List<Passed>> ways;

  JourneyCheck(int people) {
    this.people = people;
  }

  int people() {
    return people;
  }

  void add(Contender contender, Outcome found, List<List<Passed>> foundWays) {
    var sum = found.excluded().size() + found.suppressed().size() + found.sent().size();
    require(sum == people, contender, "excluded + suppressed + sent is " + sum);
    var all = found.excluded().union(found.suppressed()).union(found.sent());
    require(all.size() == people, contender, "somebody is in two of excluded, suppressed, sent");
    require(outcome == null || outcome.equals(found), contender, "not the same people");
    outcome = found;
    if (!foundWays.isEmpty()) {
      require(ways == null || ways.equals(foundWays), contender, "not the same ways");
      ways = foundWays;
    }
  }

  private static void require(boolean holds, Contender contender, String otherwise) {
    if (!holds) {
      throw new IllegalStateException(contender.name() + ": " + otherwise);
    }
  }
}
