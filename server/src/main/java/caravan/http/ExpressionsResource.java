package caravan.http;

import caravan.audience.Ask;
import caravan.audience.Evaluator;
import caravan.audience.Explanation;
import caravan.cohort.Cohort;
import caravan.problem.InvalidInput;
import caravan.problem.Place;
import caravan.problem.Problems;
import caravan.runtime.LiveWorkspace;
import caravan.runtime.Readers;
import caravan.security.Needs;
import caravan.security.Scope;
import caravan.segment.Expression;
import caravan.segment.Printer;
import caravan.workspace.Documents;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.InstantSource;
import java.util.ArrayList;
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
   * Who is to be counted.
   *
   * @param sample how many are shown, to 100; nobody where it is left out
   */
  @Schema(name = "CountQuestion")
  record Counted(String expression, @Nullable String audience, @Nullable Integer sample) {}

  /**
   * How many fulfil an expression.
   *
   * @param count exactly
   * @param of how many people there are
   * @param milliseconds how long that took
   * @param parts the conditions that it begins with, how many fulfil each
   * @param sample some of them
   */
  @Schema(name = "Count")
  record Count(
      long count, long of, long milliseconds, List<Part> parts, List<PeoplePage.Person> sample) {}

  /** A condition, and how many fulfil it by itself. */
  @Schema(name = "CountedPart")
  record Part(String condition, long count) {}

  /** Whom an explanation is about. */
  @Schema(name = "ExplanationQuestion")
  record Asked(String expression, @Nullable String audience, String key) {}

  @Operation(
      summary = "Checks an expression, or a segment",
      description =
          "Answers all faults with line and column, or an expression as it is always written.")
  @Needs(Scope.READ)
  @PostMapping("/check")
  CheckAnswer check(@RequestBody Checked wanted) {
    if (wanted.definition() != null) {
      var body = wanted.definition().toString();
      var name = wanted.definition().path("segment").asString(UNNAMED);
      return CheckAnswer.of(
          workspace,
          Documents.Kind.SEGMENT.document(name),
          editor.body().text(body, "segment", name));
    }
    var expression = Members.required("expression", wanted.expression());
    return readers.ask(
        reading -> {
          var problems = new Problems();
          var audience = Questions.audience(reading.tables().schema(), wanted.audience());
          var parsed = Questions.parse(reading, expression, audience, problems);
          return CheckAnswer.of(
              problems.list(), List.of(), parsed.map(Printer::print).orElse(null));
        });
  }

  @Operation(summary = "Counts who fulfils an expression")
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
          var began = System.nanoTime();
          var audience = Questions.audience(reading.tables().schema(), wanted.audience());
          var expression = Questions.parse(reading, wanted.expression(), audience);
          var whole = new Ask(audience, expression, null);
          var asks = new ArrayList<Ask>(List.of(whole));
          var parts = parts(expression);
          parts.forEach(part -> asks.add(new Ask(audience, part, null)));
          var found =
              reading
                  .evaluator()
                  .evaluate(asks, reading.moment(clock.instant()), null, Evaluator.Known.NOTHING);
          var people = found.getOrDefault(whole, Cohort.EMPTY);
          return new Count(
              people.size(),
              reading.tables().people(audience.name()).existing().size(),
              (System.nanoTime() - began) / 1_000_000,
              parts.stream()
                  .map(
                      part ->
                          new Part(
                              Printer.print(part),
                              found
                                  .getOrDefault(new Ask(audience, part, null), Cohort.EMPTY)
                                  .size()))
                  .toList(),
              List.copyOf(
                  new PeoplePage(reading, audience.name()).people(people.first(shown)).values()));
        });
  }

  private static List<Expression> parts(Expression expression) {
    return switch (expression) {
      case Expression.And(var all) -> all;
      case Expression.Or(var any) -> any;
      default -> List.of(expression);
    };
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
