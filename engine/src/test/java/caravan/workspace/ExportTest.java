package caravan.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.problem.InvalidInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Law 9: writing a workspace and reading it again gives the same one. */
class ExportTest {

  @TempDir Path temporary;

  @ParameterizedTest
  @ValueSource(strings = {WorkspaceFiles.EVERYTHING, WorkspaceFiles.ROWS_ALONE, ODD_NAMES})
  void readsBackWhatItWrote(String files) throws IOException {
    var first = WorkspaceFiles.read(WorkspaceFiles.write(temporary.resolve("first"), files));
    var exported = temporary.resolve("second");
    Export.write(first, exported);
    var second = WorkspaceFiles.read(exported);
    assertSame(first, second);
    Export.write(second, temporary.resolve("third"));
    assertThat(texts(temporary.resolve("third"))).isEqualTo(texts(exported));
  }

  private static final String ODD_NAMES =
      """
      == caravan.yaml
      tables:
        "pérson's table":
          audience: true
          key: "my key"
          columns: {"my key": integer, "null": text, "a: b": text, "x #y": decimal, "12": timestamp, "\\u200d q": text}
      == segments.yaml
      segments:
        - {segment: "true", where: "\\"a: b\\" = 'it''s\\n \\\\ \\"x\\"'"}
        - {segment: "- no: 1 # x", where: "\\"x #y\\" > 12.5 or in segment 'true' or \\"null\\" contains '😀'"}
        - {segment: "A/B", members: [1, -2]}
        - {segment: "a b", members: [9223372036854775807]}
      == journeys/2.yaml
      journey: "名前"
      audience: {segments: ["true"]}
      frequency: ongoing
      steps:
        - {set: {"null": "null", "a: b": "true", "x #y": -0.5, "12": null}}
        - {id: "yes: no", wait: {until: "\\"12\\"", offset: 1 month}}
        - wait: {until: "12", at: "00:00"}
      == journeys/1.yaml
      journey: "名"
      audience: {segments: ["- no: 1 # x"]}
      frequency: ongoing
      steps: [{webhook: {url: "http://localhost:80/", body: {"": "", "~": "~", big: 123456789012345678901234567890, e: 1e3, s: "1e3", nl: "a\\nb\\ttab\\u2028"}}}]
      """;

  @Test
  void refusesAFolderThatIsNotEmpty() throws IOException {
    var workspace = WorkspaceFiles.read(WorkspaceFiles.write(temporary, WorkspaceFiles.ROWS_ALONE));
    assertThatThrownBy(() -> Export.write(workspace, temporary))
        .isInstanceOf(InvalidInput.class)
        .hasMessageEndingWith("there is something in this folder already");
  }

  @Test
  void namesFilesInTheOrderOfTheWorkspace() {
    assertThat(Export.fileNames(List.of("A b", "C!"))).containsExactly("a-b.yaml", "c.yaml");
    assertThat(Export.fileNames(List.of("B", "A"))).containsExactly("1-b.yaml", "2-a.yaml");
    assertThat(Export.fileNames(List.of("a b", "a-b"))).containsExactly("1-a-b.yaml", "2-a-b.yaml");
  }

  static void assertSame(Workspace first, Workspace second) {
    assertThat(second.schema()).isEqualTo(first.schema());
    assertThat(inOrder(second.schema().tables())).isEqualTo(inOrder(first.schema().tables()));
    assertThat(second.settings()).isEqualTo(first.settings());
    assertThat(inOrder(second.segments())).isEqualTo(inOrder(first.segments()));
    assertThat(inOrder(second.journeys())).isEqualTo(inOrder(first.journeys()));
    assertThat(second.messageFiles()).isEqualTo(first.messageFiles());
    assertThat(second.messages().keySet()).isEqualTo(first.messages().keySet());
    assertThat(second.scenarios())
        .usingRecursiveComparison()
        .ignoringFieldsMatchingRegexes("(.*\\.)?place")
        .isEqualTo(first.scenarios());
    assertThat(second.data()).isEqualTo(first.data());
  }

  private static <T> List<Map.Entry<String, T>> inOrder(Map<String, T> map) {
    return new ArrayList<>(map.entrySet());
  }

  private static Map<Path, String> texts(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      var texts = new java.util.TreeMap<Path, String>();
      for (var file : files.filter(Files::isRegularFile).toList()) {
        texts.put(folder.relativize(file), Files.readString(file));
      }
      return texts;
    }
  }
}
