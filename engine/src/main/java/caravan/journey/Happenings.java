package caravan.journey;

import caravan.cohort.Cohort;
import java.util.Map;

/**
 * What came in before a step, about the people of one audience.
 *
 * @param removed whose rows were taken away
 * @param events to whom each event happened, by its name
 * @param touched whose rows, related rows or interactions changed
 * @param resumed whether the journey could not be asked about changes before, so that everything is
 *     asked anew
 */
public record Happenings(
    Cohort removed, Map<String, Cohort> events, Cohort touched, boolean resumed) {

  public Happenings {
    events = Map.copyOf(events);
  }

  /** Nothing happened. */
  public static final Happenings NONE = new Happenings(Cohort.EMPTY, Map.of(), Cohort.EMPTY, false);

  Cohort event(String name) {
    return events.getOrDefault(name, Cohort.EMPTY);
  }
}
