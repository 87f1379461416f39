package caravan.reader;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Decides which openings and clicks are facts. The same from the same place within ten seconds is
 * one. A click is held back for a moment: where a hidden link of the letter, or a second visible
 * one, is followed meanwhile, it was a program that follows all of them, and none counts.
 */
public final class Traces {

  /** As long as a click is held back. */
  public static final Duration HELD = Duration.ofMillis(500);

  private static final Duration REPEATED = Duration.ofSeconds(10);
  private static final Duration AT_ONCE = Duration.ofSeconds(2);
  private static final Duration SPOILED = Duration.ofMinutes(1);

  private final Recent<Place, Boolean> repeated = new Recent<>(REPEATED);
  private final Recent<LetterId, String> followed = new Recent<>(AT_ONCE);
  private final Recent<LetterId, Boolean> spoiled = new Recent<>(SPOILED);
  private final Map<LetterId, String> held = new HashMap<>();

  /** What was done where; by address of the network. */
  private record Place(LetterId letter, String what, String address) {}

  /** Whether an opening counts. */
  public synchronized boolean opened(LetterId letter, String address, Instant now) {
    return repeated.replace(new Place(letter, "", address), true, now).isEmpty();
  }

  /** Whether a click is held back, to be {@linkplain #release released}; it does not count else. */
  public synchronized boolean clicked(LetterId letter, String link, String address, Instant now) {
    var other = followed.replace(letter, link, now).filter(before -> !before.equals(link));
    if (other.isPresent()) {
      trapped(letter, now);
    }
    if (spoiled.get(letter, now).isPresent()
        || repeated.replace(new Place(letter, link, address), true, now).isPresent()) {
      return false;
    }
    held.put(letter, link);
    return true;
  }

  /** Notes that a program follows the links of a letter. */
  public synchronized void trapped(LetterId letter, Instant now) {
    var _ = spoiled.replace(letter, true, now);
    held.remove(letter);
  }

  /** The link that was held back, if it still is: it counts now. */
  public synchronized Optional<String> release(LetterId letter) {
    return Optional.ofNullable(held.remove(letter));
  }
}
