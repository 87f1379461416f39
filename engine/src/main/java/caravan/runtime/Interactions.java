package caravan.runtime;

import caravan.interaction.InteractionLog;
import caravan.journey.Move;
import caravan.journey.Plan;
import caravan.journey.tile.SendMessage;
import caravan.segment.Interaction;
import java.time.Instant;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;

/** The interactions that moves of a journey are, seen by segments and conditions. */
final class Interactions {

  private Interactions() {}

  static void add(InteractionLog log, Plan plan, Collection<Move> moves, Instant now) {
    for (var move : moves) {
      key(plan, move).ifPresent(key -> log.add(key, now, move.who()));
    }
  }

  static Optional<InteractionLog.Key> key(Plan plan, Move move) {
    var journey = plan.journey();
    return switch (move.kind()) {
      case ENTERED ->
          Optional.of(
              new InteractionLog.Key(
                  Interaction.ENTERED,
                  journey.audience(),
                  move.run(),
                  journey.name(),
                  null,
                  null,
                  null));
      case LEFT ->
          Optional.of(
              new InteractionLog.Key(
                  Interaction.LEFT,
                  journey.audience(),
                  move.run(),
                  journey.name(),
                  null,
                  null,
                  move.detail()));
      case SENT -> {
        var tile = (SendMessage) plan.node(Objects.requireNonNull(move.step())).step().tile();
        yield Optional.of(
            new InteractionLog.Key(
                Interaction.SENT,
                journey.audience(),
                move.run(),
                journey.name(),
                tile.message(),
                tile.channel(),
                null));
      }
      default -> Optional.empty();
    };
  }
}
