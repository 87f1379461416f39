package caravan.profile;

import caravan.cohort.Cohort;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Whom a change of data concerns: for each table or kind of interaction that changed, in each
 * audience the people whose rows, related rows or interactions those are. Grows as changes are
 * added; not thread-safe.
 */
public final class Touched {

  private final Map<String, Map<String, Cohort>> people = new HashMap<>();
  private final Map<String, Map<String, Cohort>> columns = new HashMap<>();
  private final Map<String, Cohort> removed = new HashMap<>();

  /**
   * Adds people.
   *
   * @param source the table, or the kind of interaction, that changed
   */
  public void people(String source, String audience, Cohort cohort) {
    people.computeIfAbsent(audience, _ -> new HashMap<>()).merge(source, cohort, Cohort::union);
  }

  /** Adds people in whose own rows, which there were already, some columns changed, and no more. */
  public void columns(String audience, Collection<String> changed, Cohort cohort) {
    var byColumn = columns.computeIfAbsent(audience, _ -> new HashMap<>());
    changed.forEach(column -> byColumn.merge(column, cohort, Cohort::union));
  }

  public void removed(String audience, Cohort cohort) {
    removed.merge(audience, cohort, Cohort::union);
    people(audience, audience, cohort);
  }

  public void add(Touched other) {
    other.people.forEach(
        (audience, bySource) ->
            bySource.forEach((source, cohort) -> people(source, audience, cohort)));
    other.columns.forEach(
        (audience, byColumn) ->
            byColumn.forEach((column, cohort) -> columns(audience, List.of(column), cohort)));
    other.removed.forEach(this::removed);
  }

  /** Everybody of an audience whom any change concerns. */
  public Cohort people(String audience) {
    return Cohort.union(
        Stream.of(people, columns)
            .flatMap(all -> all.getOrDefault(audience, Map.of()).values().stream())
            .toList());
  }

  /** Those whom changes of some sources concern, or of some columns of their own rows alone. */
  public Cohort people(String audience, Set<String> sources, Set<String> ownColumns) {
    return union(people, audience, sources).union(union(columns, audience, ownColumns));
  }

  private static Cohort union(
      Map<String, Map<String, Cohort>> all, String audience, Set<String> some) {
    var touched = Cohort.EMPTY;
    for (var entry : all.getOrDefault(audience, Map.of()).entrySet()) {
      if (some.contains(entry.getKey())) {
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
    return people.isEmpty() && columns.isEmpty();
  }
}
