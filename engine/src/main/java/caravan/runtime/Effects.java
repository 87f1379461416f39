package caravan.runtime;

import caravan.journey.Move;
import caravan.journey.Plan;
import caravan.journey.tile.SendMessage;
import caravan.journey.tile.SetColumns;
import caravan.journey.tile.Webhook;
import caravan.profile.Tables;
import java.time.Instant;
import java.util.List;

/**
 * What moves do outside the state: rows are written, messages handed over, and whoever an
 * interaction concerns is looked at again.
 */
record Effects(Tables tables, Outbox outbox, Intake intake) {

  void follow(Plan plan, List<Move> moves, Instant now) {
    var audience = plan.journey().audience();
    for (var move : moves) {
      Interactions.key(plan, move)
          .ifPresent(key -> intake.happened(key.kind(), audience, move.who()));
      if (move.step() != null) {
        follow(plan, move, move.step(), now);
      }
    }
  }

  private void follow(Plan plan, Move move, String step, Instant now) {
    var journey = plan.journey();
    var tile = plan.node(step).step().tile();
    switch (move.kind()) {
      case RESTED -> {
        if (tile instanceof SetColumns(var values)) {
          var audience = tables.schema().table(journey.audience());
          intake.touched(tables.set(audience, values, move.who()));
        }
      }
      case SENT, CALLED -> {
        if (tile instanceof SendMessage || tile instanceof Webhook) {
          outbox.deliver(
              new Outbox.Delivery(
                  journey.name(),
                  journey.audience(),
                  move.run(),
                  step,
                  tile,
                  move.due() == null ? now : move.due(), // a message may have waited
                  move.who()));
        }
      }
      default -> {
        // nothing follows
      }
    }
  }
}
