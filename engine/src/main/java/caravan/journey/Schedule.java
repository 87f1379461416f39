package caravan.journey;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When a journey's people may start, once it is known when it went live. Days and longer are
 * wall-clock in the journey's zone: a time that daylight saving skips moves forward by the gap, one
 * that it repeats happens once.
 */
public record Schedule(Journey journey, Instant liveAt) {

  /** The start as declared; null where it is the instant of going live. */
  private @Nullable Instant declared() {
    return journey.start() == null ? null : instant(journey.start());
  }

  private Instant instant(LocalDateTime time) {
    return time.atZone(journey.zone()).toInstant();
  }

  /** When one-time and ongoing journeys begin: as declared, or at once where that has passed. */
  public Instant start() {
    var declared = declared();
    return declared == null || declared.isBefore(liveAt) ? liveAt : declared;
  }

  /** From this instant on nobody starts. */
  public Optional<Instant> end() {
    return Optional.ofNullable(journey.end()).map(this::instant);
  }

  public boolean isOver(Instant now) {
    return end().filter(end -> !now.isBefore(end)).isPresent();
  }

  /**
   * The first occurrence of a repeating journey that is not before an instant, nor before it went
   * live.
   */
  public Optional<Instant> occurrence(Instant notBefore) {
    if (!(journey.frequency() instanceof Frequency.Repeating(var every))) {
      return Optional.empty();
    }
    var from = notBefore.isBefore(liveAt) ? liveAt : notBefore;
    var length = every.unit().chrono().getDuration().toMillis() * every.amount();
    var base = declared() == null ? liveAt : declared();
    // Calendar units are a little shorter or longer than their average: begin early enough.
    var guess = Math.floorDiv(from.toEpochMilli() - base.toEpochMilli(), length) - 2;
    for (var number = Math.max(0, guess); ; number++) {
      var occurrence = occurrence(number);
      if (!occurrence.isBefore(from)) {
        return isOver(occurrence) ? Optional.empty() : Optional.of(occurrence);
      }
    }
  }

  private Instant occurrence(long number) {
    var every = ((Frequency.Repeating) journey.frequency()).every();
    var base = declared() == null ? liveAt : declared();
    if (number == 0) {
      return base;
    }
    var amount = every.amount() * number;
    if (!every.unit().isCalendar()) {
      return base.plus(amount, every.unit().chrono());
    }
    var wall =
        journey.start() == null ? LocalDateTime.ofInstant(liveAt, journey.zone()) : journey.start();
    return instant(wall.plus(amount, every.unit().chrono()));
  }
}
