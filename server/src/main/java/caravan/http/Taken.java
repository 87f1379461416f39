package caravan.http;

import caravan.problem.Problem;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/**
 * What was taken in.
 *
 * @param taken how many rows, events or interactions are durable now
 * @param rejected how many were left out because they do not fit
 * @param problems why, for the first thousand of them
 */
@Schema(name = "Taken")
record Taken(long taken, long rejected, List<ProblemAnswer.Fault> problems) {

  static Taken all(long rows) {
    return new Taken(rows, 0, List.of());
  }

  static Taken of(long taken, long rejected, List<Problem> problems) {
    return new Taken(taken, rejected, problems.stream().map(ProblemAnswer.Fault::of).toList());
  }
}
