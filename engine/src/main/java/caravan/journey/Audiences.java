package caravan.journey;

import caravan.cohort.Cohort;
import caravan.journey.tile.SendMessage;
import caravan.segment.Expression;
import caravan.segment.Operand;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a journey asks about its people, at one instant. Always in cohorts. */
public interface Audiences {

  /** Those who have a row. */
  Cohort existing();

  /** The members of a segment as last refreshed: what doors and exits go by. */
  Cohort members(String segment);

  /**
   * Who fulfils a condition at this very instant.
   *
   * @param run whose interactions are "this run's"
   * @param soFar what has happened in the journey in this step
   */
  Cohort matching(Expression condition, long run, Cohort among, List<Move> soFar);

  /** Whether a condition may become true or false as time passes. */
  boolean dependsOnTime(Expression condition);

  /** People by the date or instant in a column; those for whom it is missing are left out. */
  Map<Object, Cohort> byDate(Operand column, Cohort among);

  /**
   * People by their time zone; those without one, or with one that does not exist, are left out.
   */
  Map<ZoneId, Cohort> byZone(Cohort among);

  /**
   * Whom a message may not be sent to, by reason; nobody twice. Who has had as many as they may get
   * is {@link #CAPPED}.
   *
   * @param run that sends it
   * @param soFar what has happened in the journey in this step
   */
  Map<String, Cohort> blocked(SendMessage message, long run, Cohort among, List<Move> soFar);

  /** Why somebody does not get a message who has had as many as they may get for now. */
  String CAPPED = "capped";

  /**
   * Until when the messages of those wait who are {@link #CAPPED}: when they have had less again.
   * Nobody is in it where messages do not wait for that.
   *
   * @param soFar what has happened in the journey in this step
   * @return instants after this one
   */
  Map<Instant, Cohort> free(SendMessage message, Cohort capped, List<Move> soFar);

  /** From when on a message that was decided at an instant is of no use any more. */
  Optional<Instant> expiry(SendMessage message, Instant decided);
}
