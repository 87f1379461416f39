package caravan.workspace;

import caravan.problem.Place;
import caravan.segment.Interaction;
import caravan.segment.Span;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One thing that happens in a scenario, or is expected of it. */
public sealed interface ScenarioStep {

  /** Where it stands, for what is said when it fails. */
  Place place();

  /** A journey goes live. */
  record Live(Place place, String journey) implements ScenarioStep {}

  record Pause(Place place, String journey) implements ScenarioStep {}

  record Resume(Place place, String journey) implements ScenarioStep {}

  record Stop(Place place, String journey) implements ScenarioStep {}

  /** Time goes on, in the workspace's zone. */
  record Advance(Place place, Span span) implements ScenarioStep {}

  record AdvanceTo(Place place, Instant to) implements ScenarioStep {}

  /** Rows are inserted, or by their keys updated; only the columns that they name. */
  record Change(Place place, Map<String, List<Row>> rows) implements ScenarioStep {
    public Change {
      rows = Collections.unmodifiableMap(new LinkedHashMap<>(rows));
    }
  }

  /**
   * Rows are deleted.
   *
   * @param keys by table
   */
  record Remove(Place place, Map<String, List<Object>> keys) implements ScenarioStep {
    public Remove {
      keys = Collections.unmodifiableMap(new LinkedHashMap<>(keys));
    }
  }

  /**
   * An event of a person.
   *
   * @param audience the person's table
   * @param properties a JSON object
   */
  record Event(Place place, String name, String audience, Object key, String properties)
      implements ScenarioStep {}

  /**
   * A person did something with a message.
   *
   * @param journey that sent it; null for any
   * @param link that was clicked
   */
  record Interacted(
      Place place,
      Interaction type,
      String message,
      @Nullable String journey,
      @Nullable String link,
      String audience,
      Object key)
      implements ScenarioStep {}

  /**
   * What must be so; empty where nothing is said about it. People are given by their keys, in any
   * order.
   *
   * @param sent the people by message, since the previous expectation
   * @param segments the members by segment
   * @param at the people by step, by journey
   * @param left the people by reason, by journey
   * @param entered the people by journey
   */
  record Expect(
      Place place,
      Optional<Map<String, List<Object>>> sent,
      Optional<Map<String, List<Object>>> segments,
      Optional<Map<String, Map<String, List<Object>>>> at,
      Optional<Map<String, Map<String, List<Object>>>> left,
      Optional<Map<String, List<Object>>> entered)
      implements ScenarioStep {}
}
