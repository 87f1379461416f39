package caravan.http;

import caravan.problem.InvalidInput;
import caravan.problem.Problem;
import caravan.runtime.LiveWorkspace;
import caravan.segment.Expression;
import caravan.segment.Printer;
import caravan.workspace.Workspace;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What was found in something that is not kept yet.
 *
 * @param problems everything that is wrong; nothing is where there are none
 * @param warnings what is allowed, and yet probably not meant
 * @param printed an expression as it is always written; null where it has faults
 * @param tree the same as its nodes; null where it has faults
 */
@Schema(name = "CheckResult")
record CheckAnswer(
    List<ProblemAnswer.Fault> problems,
    List<ProblemAnswer.Fault> warnings,
    @Nullable String printed,
    @Nullable JsonNode tree) {

  static CheckAnswer of(List<Problem> problems, List<Problem> warnings) {
    return of(problems, warnings, null);
  }

  /** What was found in an expression, which is null where it has faults. */
  static CheckAnswer of(
      List<Problem> problems, List<Problem> warnings, @Nullable Expression expression) {
    return new CheckAnswer(
        problems.stream().map(ProblemAnswer.Fault::of).toList(),
        warnings.stream().map(ProblemAnswer.Fault::of).toList(),
        expression == null ? null : Printer.print(expression),
        expression == null ? null : ExpressionTree.of(expression));
  }

  /** What would be wrong with a definition as a document. */
  static CheckAnswer of(LiveWorkspace workspace, String document, DefinitionBody body) {
    var texts = new HashMap<String, @Nullable String>();
    texts.put(document, body.text());
    return of(workspace, document, texts, problem -> body.fault(document, problem));
  }

  /** What would be wrong with a document where it, and others, had these texts. */
  static CheckAnswer of(
      LiveWorkspace workspace, String document, Map<String, @Nullable String> texts) {
    return of(workspace, document, texts, ProblemAnswer.Fault::of);
  }

  private static CheckAnswer of(
      LiveWorkspace workspace,
      String document,
      Map<String, @Nullable String> texts,
      Function<Problem, ProblemAnswer.Fault> fault) {
    try {
      var after = workspace.check(new LiveWorkspace.Change("", texts, Map.of()));
      var warnings = warnings(after, document).stream().map(fault).toList();
      return new CheckAnswer(List.of(), warnings, null, null);
    } catch (InvalidInput invalid) {
      return new CheckAnswer(
          invalid.problems().stream().map(fault).toList(), List.of(), null, null);
    }
  }

  static List<Problem> warnings(Workspace workspace, String document) {
    return workspace.warnings().stream()
        .filter(warning -> warning.place().file().equals(document))
        .toList();
  }
}
