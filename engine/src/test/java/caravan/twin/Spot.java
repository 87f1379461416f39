package caravan.twin;

import caravan.journey.tile.Branch;
import caravan.journey.tile.Exit;
import caravan.journey.tile.SendMessage;
import caravan.journey.tile.SetColumns;
import caravan.journey.tile.Split;
import caravan.journey.tile.Step;
import caravan.journey.tile.Wait;
import caravan.journey.tile.WaitFor;
import caravan.journey.tile.Webhook;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A step in its place.
 *
 * @param next where people go on after it; null is the end of the journey
 * @param paths where its paths begin
 */
record Spot(Step step, @Nullable Spot next, List<Way> paths) {

  /** Where a path leads first. */
  record Way(@Nullable Spot first) {}

  /** Where some steps begin, after which people go on elsewhere. */
  static @Nullable Spot first(List<Step> steps, @Nullable Spot after) {
    var first = after;
    for (var step : steps.reversed()) {
      var next = first;
      first = new Spot(step, next, paths(step).map(path -> new Way(first(path, next))).toList());
    }
    return first;
  }

  /** The ids of steps and of those inside them, in the order of the file. */
  static List<String> ids(List<Step> steps) {
    var ids = new ArrayList<String>();
    for (var step : steps) {
      ids.add(step.id());
      paths(step).forEach(path -> ids.addAll(ids(path)));
    }
    return ids;
  }

  private static Stream<List<Step>> paths(Step step) {
    return switch (step.tile()) {
      case Branch(var paths) -> paths.stream().map(Branch.Path::steps);
      case Split(var paths) -> paths.stream().map(Split.Path::steps);
      case WaitFor(_, _, var then, var otherwise) -> Stream.of(then, otherwise);
      case Exit _, SendMessage _, SetColumns _, Wait _, Webhook _ -> Stream.of();
    };
  }
}
