package caravan.problem;

import java.util.List;
import java.util.stream.Collectors;

/** An input that was refused, with every fault that was found in it. */
public final class InvalidInput extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient List<Problem> problems;

  public InvalidInput(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  public InvalidInput(String code, Place place, String message) {
    this(List.of(new Problem(code, place, message)));
  }

  public List<Problem> problems() {
    return problems;
  }
}
