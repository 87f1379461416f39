package caravan.http;

import caravan.http.ProblemAnswer.Fault;
import java.util.List;

/** A definition that was refused, with every fault where it is in what was sent. */
final class InvalidDefinition extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient List<Fault> faults;

  InvalidDefinition(List<Fault> faults) {
    super("a definition has " + faults.size() + " faults", null, false, false);
    this.faults = List.copyOf(faults);
  }

  List<Fault> faults() {
    return faults;
  }
}
