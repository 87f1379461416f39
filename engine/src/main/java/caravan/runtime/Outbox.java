package caravan.runtime;

import caravan.cohort.Cohort;
import caravan.journey.tile.Tile;
import java.time.Instant;

/** Where messages and calls to other systems go once they are decided. */
public interface Outbox {

  /**
   * One step's deliveries in one tick, in one run.
   *
   * @param tile a message or a webhook
   * @param now when it was decided first: a message may have waited since
   */
  record Delivery(
      String journey, String audience, long run, String step, Tile tile, Instant now, Cohort who) {}

  /**
   * Hands over, before it is durable that it was: after a crash the same delivery may come again,
   * and must then make no second message.
   */
  void deliver(Delivery delivery);

  /** Drops everything: for runs whose messages are only counted. */
  Outbox COUNTED =
      _ -> {
        // counted in the journey's state
      };
}
