package caravan.runtime;

import java.time.Instant;

/** Journeys move people at one instant for ever, by columns that they set for each other. */
public final class EndlessMoves extends IllegalCommand {

  private static final long serialVersionUID = 1;

  private final String journey;

  EndlessMoves(String journey, Instant now) {
    super(
        "people keep moving at %s without end: look for journeys that set columns back and forth"
            .formatted(now));
    this.journey = journey;
  }

  /** One of them. */
  public String journey() {
    return journey;
  }
}
