package caravan.twin;

import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** A person in a run of a journey. */
final class Traveller {

  final Who who;

  /** The run, by a name that no other has. */
  final String run;

  /** The number of what happened next when they entered. */
  final long entered;

  /** Where they are; null at the end, and before they have arrived anywhere. */
  @Nullable Spot spot;

  /** When they arrived there. */
  Instant arrived;

  /** The number of what happened next when they arrived there. */
  long since;

  /** Their zone when they arrived there. */
  ZoneId zone;

  /** What is to be set is written. */
  boolean written;

  Traveller(Who who, String run, Instant now, ZoneId zone, long entered) {
    this.who = who;
    this.run = run;
    this.entered = entered;
    this.arrived = now;
    this.zone = zone;
    this.since = entered;
  }
}
