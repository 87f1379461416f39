package caravan.profile;

import caravan.cohort.Cohort;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What a change of data may have changed: the tables written to, and in each audience the people whose rows, related
 * rows or interactions it concerns. Grows as changes are added; not thread-safe.
 */
public final class Touched {

  private final Set<String> sources = new HashSet<>();
  private final Map<String, Cohort> people = new HashMap<>();
  private final Map<String, Cohort> removed = new HashMap<>();

  /** A table, or a kind of interaction, by its name. */
  public void source(String name) {
    sources.add(name);
  }

  public void people(String audience, Cohort cohort) {
    people.merge(audience, cohort, Cohort::union);
  }

  public void removed(String audience, Cohort cohort) {
    removed.merge(audience, cohort, Cohort::union);
    people(audience, cohort);
  }

  public void add(Touched other) {
    sources.addAll(other.sources);
    other.people.forEach(this::people);
    other.removed.forEach(this::removed);
  }

  public Set<String> sources() {
    return sources;
  }

  public Cohort people(String audience) {
    return people.getOrDefault(audience, Cohort.EMPTY);
  }

  /** Those whose rows were taken away. */
  public Cohort removed(String audience) {
    return removed.getOrDefault(audience, Cohort.EMPTY);
  }

  public boolean isEmpty() {
    return sources.isEmpty() && people.isEmpty();
  }
}
