package caravan.profile;

import caravan.cohort.Cohort;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Whom a change of data concerns: for each table or kind of interaction that changed, in each
 * audience the people whose rows, related rows or interactions those are. Grows as changes are
 * added; not thread-safe.
 */
public final class Touched {

  private final Map<String, Map<String, Cohort>> people = new HashMap<>();
  private final Map<String, Cohort> removed = new HashMap<>();

  /**
   * Adds people.
   *
   * @param source the table, or the kind of interaction, that changed
   */
  public void people(String source, String audience, Cohort cohort) {
    people.computeIfAbsent(audience, _ -> new HashMap<>()).merge(source, cohort, Cohort::union);
  }

  public void removed(String audience, Cohort cohort) {
    removed.merge(audience, cohort, Cohort::union);
    people(audience, audience, cohort);
  }

  public void add(Touched other) {
    other.people.forEach(
        (audience, bySource) ->
            bySource.forEach((source, cohort) -> people(source, audience, cohort)));
    other.removed.forEach(this::removed);
  }

  /** Everybody of an audience whom any change concerns. */
  public Cohort people(String audience) {
    return Cohort.union(people.getOrDefault(audience, Map.of()).values());
  }

  /** Those whom changes of some sources concern. */
  public Cohort people(String audience, Collection<String> sources) {
    var touched = Cohort.EMPTY;
    for (var entry : people.getOrDefault(audience, Map.of()).entrySet()) {
      if (sources.contains(entry.getKey())) {
        touched = touched.union(entry.getValue());
      }
    }
    return touched;
  }

  /** Those whose rows were taken away. */
  public Cohort removed(String audience) {
    return removed.getOrDefault(audience, Cohort.EMPTY);
  }

  public boolean isEmpty() {
    return people.isEmpty();
  }
}
