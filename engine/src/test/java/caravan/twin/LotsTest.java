package caravan.twin;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.problem.Problems;
import caravan.runtime.ScenarioRunner;
import caravan.warehouse.DuckDb;
import caravan.workspace.Scenario;
import caravan.workspace.ScenarioStep;
import caravan.workspace.ScenarioStep.Expect;
import caravan.workspace.Workspace;
import caravan.workspace.WorkspaceReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The twin and the engine number people alike, as they are first heard of: splits send the same
 * people the same ways.
 */
class LotsTest {

  private static final String TABLES =
      """
      tables:
        account: {audience: true, key: id, columns: {id: text, name: text}}
        contact:
          audience: true
          key: id
          columns: {id: text, account_id: text, friend_id: text}
          belongs-to: {account: account_id}
        guest: {key: id, columns: {id: text, host: text}, belongs-to: {contact: host}}
        visit: {columns: {a: text, c: text}, belongs-to: {contact: c, account: a}}
      relations:
        contact.friend: friend_id -> contact
      """;

  private static final String SEGMENTS =
      """
      segments:
        - {segment: Contacts, audience: contact, where: id is not missing}
        - {segment: Accounts, audience: account, where: id is not missing, never: [a3]}
        - {segment: Listed, audience: contact, members: [c90, c91, c3]}
      """;

  private static final String JOURNEY =
      """
      journey: %s
      audience: {segments: [%s]}
      frequency: ongoing
      steps:
        - split:
            - {share: 12.5%%, steps: [{wait: 9 weeks}]}
            - {share: 20%%, steps: [{wait: 9 weeks}]}
            - {share: 17.5%%, steps: [{wait: 9 weeks}]}
            - {share: 30%%, steps: [{wait: 9 weeks}]}
        - wait: 9 weeks
      """;

  @Test
  void theSamePeopleTakeTheSameWays(@TempDir Path folder) throws IOException {
    var visits = new ArrayList<String>();
    var contacts = new ArrayList<String>();
    for (var i = 0; i < 40; i++) {
      visits.add("{c: c" + (i * 7 % 40) + ", a: a" + (i * 3 % 11) + "}");
      contacts.add(
          "{id: c"
              + (i * 11 % 40)
              + ", account_id: a"
              + (20 + i)
              + ", friend_id: c"
              + (70 - i)
              + "}");
    }
    var lots =
        """
      scenario: Lots
      at: 2026-06-05T12:00:00Z
      rows:
        visit: [%s]
        contact: [%s]
        account: [{id: a9}, {id: a1}, {id: a2}, {id: a3}]
      steps:
        - live: Of contacts
        - live: Of accounts
        - change:
            contact: [{id: c50, account_id: a50}, {id: c51, friend_id: c61}]
            visit: [{c: c62, a: a62}]
            account: [{id: a62}, {id: a50}, {id: a4}]
            guest: [{id: g1, host: c60}]
        - change: {guest: [{id: g1, host: c63}], contact: [{id: c64}]}
        - remove: {contact: [c2, c5]}
        - change: {contact: [{id: c63}, {id: c62}, {id: c61}, {id: c60}, {id: c2}, {id: c90}]}
        - live: Moving
        - change: {account: [{id: a75}, {id: a74}, {id: a73}, {id: a72}, {id: a71}, {id: a70}]}
      """
            .formatted(String.join(", ", visits), String.join(", ", contacts));
    var workspace = write(folder, lots);
    var scenario = workspace.scenarios().getFirst();
    var steps = new ArrayList<ScenarioStep>();
    try (var twin = new Twin(workspace, scenario)) {
      for (var step : scenario.steps()) {
        steps.add(step);
        steps.add(expect(step, twin.apply(step).at()));
      }
    }
    assertThat(((Expect) steps.getLast()).at().orElseThrow().get("Of contacts")).hasSize(5);
    assertThat(new ScenarioRunner(workspace).play(withSteps(scenario, steps))).isEmpty();
  }

  private static Expect expect(ScenarioStep step, Map<String, Map<String, List<String>>> found) {
    var at = new TreeMap<String, Map<String, List<Object>>>();
    found.forEach(
        (journey, places) -> {
          var people = new TreeMap<String, List<Object>>();
          places.forEach((place, keys) -> people.put(place, List.copyOf(keys)));
          at.put(journey, people);
        });
    return new Expect(
        step.place(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(at),
        Optional.empty(),
        Optional.empty());
  }

  private static Scenario withSteps(Scenario scenario, List<ScenarioStep> steps) {
    return new Scenario(scenario.name(), scenario.place(), scenario.at(), scenario.rows(), steps);
  }

  private static Workspace write(Path folder, String scenario) throws IOException {
    Files.createDirectories(folder.resolve("journeys"));
    Files.createDirectories(folder.resolve("scenarios"));
    Files.writeString(folder.resolve("caravan.yaml"), TABLES);
    Files.writeString(folder.resolve("segments.yaml"), SEGMENTS);
    Files.writeString(
        folder.resolve("journeys/contacts.yaml"), JOURNEY.formatted("Of contacts", "Contacts"));
    Files.writeString(
        folder.resolve("journeys/accounts.yaml"), JOURNEY.formatted("Of accounts", "Accounts"));
    Files.writeString(
        folder.resolve("journeys/moving.yaml"),
        """
        journey: Moving
        audience: {segments: [Listed]}
        frequency: one-time
        steps: [{set: {account_id: a70}}]
        """);
    Files.writeString(folder.resolve("scenarios/lots.yaml"), scenario);
    var problems = new Problems();
    try (var db = DuckDb.inMemory(List.of(folder), 500_000_000)) {
      var workspace = WorkspaceReader.read(folder, db, problems);
      problems.throwIfAny();
      return workspace.orElseThrow();
    }
  }
}
