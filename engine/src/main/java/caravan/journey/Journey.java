package caravan.journey;

import caravan.journey.tile.Step;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A journey as people declare it: who starts it and when, what happens to them, and who is taken
 * out.
 *
 * @param audience the table whose rows are its people
 * @param segments their union may start
 * @param exclude members may not start
 * @param start wall-clock in the zone; null for the instant it goes live
 * @param end wall-clock in the zone, from which on nobody starts; null for never
 * @param exitSegments members leave at once
 * @param exitEvents these events make a person leave at once
 */
public record Journey(
    String name,
    String audience,
    List<String> segments,
    List<String> exclude,
    Frequency frequency,
    @Nullable LocalDateTime start,
    @Nullable LocalDateTime end,
    ZoneId zone,
    @Nullable Rate entryRate,
    List<String> exitSegments,
    List<String> exitEvents,
    @Nullable Goal goal,
    List<Step> steps) {

  public Journey {
    segments = List.copyOf(segments);
    exclude = List.copyOf(exclude);
    exitSegments = List.copyOf(exitSegments);
    exitEvents = List.copyOf(exitEvents);
    steps = List.copyOf(steps);
  }
}
