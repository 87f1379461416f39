package caravan.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.problem.Problems;
import caravan.warehouse.Database;
import caravan.warehouse.DuckDb;
import caravan.workspace.Scenario;
import caravan.workspace.Workspace;
import caravan.workspace.WorkspaceReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The constructs of workspaces, each by a scenario that is named like the rule it proves: small
 * workspaces under {@code formats/}, one a topic; and under {@code formats-refused/} one whose
 * scenarios must fail, each as written here.
 */
abstract class FormatsScenariosContract {

  /** A new, empty database. */
  abstract Database open();

  private static final Path RESOURCES = Path.of("src/test/resources");

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

  @TestFactory
  Stream<DynamicContainer> holds() throws IOException {
    try (var topics = Files.list(RESOURCES.resolve("formats"))) {
      return topics.sorted().toList().stream()
          .map(
              topic ->
                  DynamicContainer.dynamicContainer(
                      topic.getFileName().toString(), scenarios(read(topic), Map.of())));
    }
  }

  @TestFactory
  Stream<DynamicTest> isRefused() {
    var workspace = read(RESOURCES.resolve("formats-refused"));
    assertThat(workspace.scenarios())
        .map(Scenario::name)
        .containsExactlyInAnyOrderElementsOf(REFUSED.keySet());
    return scenarios(workspace, REFUSED);
  }

  private Stream<DynamicTest> scenarios(
      Workspace workspace, Map<String, List<String>> differences) {
    assertThat(workspace.scenarios()).isNotEmpty();
    var runner = new ScenarioRunner(workspace, this::open);
    return workspace.scenarios().stream()
        .map(
            scenario ->
                DynamicTest.dynamicTest(
                    scenario.name(),
                    () ->
                        assertThat(runner.play(scenario))
                            .map(
                                difference ->
                                    differences.isEmpty()
                                        ? difference.toString()
                                        : difference.message())
                            .isEqualTo(differences.getOrDefault(scenario.name(), List.of()))));
  }

  private static Workspace read(Path folder) {
    var problems = new Problems();
    try (var db = DuckDb.inMemory(List.of(folder), 500_000_000)) {
      var workspace = WorkspaceReader.read(folder, db, problems);
      problems.throwIfAny();
      return workspace.orElseThrow();
    }
  }
}
