package caravan.bench;

import caravan.cohort.Cohort;
import caravan.warehouse.Database;
import java.time.Instant;
import java.util.List;

/** One way to run workload J. */
interface Contender {

  Instant ENTRY = Instant.parse("2026-01-05T10:00:00Z");
  Instant SUPPRESSION = Instant.parse("2026-01-06T00:00:00Z");
  Instant FIRING = Instant.parse("2026-01-06T10:00:00Z");

  String name();

  /** Makes what is not timed: tables and definitions. */
  Journey begin(Database db);

  /** The timed phases; each is durable when it returns. */
  interface Journey {

    /** All but the excluded enter and wait. */
    void enter();

    /** The suppressed leave. */
    void suppress();

    /** All others are sent a message, and are at the end. */
    void fire();
  }

  /** What is stored in a database that was closed and opened again. */
  Outcome outcome(Database db);

  /** People by ordinals: at the end the three are everybody, and nobody is in two. */
  record Outcome(Cohort excluded, Cohort suppressed, Cohort sent) {}

  /**
   * The ways of some people, by ordinals: their steps in order, the last one is where they are.
   *
   * @return nothing where no history is kept
   */
  List<List<Passed>> ways(Database db, int[] people);

  /** A wait, a message or {@code suppressed}, and since when. */
  record Passed(String step, Instant at) {}
}
