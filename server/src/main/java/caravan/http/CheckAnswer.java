package caravan.http;

import caravan.problem.InvalidInput;
import caravan.problem.Problem;
import caravan.runtime.LiveWorkspace;
import caravan.workspace.Workspace;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was found in something that is not kept yet.
 *
 * @param problems everything that is wrong; nothing is where there are none
 * @param warnings what is allowed, and yet probably not meant
 * @param printed an expression as it is always written; null where it has faults
 */
@Schema(name = "CheckResult")
record CheckAnswer(
    List<ProblemAnswer.Fault> problems,
    List<ProblemAnswer.Fault> warnings,
    @Nullable String printed) {

  static CheckAnswer of(List<Problem> problems, List<Problem> warnings, @Nullable String printed) {
    return new CheckAnswer(
        problems.stream().map(ProblemAnswer.Fault::of).toList(),
        warnings.stream().map(ProblemAnswer.Fault::of).toList(),
        printed);
  }

  /** What would be wrong with a document of this text. */
  static CheckAnswer of(LiveWorkspace workspace, String document, String text) {
    var texts = new HashMap<String, @Nullable String>();
    texts.put(document, text);
    return of(workspace, document, texts);
  }

  /** The same where others are changed with it. */
  static CheckAnswer of(
      LiveWorkspace workspace, String document, Map<String, @Nullable String> texts) {
    try {
      var after = workspace.check(new LiveWorkspace.Change("", texts, Map.of()));
      return of(List.of(), warnings(after, document), null);
    } catch (InvalidInput invalid) {
      return of(invalid.problems(), List.of(), null);
    }
  }

  static List<Problem> warnings(Workspace workspace, String document) {
    return workspace.warnings().stream()
        .filter(warning -> warning.place().file().equals(document))
        .toList();
  }
}
