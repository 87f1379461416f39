package caravan.http;

import caravan.audience.Explanation;
import caravan.problem.InvalidInput;
import caravan.problem.Place;
import caravan.problem.Problems;
import caravan.runtime.LiveWorkspace;
import caravan.runtime.Readers;
import caravan.security.Needs;
import caravan.security.Scope;
import caravan.workspace.Documents;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Questions in the segment language, without a segment. */
@RestController
@RequestMapping("/api/v1/segments")
class ExpressionsResource {

  private static final int MOST_SHOWN = 100;
  private static final String UNNAMED = "unnamed";

  private final LiveWorkspace workspace;
  private final Editor editor;
  private final Readers readers;
  private final InstantSource clock;

  ExpressionsResource(
      LiveWorkspace workspace, Editor editor, Readers readers, InstantSource clock) {
    this.workspace = workspace;
    this.editor = editor;
    this.readers = readers;
    this.clock = clock;
  }

  /**
   * What is to be checked: one of both.
   *
   * @param expression in the segment language
   * @param audience whose; may be left out where there is only one
   * @param definition a segment as {@code segments.yaml} has it
   */
  @Schema(name = "ExpressionCheck")
  record Checked(
      @Nullable String expression, @Nullable String audience, @Nullable JsonNode definition) {}

  /**
   * Who is to be counted: what a segment that says the same would have as members.
   *
   * @param expression left out where it is a list
   * @param members the keys of a list, where there is no expression
   * @param also keys that are always in it
   * @param never keys that never are; they win
   * @param sample how many are shown, to 100; nobody where it is left out
   * @param instead a segment that is compared with
   */
  @Schema(name = "CountQuestion")
  record Counted(
      @Nullable String expression,
      @Nullable String audience,
      @Nullable List<String> members,
      @Nullable List<String> also,
      @Nullable List<String> never,
      @Nullable Integer sample,
      @Nullable String instead) {}

  /**
   * How many there are.
   *
   * @param count exactly
   * @param of how many people there are
   * @param milliseconds how long that took
   * @param parts the conditions that an expression begins with
   * @param sample some of them
   * @param change against the segment that is compared with
   */
  @Schema(name = "Count")
  record Count(
      long count,
      long of,
      long milliseconds,
      List<Part> parts,
      List<PeoplePage.Person> sample,
      @Nullable Change change) {}

  /**
   * A condition, and how many fulfil it by itself.
   *
   * @param parts the conditions that it is made of
   */
  @Schema(name = "CountedPart")
  record Part(String condition, long count, List<Part> parts) {}

  /** How many would come to a segment, and how many would leave it. */
  @Schema(name = "CountedChange")
  record Change(long joined, long left) {}

  /** Whom an explanation is about. */
  @Schema(name = "ExplanationQuestion")
  record Asked(String expression, @Nullable String audience, String key) {}

  @Operation(
      summary = "Checks an expression, or a segment",
      description =
          """
          Answers all faults with line and column, or an expression as it is always written, and as \
          a tree of its nodes.""")
  @Needs(Scope.READ)
  @PostMapping("/check")
  CheckAnswer check(@RequestBody Checked wanted) {
    if (wanted.definition() != null) {
      var body = editor.body(wanted.definition().toString(), "segment", UNNAMED).withoutLines();
      return CheckAnswer.of(workspace, Documents.Kind.SEGMENT.document(body.name()), body);
    }
    var expression = Members.required("expression", wanted.expression());
    return readers.ask(
        reading -> {
          var problems = new Problems();
          var audience = Questions.audience(reading.tables().schema(), wanted.audience());
          var parsed = Questions.parse(reading, expression, audience, problems);
          return CheckAnswer.of(problems.list(), List.of(), parsed.orElse(null));
        });
  }

  @Operation(summary = "Counts who fulfils an expression, or is in a list")
  @Needs(Scope.READ)
  @PostMapping("/count")
  Count count(@RequestBody Counted wanted) {
    var shown = Optional.ofNullable(wanted.sample()).orElse(0);
    if (shown < 0 || shown > MOST_SHOWN) {
      throw new InvalidInput(
          "sample", Place.of("sample"), "'sample' is a whole number from 0 to " + MOST_SHOWN);
    }
    return readers.ask(
        reading -> {
          var audience = Questions.audience(reading.tables().schema(), wanted.audience());
          return new Counting(reading, audience, clock.instant()).count(wanted, shown);
        });
  }

  @Operation(summary = "Says why somebody fulfils an expression, or not")
  @Needs(Scope.READ)
  @PostMapping("/explain")
  ExplanationAnswer explain(@RequestBody Asked wanted) {
    return readers.ask(
        reading -> {
          var audience = Questions.audience(reading.tables().schema(), wanted.audience());
          var expression = Questions.parse(reading, wanted.expression(), audience);
          var person = Questions.person(reading, audience, Members.required("key", wanted.key()));
          return ExplanationAnswer.of(
              Explanation.of(
                  reading.evaluator(),
                  audience,
                  person,
                  expression,
                  reading.moment(clock.instant())));
        });
  }
}
