package caravan.law;

import caravan.cohort.Cohort;
import caravan.journey.Move;
import caravan.runtime.Tick;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * What a tick's moves are seen as.
 *
 * @param audiences the audience of a journey
 * @param keys the keys of some people of an audience
 */
record Happened(Function<String, String> audiences, BiFunction<String, Cohort, List<String>> keys) {

  /** Adds the lines of a tick. */
  void of(Tick tick, List<String> lines) {
    tick.moves()
        .forEach(
            (journey, moves) -> {
              var start = tick.now() + " " + journey + ": ";
              for (var move : moves) {
                what(move, tick.now())
                    .ifPresent(
                        what ->
                            keys.apply(audiences.apply(journey), move.who())
                                .forEach(key -> lines.add(start + key + " " + what)));
              }
            });
  }

  private static Optional<String> what(Move move, Instant now) {
    return switch (move.kind()) {
      case ENTERED -> Optional.of("entered");
      case LEFT -> Optional.of("left " + move.detail());
      case REACHED -> Optional.of("reached " + move.step());
      case SENT -> Optional.of("sent " + move.step() + " " + move.detail());
      case BLOCKED -> Optional.of("blocked " + move.step() + " " + move.detail());
      case DEFERRED -> // once, however often it is asked again
          String.valueOf(move.detail()).equals(now.toString())
              ? Optional.of("deferred " + move.step())
              : Optional.empty();
      case CALLED -> Optional.of("called " + move.step());
      default -> Optional.empty();
    };
  }
}
