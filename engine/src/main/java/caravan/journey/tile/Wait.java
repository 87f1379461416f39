package caravan.journey.tile;

import caravan.segment.Operand;
import caravan.segment.Span;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Holds people for a time.
 *
 * @param personal whether times of day are in the person's zone instead of the journey's
 */
public record Wait(Until until, boolean personal) implements Tile {

  /** What a wait ends with. */
  public sealed interface Until {}

  /** A time after the arrival. */
  public record Elapsed(Span span) implements Until {
    @Override
    public String toString() {
      return span.toString();
    }
  }

  /** A wall-clock time. */
  public record Moment(LocalDateTime time) implements Until {
    @Override
    public String toString() {
      return "until " + time;
    }
  }

  /**
   * A date of the person's own; who has none goes on at once.
   *
   * @param date a column of type DATE or TIMESTAMP
   * @param offset added first
   * @param at then the time on that day; a date without it is its midnight
   */
  public record PersonalDate(Operand date, @Nullable Span offset, @Nullable LocalTime at)
      implements Until {
    @Override
    public String toString() {
      return "until "
          + caravan.segment.Printer.print(date)
          + (offset == null ? "" : offset.amount() < 0 ? " " + offset : " +" + offset)
          + (at == null ? "" : " at " + at);
    }
  }

  /** The first such time of day, on one of the days, not before the arrival. */
  public record TimeOfDay(LocalTime at, Set<DayOfWeek> days) implements Until {
    public TimeOfDay {
      days = Set.copyOf(days);
    }

    @Override
    public String toString() {
      return "until "
          + at
          + (days.size() == 7
              ? ""
              : " on "
                  + days.stream()
                      .sorted()
                      .map(day -> day.name().substring(0, 3).toLowerCase(java.util.Locale.ROOT))
                      .collect(Collectors.joining(", ")));
    }
  }

  @Override
  public String kind() {
    return "wait";
  }

  @Override
  public String subject() {
    return until.toString();
  }
}
