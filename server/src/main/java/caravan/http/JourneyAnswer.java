package caravan.http;

import caravan.journey.Frequency;
import caravan.journey.Journey;
import caravan.journey.JourneyState;
import caravan.journey.JourneyState.Status;
import caravan.journey.Schedule;
import caravan.profile.Schema;
import caravan.runtime.JourneyCommands;
import caravan.runtime.JourneyShelf;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A journey in a list.
 *
 * @param state {@code draft}, {@code planned}, {@code live}, {@code paused}, {@code held}, {@code
 *     stopped} or {@code archived}
 * @param problem why it is held, or did not go live as planned
 * @param source the word for where its people come from
 * @param frequency {@code one-time}, {@code ongoing} or {@code repeating}
 * @param liveAt when it went live
 * @param next when people start next, or when it goes live
 * @param inside how many are in it now
 * @param entered how many times people have entered
 * @param sent how many messages were sent
 */
@io.swagger.v3.oas.annotations.media.Schema(name = "Journey")
record JourneyAnswer(
    String name,
    String state,
    @Nullable String problem,
    String audience,
    String source,
    String frequency,
    @Nullable Instant liveAt,
    @Nullable Instant next,
    long inside,
    long entered,
    long sent) {

  /**
   * A journey with what it says.
   *
   * @param definition as its file has it
   * @param warnings what is allowed, and yet probably not meant
   * @param changed when that was changed last
   * @param author who did
   */
  @io.swagger.v3.oas.annotations.media.Schema(name = "JourneyDefinition")
  record Whole(
      JsonNode definition,
      @io.swagger.v3.oas.annotations.media.Schema(requiredMode = RequiredMode.REQUIRED)
          JourneyAnswer journey,
      List<ProblemAnswer.Fault> warnings,
      Instant changed,
      String author) {}

  static JourneyAnswer of(
      Journey journey, JourneyState state, JourneyShelf.Stand shelved, Schema schema, Instant now) {
    var planned =
        Optional.ofNullable(shelved.planned().get(journey.name()))
            .filter(_ -> state.status() == Status.DRAFT);
    return new JourneyAnswer(
        journey.name(),
        JourneyCommands.state(journey.name(), state, shelved),
        state.fault().or(() -> planned.map(JourneyShelf.Planned::fault)).orElse(null),
        journey.audience(),
        schema.table(journey.audience()).source().label(),
        journey.frequency().label(),
        state.liveAt().orElse(null),
        planned
            .filter(plan -> plan.fault() == null)
            .map(JourneyShelf.Planned::at)
            .or(() -> next(journey, state, now))
            .orElse(null),
        JourneyNumbers.inside(state),
        JourneyNumbers.entered(state),
        JourneyNumbers.sent(state));
  }

  /** When people start next, by the clock. */
  private static Optional<Instant> next(Journey journey, JourneyState state, Instant now) {
    if (state.status() != Status.LIVE || state.liveAt().isEmpty()) {
      return Optional.empty();
    }
    var schedule = new Schedule(journey, state.liveAt().get());
    return journey.frequency() instanceof Frequency.Repeating
        ? schedule.occurrence(now.plusNanos(1))
        : Optional.of(schedule.start()).filter(start -> start.isAfter(now));
  }
}
