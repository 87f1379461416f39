package caravan.bench;

import caravan.profile.Tables;
import caravan.runtime.DatabaseState;
import caravan.runtime.Engine;
import caravan.runtime.Outbox;
import caravan.runtime.VirtualClock;
import caravan.warehouse.Database;
import java.time.Instant;
import java.util.List;

/**
 * Workload J on Caravan's engine as shipped: its state is in the database file of the customers.
 *
 * @param channel that its messages are sent by
 */
record CaravanJourney(String channel) implements Contender {

  @Override
  public String name() {
    return "Caravan, " + channel;
  }

  @Override
  public Journey begin(Database db) {
    var tables = Tables.open(db, Customers.SCHEMA);
    var engine =
        new Engine(db, tables, Mailing.definitions(channel), new DatabaseState(db), Outbox.COUNTED);
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

    private void advance(Instant to) {
      clock.advanceTo(to, _ -> {});
    }
  }

  @Override
  public Outcome outcome(Database db) {
    return new StoredMoves(db).outcome();
  }

  @Override
  public List<List<Passed>> ways(Database db, int[] people) {
    return new StoredMoves(db).ways(people);
  }
}
