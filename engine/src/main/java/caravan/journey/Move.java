package caravan.journey;

import caravan.cohort.Cohort;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One change of a journey's state, of a whole cohort at once. All changes are moves, and they are
 * all that is stored: state is what they add up to, history is what they are.
 *
 * @param run the run concerned; 0 for the journey as a whole
 * @param step the step concerned
 * @param due the instant that goes with it
 * @param detail the word that goes with it
 */
public record Move(
    Kind kind,
    long run,
    @Nullable String step,
    @Nullable Instant due,
    @Nullable String detail,
    Cohort who) {

  /** What kind of change it is. The names are stored. */
  public enum Kind {
    /** The journey went live; due: when; detail: the number that tells it from others. */
    LIVE,
    /** Everybody is held where they are; detail: the fault for which Caravan itself did so. */
    PAUSED,
    RESUMED,
    STOPPED,
    /** An occurrence did not happen; due: when it would have been. */
    SKIPPED,
    /** People who were inside before became ineligible, and so may start again. */
    LAPSED,
    /**
     * A run began; due: its planned instant; detail: which time round it is for its people, from 1.
     */
    OPENED,
    /** People may start. */
    ELIGIBLE,
    /** Members of the audience may not start. */
    EXCLUDED,
    /**
     * People wait for their turn to start; due: the first turn's instant; detail: their first
     * turn's number. With nobody: the turn after all that were given.
     */
    QUEUED,
    /** Their turn came; as for {@link #QUEUED}. */
    DEQUEUED,
    ENTERED,
    /** People came to a step. */
    REACHED,
    /**
     * A message was decided to be sent; detail: the message; due: since when it waited, if it did.
     */
    SENT,
    /** A message was not; detail: why. */
    BLOCKED,
    /**
     * A message waits until people may get it; due: when that is asked again; detail: since when it
     * waits.
     */
    DEFERRED,
    /** It waits no more; as for {@link #DEFERRED}. */
    RELEASED,
    /** Another system is called. */
    CALLED,
    /** People rest at a step; due: until when. */
    RESTED,
    /** People stopped resting there. */
    DEPARTED,
    /**
     * While the journey was paused an event happened that they wait for at a step or, without step,
     * leave by.
     */
    HEARD,
    /** People left; detail: the reason. */
    LEFT,
    /** People started who are not in the goal segment; due: until when joining counts. */
    HOPED,
    /** People joined the goal segment in time; due: as for {@link #HOPED}. */
    CONVERTED;

    /** The word that is stored: {@code entered}. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Move of(Kind kind, long run, Cohort who) {
    return new Move(kind, run, null, null, null, who);
  }

  static Move of(Kind kind, long run, Deferral message, Cohort who) {
    return new Move(kind, run, message.step(), message.due(), message.since().toString(), who);
  }

  static Move at(Kind kind, long run, Place place, Cohort who) {
    return new Move(kind, run, place.step(), place.due(), null, who);
  }

  static Move detail(Kind kind, long run, @Nullable String step, String detail, Cohort who) {
    return new Move(kind, run, step, null, detail, who);
  }

  static Move left(long run, Reason reason, Cohort who) {
    return detail(Kind.LEFT, run, null, reason.label(), who);
  }
}
