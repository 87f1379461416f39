package caravan.twin;

import caravan.law.ScenariosContract;
import caravan.runtime.IllegalCommand;
import caravan.workspace.Scenario;
import caravan.workspace.ScenarioStep.Expect;
import caravan.workspace.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The scenarios in the twin. */
class TwinTest extends ScenariosContract {

  /** What the scenarios that must fail fail with. */
  private static final Map<String, List<String>> REFUSED =
      Map.ofEntries(
          Map.entry("Going live twice", List.of("journey 'J' cannot go live: it is live")),
          Map.entry(
              "Going live after a stop", List.of("journey 'J' cannot go live: it is stopped")),
          Map.entry("Going live while paused", List.of("journey 'J' cannot go live: it is paused")),
          Map.entry(
              "Pausing what is not live", List.of("journey 'J' cannot be paused: it is draft")),
          Map.entry(
              "Resuming what is not paused", List.of("journey 'J' cannot resume: it is live")),
          Map.entry("Stopping twice", List.of("journey 'J' cannot be stopped: it is stopped")),
          Map.entry(
              "An event of nobody",
              List.of(
                  "there is no contact 'nobody'",
                  "there is no contact 'nobody'",
                  "there is no contact 'ann'")),
          Map.entry(
              "Sent is the whole map, a person twice if sent twice",
              List.of(
                  "sent: expected {}, found {m=[ann, bob]}",
                  "sent: expected {m=[ann]}, found {}",
                  "sent: expected {m=[ann]}, found {m=[ann, bob]}",
                  "sent: expected {m=[ann, bob]}, found {m=[ann, bob], n=[ann, bob]}",
                  "sent: expected {m=[ann, ann, bob], n=[ann, bob]}, found {m=[ann, bob], n=[ann, bob]}")),
          Map.entry(
              "At and left are whole for a journey",
              List.of(
                  "at J: expected {}, found {2=[ann]}",
                  "left J: expected {}, found {removed=[bob]}",
                  "at J: expected {1=[ann], 2=[ann, bob]}, found {2=[ann]}",
                  "left J: expected {completed=[ann], removed=[ann, bob]}, found {removed=[bob]}")),
          Map.entry(
              "Segments and entered are whole for each name",
              List.of(
                  "Members: expected [ann], found [ann, bob]",
                  "Strangers: expected [ann, eve], found [eve]",
                  "J: expected [ann], found [ann, bob]")));

  @Override
  protected Map<String, List<String>> refused() {
    return REFUSED;
  }

  @Override
  protected List<String> play(Workspace workspace, Scenario scenario) {
    var differences = new ArrayList<String>();
    var checking = new Checking();
    try (var twin = new Twin(workspace, scenario)) {
      for (var step : scenario.steps()) {
        try {
          var found = twin.apply(step);
          checking.note(found);
          if (step instanceof Expect expect) {
            differences.addAll(checking.differences(expect, found));
          }
        } catch (IllegalCommand refusal) {
          differences.add(refusal.getMessage());
        }
      }
    }
    return differences;
  }
}
