package caravan.bench;

import caravan.bench.Contender.Outcome;
import caravan.bench.Contender.Passed;
import caravan.cohort.Cohort;
import caravan.journey.Move;
import caravan.journey.Reason;
import caravan.runtime.DatabaseState;
import caravan.runtime.StateStore;
import caravan.warehouse.Database;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What the moves that Caravan stored say about workload J; they are gone through one by one. */
record StoredMoves(Database db) {

  private void read(StateStore.Reader reader) {
    new DatabaseState(db).moves(Long.MAX_VALUE, reader);
  }

  Outcome outcome() {
    var excluded = new ArrayList<Cohort>();
    var suppressed = new ArrayList<Cohort>();
    var sent = new ArrayList<Cohort>();
    read(
        (_, _, move) -> {
          switch (move.kind()) {
            case EXCLUDED -> excluded.add(move.who());
            case SENT -> sent.add(move.who());
            case LEFT -> {
              if (isSuppression(move)) {
                suppressed.add(move.who());
              }
            }
            default -> {
              // changes none of the three
            }
          }
        });
    return new Outcome(Cohort.union(excluded), Cohort.union(suppressed), Cohort.union(sent));
  }

  private static boolean isSuppression(Move move) {
    return Reason.EXIT_SEGMENT.label().equals(move.detail());
  }

  /** The ways of people, by ordinals. */
  List<List<Passed>> ways(int[] people) {
    var ways =
        Stream.generate(() -> (List<Passed>) new ArrayList<Passed>()).limit(people.length).toList();
    read(
        (now, _, move) ->
            step(move)
                .ifPresent(
                    step ->
                        IntStream.range(0, people.length)
                            .filter(i -> move.who().contains(people[i]))
                            .forEach(i -> ways.get(i).add(new Passed(step, now)))));
    return ways;
  }

  /** What a move brings people to; a branch they pass. */
  private static Optional<String> step(Move move) {
    return switch (move.kind()) {
      case RESTED, SENT -> Optional.of(Objects.requireNonNull(move.step()));
      case LEFT -> isSuppression(move) ? Optional.of("suppressed") : Optional.empty();
      default -> Optional.empty();
    };
  }
}
