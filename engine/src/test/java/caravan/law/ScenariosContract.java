package caravan.law;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.problem.Problems;
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
 * scenarios must fail, each as is said.
 */
public abstract class ScenariosContract {

  private static final Path RESOURCES = Path.of("src/test/resources");

  /** What differs, by the names of the scenarios that must fail. */
  protected abstract Map<String, List<String>> refused();

  /** Plays a scenario; answers what was not as it expects. */
  protected abstract List<String> play(Workspace workspace, Scenario scenario);

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
        .containsExactlyInAnyOrderElementsOf(refused().keySet());
    return scenarios(workspace, refused());
  }

  private Stream<DynamicTest> scenarios(
      Workspace workspace, Map<String, List<String>> differences) {
    assertThat(workspace.scenarios()).isNotEmpty();
    return workspace.scenarios().stream()
        .map(
            scenario ->
                DynamicTest.dynamicTest(
                    scenario.name(),
                    () ->
                        assertThat(play(workspace, scenario))
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
