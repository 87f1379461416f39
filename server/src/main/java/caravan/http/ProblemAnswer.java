package caravan.http;

import caravan.problem.Problem;
import caravan.workspace.DefinitionPlaces;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * Any error, as RFC 9457 has it.
 *
 * @param type {@code urn:caravan:} and the code
 * @param title what the status means
 * @param detail what happened, for people
 * @param code what happened, for programs; it never changes its meaning
 * @param problems every fault of the input
 * @param retryAfter seconds to wait before the next try
 * @param id finds the error in the log
 * @param version what is there now, where it is not what was expected
 * @param taken how many rows of a stream were taken in before it
 */
@Schema(name = "Problem")
@JsonInclude(JsonInclude.Include.NON_NULL)
record ProblemAnswer(
    String type,
    String title,
    int status,
    String detail,
    String code,
    @Nullable List<Fault> problems,
    @Nullable Long retryAfter,
    @Nullable String id,
    @Nullable String version,
    @Nullable Long taken) {

  /**
   * A fault of the input.
   *
   * @param place the file, line and column, or the member of the request
   * @param line from 1; null where it is not known, as for the column
   * @param pointer the value in the definition that was sent, as RFC 6901 has it: {@code
   *     /steps/0/email}
   * @param step the id of the step of a journey
   */
  @Schema(name = "Fault")
  record Fault(
      String code,
      String place,
      String message,
      @Nullable Integer line,
      @Nullable Integer column,
      @Nullable String pointer,
      @Nullable String step) {

    static Fault of(Problem problem) {
      return of(problem, null);
    }

    /** The same with what it is about. */
    static Fault of(Problem problem, DefinitionPlaces.@Nullable Spot spot) {
      var place = problem.place();
      return new Fault(
          problem.code(),
          place.toString(),
          problem.message(),
          place.line() == 0 ? null : place.line(),
          place.column() == 0 ? null : place.column(),
          spot == null ? null : spot.pointer(),
          spot == null ? null : spot.step());
    }
  }

  static ProblemAnswer of(int status, String code, String detail) {
    var known = HttpStatus.resolve(status);
    return new ProblemAnswer(
        "urn:caravan:" + code,
        known == null ? "Error" : known.getReasonPhrase(),
        status,
        detail,
        code,
        null,
        null,
        null,
        null,
        null);
  }

  ProblemAnswer withProblems(List<Problem> found) {
    return withFaults(found.stream().map(Fault::of).toList());
  }

  ProblemAnswer withFaults(List<Fault> faults) {
    return new ProblemAnswer(
        type, title, status, detail, code, faults, retryAfter, id, version, taken);
  }

  ProblemAnswer withRetryAfter(long seconds) {
    return new ProblemAnswer(
        type, title, status, detail, code, problems, seconds, id, version, taken);
  }

  ProblemAnswer withId(String errorId) {
    return new ProblemAnswer(
        type, title, status, detail, code, problems, retryAfter, errorId, version, taken);
  }

  ProblemAnswer withVersion(String current) {
    return new ProblemAnswer(
        type, title, status, detail, code, problems, retryAfter, id, current, taken);
  }

  ProblemAnswer withTaken(long rows) {
    return new ProblemAnswer(
        type, title, status, detail, code, problems, retryAfter, id, version, rows);
  }
}
