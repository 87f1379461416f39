package caravan.runtime;

import caravan.law.ScenariosContract;
import caravan.problem.Problem;
import caravan.warehouse.Database;
import caravan.workspace.Scenario;
import caravan.workspace.Workspace;
import java.util.List;
import java.util.Map;

/** The scenarios in the engine. */
abstract class FormatsScenariosContract extends ScenariosContract {

  private static final Map<String, List<String>> REFUSED =
      Map.of(
          "Going live twice",
          List.of("journey 'J' cannot go live: it is live"),
          "Going live after a stop",
          List.of("journey 'J' cannot go live: it is stopped"),
          "Going live while paused",
          List.of("journey 'J' cannot go live: it is paused"),
          "Pausing what is not live",
          List.of("journey 'J' cannot be paused: it is draft"),
          "Resuming what is not paused",
          List.of("journey 'J' cannot resume: it is live"),
          "Stopping twice",
          List.of("journey 'J' cannot be stopped: it is stopped"),
          "An event of nobody",
          List.of(
              "there is no contact 'nobody'",
              "there is no contact 'nobody'",
              "there is no contact 'ann'"),
          "Sent is the whole map, a person twice if sent twice",
          List.of(
              "sent m: expected nobody, found [ann, bob]",
              "sent m: expected [ann], found nobody",
              "sent m: expected [ann], found [ann, bob] (too many [bob])",
              "sent n: expected nobody, found [ann, bob]",
              "sent m: expected [ann, ann, bob], found [ann, bob] (missing [ann])"),
          "At and left are whole for a journey",
          List.of(
              "at J, 2: expected nobody, found [ann]",
              "left J, removed: expected nobody, found [bob]",
              "at J, 1: expected [ann], found nobody",
              "at J, 2: expected [ann, bob], found [ann] (missing [bob])",
              "left J, completed: expected [ann], found nobody",
              "left J, removed: expected [ann, bob], found [bob] (missing [ann])"),
          "Segments and entered are whole for each name",
          List.of(
              "segment Members: expected [ann], found [ann, bob] (too many [bob])",
              "segment Strangers: expected [ann, eve], found [eve] (missing [ann])",
              "entered J: expected [ann], found [ann, bob] (too many [bob])"));

  /** A new, empty database. */
  abstract Database open();

  @Override
  protected Map<String, List<String>> refused() {
    return REFUSED;
  }

  @Override
  protected List<String> play(Workspace workspace, Scenario scenario) {
    return new ScenarioRunner(workspace, this::open)
        .play(scenario).stream().map(Problem::message).toList();
  }
}
