package caravan.bench;

import caravan.cohort.Cohort;
import caravan.journey.Move;
import caravan.journey.Reason;
import caravan.profile.Tables;
import caravan.runtime.DatabaseState;
import caravan.runtime.Engine;
import caravan.runtime.Outbox;
import caravan.runtime.Tick;
import caravan.runtime.VirtualClock;
import caravan.warehouse.Database;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Workload J on Caravan's engine as shipped: its state is in the database file of the customers.
 */
final class CaravanJourney implements Contender {

  @Override
  public String name() {
    return "Caravan";
  }

  @Override
  public Journey begin(Database db) {
    var tables = Tables.open(db, Customers.SCHEMA);
    var engine =
        new Engine(db, tables, Mailing.definitions(), new DatabaseState(db), Outbox.COUNTED);
    return new Running(engine, new VirtualClock(engine, ENTRY));
  }

  private record Running(Engine engine, VirtualClock clock) implements Journey {

    @Override
    public void enter() {
      clock.settle(() -> engine.live(List.of(Mailing.NAME), ENTRY));
    }

    @Override
    public void suppress() {
      advance(SUPPRESSION);
    }

    @Override
    public void fire() {
      advance(FIRING);
    }

    private void advance(java.time.Instant to) {
      clock.advanceTo(to, _ -> {});
    }
  }

  @Override
  public Outcome outcome(Database db) {
    var excluded = Cohort.EMPTY;
    var suppressed = Cohort.EMPTY;
    var sent = Cohort.EMPTY;
    for (var tick : new DatabaseState(db).after(0)) {
      for (var move : moves(tick)) {
        switch (move.kind()) {
          case EXCLUDED -> excluded = excluded.union(move.who());
          case SENT -> sent = sent.union(move.who());
          case LEFT -> {
            if (isSuppression(move)) {
              suppressed = suppressed.union(move.who());
            }
          }
          default -> {
            // changes none of the three
          }
        }
      }
    }
    return new Outcome(excluded, suppressed, sent);
  }

  private static List<Move> moves(Tick tick) {
    return tick.moves().getOrDefault(Mailing.NAME, List.of());
  }

  private static boolean isSuppression(Move move) {
    return Reason.EXIT_SEGMENT.label().equals(move.detail());
  }

  @Override
  public List<List<Passed>> ways(Database db, int[] people) {
    var stored = new DatabaseState(db).after(0);
    return Arrays.stream(people).mapToObj(person -> way(stored, person)).toList();
  }

  private static List<Passed> way(List<Tick> stored, int person) {
    var way = new ArrayList<Passed>();
    for (var tick : stored) {
      for (var move : moves(tick)) {
        step(move)
            .filter(_ -> move.who().contains(person))
            .ifPresent(step -> way.add(new Passed(step, tick.now())));
      }
    }
    return way;
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
