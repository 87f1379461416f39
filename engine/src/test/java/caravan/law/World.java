package caravan.law;

import caravan.workspace.ScenarioStep;

/**
 * Something that plays a scenario: the engine, or one that should end the same. It begins with the
 * scenario's rows, at the scenario's instant, and with nothing live.
 */
public interface World extends AutoCloseable {

  /**
   * Applies a step and everything that follows from it at the same instant; while time advances,
   * also what happens on the way. What a scenario expects is passed over.
   *
   * @throws caravan.runtime.IllegalCommand where the step cannot be done now: nothing changed then
   */
  Observation apply(ScenarioStep step);

  @Override
  void close();
}
