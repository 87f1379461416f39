package caravan.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.problem.Problems;
import caravan.warehouse.DuckDb;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever stands in the files: it is read, and then reads back after an export, or it has problems
 * with places.
 */
class MutationTest {

  private static final int CASES = Integer.getInteger("caravan.mutations", 60);
  private static final long SEED = Long.getLong("caravan.seed", 20260131L);
  private static final List<String> PIECES =
      List.of(
          ":", "- ", "[", "]", "{", "}", "'", "\"", "#", "|", "&a ", "*a", "~", "null", "\n", " ",
          "  ", "\t", "é", "0", "-1", "%", "true", "steps", "contact", "id", "{{", ",", ".", "!x ");

  @TempDir Path temporary;

  @Test
  void isReadOrHasProblems() throws Exception {
    try (var db = DuckDb.inMemory(List.of(temporary), 500_000_000)) {
      for (var number = 0; number < CASES; number++) {
        var random = new Random(SEED + number);
        var files =
            mutated(
                random.nextInt(4) == 0 ? WorkspaceFiles.ROWS_ALONE : WorkspaceFiles.EVERYTHING,
                random);
        try {
          check(db, files, temporary.resolve(Integer.toString(number)));
        } catch (Exception | AssertionError e) {
          throw new AssertionError("seed " + (SEED + number) + "\n" + files, e);
        }
      }
    }
  }

  private static void check(DuckDb db, String files, Path folder) throws Exception {
    var problems = new Problems();
    WorkspaceFiles.write(folder.resolve("in"), files);
    var workspace = WorkspaceReader.read(folder.resolve("in"), db, problems);
    assertThat(workspace.isPresent()).isEqualTo(problems.isEmpty());
    assertThat(problems.list()).allMatch(problem -> !problem.place().file().isEmpty());
    if (workspace.isPresent()) {
      Export.write(workspace.get(), folder.resolve("out"));
      var again = WorkspaceReader.read(folder.resolve("out"), db, problems);
      problems.throwIfAny();
      ExportTest.assertSame(workspace.get(), again.orElseThrow());
    }
  }

  /** One or two small changes that leave the names of the files as they are. */
  private static String mutated(String files, Random random) {
    var text = files;
    for (var i = random.nextInt(2); i >= 0; i--) {
      var at = random.nextInt(text.length());
      var lineStart = text.lastIndexOf('\n', at) + 1;
      var lineEnd = text.indexOf('\n', at);
      if (text.startsWith("== ", lineStart) || lineEnd < 0) {
        continue;
      }
      var piece = PIECES.get(random.nextInt(PIECES.size()));
      text =
          switch (random.nextInt(4)) {
            case 0 -> text.substring(0, lineStart) + text.substring(lineEnd + 1);
            case 1 -> text.substring(0, at) + piece + text.substring(at);
            case 2 ->
                text.substring(0, at)
                    + text.substring(Math.min(lineEnd, at + 1 + random.nextInt(5)));
            default -> text.substring(0, lineEnd + 1) + text.substring(lineStart);
          };
    }
    return text;
  }
}
