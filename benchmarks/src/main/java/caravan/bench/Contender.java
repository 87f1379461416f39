package caravan.bench;

import caravan.cohort.Cohort;
import caravan.warehouse.DuckDb;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** One way to run workload J. */
interface Contender {

  Instant ENTRY = Instant.parse("2026-01-05T10:00:00Z");
  Instant SUPPRESSION = Instant.parse("2026-01-06T00:00:00Z");
  Instant FIRING = Instant.parse("2026-01-06T10:00:00Z");

  String name();

  /** Makes what is not timed: tables and definitions. */
  Journey begin(DuckDb db) throws SQLException;

  /** The timed phases; each is durable when it returns. */
  interface Journey {

    /** All but the excluded enter and wait. */
    void enter() throws SQLException;

    /** The suppressed leave. */
    void suppress() throws SQLException;

    /** All others are sent a message, and are at the end. */
    void fire() throws SQLException;
  }

  /** What is stored in a database that was closed and opened again. */
  Outcome outcome(DuckDb db) throws SQLException;

  /** People by ordinals: at the end the three are everybody, and nobody is in two. */
  record Outcome(Cohort excluded, Cohort suppressed, Cohort sent) {}

  /**
   * The ways of some people, by ordinals: their steps in order, the last one is where they are.
   *
   * @return nothing where no history is kept
   */
  List<List<Passed>> ways(DuckDb db, int[] people) throws SQLException;

  /** A wait, a message or {@code suppressed}, and since when. */
  record Passed(String step, Instant at) {}
}
