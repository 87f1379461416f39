package caravan.audience;

import caravan.cohort.Cohort;
import caravan.segment.Interaction;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Interactions that are alike but for when they happened, and to whom.
 *
 * @param run the run of the journey that they belong to
 * @param message null where the kind is not about messages; likewise the others
 * @param everybody to whom it ever happened
 */
public record FactGroup(
    Interaction kind,
    String audience,
    long run,
    String journey,
    @Nullable String message,
    @Nullable String channel,
    @Nullable String reason,
    List<Occasion> occasions,
    Cohort everybody) {

  /**
   * One time it happened, to all of a cohort at once.
   *
   * @param order counts all that happened
   */
  public record Occasion(Instant happened, long order, Cohort cohort) {}
}
