package caravan.runtime;

import caravan.cohort.Cohort;
import caravan.profile.Touched;
import java.util.HashMap;
import java.util.Map;

/**
 * What came in since the last round: whom data changed for, and which events happened to whom. Not
 * thread-safe.
 */
final class Incoming {

  private final Touched touched = new Touched();
  private final Map<String, Map<String, Cohort>> events = new HashMap<>();

  Touched touched() {
    return touched;
  }

  void event(String audience, String name, Cohort people) {
    events.computeIfAbsent(audience, _ -> new HashMap<>()).merge(name, people, Cohort::union);
  }

  Map<String, Cohort> events(String audience) {
    return events.getOrDefault(audience, Map.of());
  }

  boolean isEmpty() {
    return touched.isEmpty() && events.isEmpty();
  }
}
