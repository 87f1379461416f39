package caravan.journey;

import java.time.Instant;
import java.util.Comparator;

/**
 * A step's message that waits, since its people have had as many as they may get for now.
 *
 * @param since when it was decided first
 * @param due when it is asked again whether they may get it
 */
public record Deferral(String step, Instant since, Instant due) implements Comparable<Deferral> {

  private static final Comparator<Deferral> ORDER =
      Comparator.comparing(Deferral::due)
          .thenComparing(Deferral::since)
          .thenComparing(Deferral::step);

  @Override
  public int compareTo(Deferral other) {
    return ORDER.compare(this, other);
  }
}
