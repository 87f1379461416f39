package caravan.journey;

import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Where people rest in a journey: at a step, until an instant.
 *
 * @param due null where no time ends it
 */
public record Place(String step, @Nullable Instant due) implements Comparable<Place> {

  private static final Comparator<Place> ORDER =
      Comparator.comparing(Place::step)
          .thenComparing(Place::due, Comparator.nullsLast(Comparator.naturalOrder()));

  @Override
  public int compareTo(Place other) {
    return ORDER.compare(this, other);
  }
}
