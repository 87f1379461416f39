package caravan.http;

import caravan.problem.Problem;
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
    @Nullable String version) {

  /**
   * A fault of the input.
   *
   * @param place the file, line and column, or the member of the request
   * @param line from 1; null where it is not known, as for the column
   */
  @Schema(name = "Fault")
  record Fault(
      String code, String place, String message, @Nullable Integer line, @Nullable Integer column) {
    static Fault of(Problem problem) {
      var place = problem.place();
      return new Fault(
          problem.code(),
          place.toString(),
          problem.message(),
          place.line() == 0 ? null : place.line(),
          place.column() == 0 ? null : place.column());
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
        null);
  }

  ProblemAnswer withProblems(List<Problem> found) {
    return new ProblemAnswer(
        type,
        title,
        status,
        detail,
        code,
        found.stream().map(Fault::of).toList(),
        retryAfter,
        id,
        version);
  }

  ProblemAnswer withRetryAfter(long seconds) {
    return new ProblemAnswer(type, title, status, detail, code, problems, seconds, id, version);
  }

  ProblemAnswer withId(String errorId) {
    return new ProblemAnswer(
        type, title, status, detail, code, problems, retryAfter, errorId, version);
  }

  ProblemAnswer withVersion(String current) {
    return new ProblemAnswer(type, title, status, detail, code, problems, retryAfter, id, current);
  }
}
