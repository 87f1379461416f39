package caravan.runtime;

import java.time.temporal.ChronoUnit;

/** How closely segments are kept fresh as time passes. */
public enum Freshness {
  /** On a virtual clock: those that live journeys ask about, by time alone each full hour. */
  VIRTUAL(ChronoUnit.HOURS, false),
  /** In a server: all of them, by time alone each full minute. */
  LIVE(ChronoUnit.MINUTES, true);

  private final ChronoUnit instants;
  private final boolean all;

  Freshness(ChronoUnit instants, boolean all) {
    this.instants = instants;
    this.all = all;
  }

  /** How often what compares instants is evaluated for everybody. */
  ChronoUnit instants() {
    return instants;
  }

  /** Whether segments are kept that no live journey asks about. */
  boolean keepsAll() {
    return all;
  }
}
