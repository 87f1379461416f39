package caravan.journey;

import caravan.journey.tile.Exit;
import caravan.journey.tile.SendMessage;
import caravan.journey.tile.Wait;
import caravan.journey.tile.WaitFor;
import java.time.Instant;

/** What of a journey can happen to somebody at the very instant at which they start. */
public final class FirstInstant {

  private FirstInstant() {}

  /**
   * How many messages one person gets at that instant at most, on whichever path. Waits that may
   * let somebody pass at once are taken to.
   */
  public static int messages(Plan plan, Instant now) {
    var from = new int[plan.end() + 1];
    for (var i = plan.end() - 1; i >= 0; i--) {
      var node = plan.nodes().get(i);
      from[i] =
          switch (node.step().tile()) {
            case SendMessage _ -> 1 + from[node.next()];
            case Exit _ -> 0;
            case Wait wait -> holds(wait, plan, now) ? 0 : from[node.next()];
            case WaitFor(WaitFor.Event _, _, _, _) -> 0;
            case WaitFor _ -> from[node.paths().getFirst()];
            default ->
                Math.max(
                    from[node.next()],
                    node.paths().stream().mapToInt(path -> from[path]).max().orElse(0));
          };
    }
    return from[0];
  }

  private static boolean holds(Wait wait, Plan plan, Instant now) {
    return switch (wait.until()) {
      case Wait.Elapsed _ -> true;
      case Wait.Moment(var time) ->
          !wait.personal() && time.atZone(plan.journey().zone()).toInstant().isAfter(now);
      case Wait.PersonalDate _, Wait.TimeOfDay _ -> false;
    };
  }
}
