package caravan.workspace;

import caravan.problem.Place;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A test of journeys: rows, and what happens then, step by step.
 *
 * @param place where its name stands
 * @param at the instant at which it begins
 * @param rows the data of all tables, by table
 */
public record Scenario(
    String name, Place place, Instant at, Map<String, List<Row>> rows, List<ScenarioStep> steps) {

  public Scenario {
    rows = Collections.unmodifiableMap(new LinkedHashMap<>(rows));
    steps = List.copyOf(steps);
  }
}
