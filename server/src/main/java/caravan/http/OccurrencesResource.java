package caravan.http;

import caravan.journey.Frequency;
import caravan.journey.Journey;
import caravan.journey.Schedule;
import caravan.problem.InvalidInput;
import caravan.problem.Place;
import caravan.problem.Printable;
import caravan.security.Needs;
import caravan.security.Scope;
import caravan.segment.Span;
import caravan.segment.TimeUnit;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** When people would start, before a journey says so. */
@RestController
@RequestMapping("/api/v1/journeys")
class OccurrencesResource {

  private static final int SHOWN = 10;

  private final Editor editor;
  private final InstantSource clock;

  OccurrencesResource(Editor editor, InstantSource clock) {
    this.editor = editor;
    this.clock = clock;
  }

  /**
   * When a journey's people start, in the words of its file.
   *
   * @param frequency {@code one-time}, {@code ongoing} or {@code repeating}
   * @param every of a repeating one: {@code 1 month}
   * @param start wall-clock in the zone: {@code 2026-12-01T09:00}
   * @param end the same, from which on nobody starts
   * @param zone the workspace's where it is left out
   */
  @Schema(name = "ScheduleQuestion")
  record Asked(
      String frequency,
      @Nullable String every,
      @Nullable String start,
      @Nullable String end,
      @JsonProperty("time-zone") @Nullable String zone) {}

  /**
   * The next occurrences, had the journey gone live now.
   *
   * @param items up to ten; of a journey that does not repeat its start
   * @param zone in which its wall-clock times are
   */
  @Schema(name = "Occurrences")
  record Occurrences(List<Instant> items, String zone) {}

  @Operation(
      summary = "The next ten occurrences",
      description = "Of a journey that went live now: as the engine counts them.")
  @Needs(Scope.READ)
  @PostMapping("/occurrences")
  Occurrences occurrences(@RequestBody Asked asked) {
    var zone =
        asked.zone() == null
            ? editor.kept().workspace().schema().zone()
            : read("time-zone", asked.zone(), "a time zone like Europe/Berlin", ZoneId::of);
    var schedule =
        new Schedule(
            new Journey(
                "",
                "",
                List.of(),
                List.of(),
                frequency(asked),
                wallClock("start", asked.start()),
                wallClock("end", asked.end()),
                zone,
                null,
                List.of(),
                List.of(),
                null,
                List.of()),
            clock.instant());
    return new Occurrences(next(schedule), zone.getId());
  }

  private static List<Instant> next(Schedule schedule) {
    if (!(schedule.journey().frequency() instanceof Frequency.Repeating)) {
      return Optional.of(schedule.start()).filter(start -> !schedule.isOver(start)).stream()
          .toList();
    }
    var found = new ArrayList<Instant>();
    var next = schedule.occurrence(schedule.liveAt());
    while (next.isPresent() && found.size() < SHOWN) {
      found.add(next.get());
      next = schedule.occurrence(next.get().plusNanos(1));
    }
    return found;
  }

  private static Frequency frequency(Asked asked) {
    var word = Members.required("frequency", asked.frequency());
    return switch (word) {
      case "one-time" -> new Frequency.OneTime();
      case "ongoing" -> new Frequency.Ongoing(false);
      case "repeating" -> new Frequency.Repeating(every(Members.required("every", asked.every())));
      default -> throw wrong("frequency", "one-time, ongoing or repeating", word);
    };
  }

  private static Span every(String text) {
    return Span.parse(text)
        .filter(span -> span.amount() > 0 && span.unit() != TimeUnit.YEARS)
        .orElseThrow(() -> wrong("every", "minutes, hours, days, weeks or months", text));
  }

  private static @Nullable LocalDateTime wallClock(String name, @Nullable String text) {
    return text == null
        ? null
        : read(name, text, "a wall-clock time like 2026-12-01T09:00", LocalDateTime::parse);
  }

  private static <T> T read(String name, String text, String what, Function<String, T> read) {
    try {
      return read.apply(text);
    } catch (DateTimeException _) {
      throw wrong(name, what, text);
    }
  }

  private static InvalidInput wrong(String name, String what, String found) {
    return new InvalidInput(
        "kind",
        Place.of(name),
        "%s should stand here, found '%s'".formatted(what, Printable.line(found)));
  }
}
