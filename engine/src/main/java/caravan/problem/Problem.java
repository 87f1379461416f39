package caravan.problem;

/**
 * One fault in an input: a stable code ({@code unknown-column}), where it is, and a sentence that
 * says what was found and what would fit.
 */
public record Problem(String code, Place place, String message) {

  /** On one line, whatever was found. */
  @Override
  public String toString() {
    return Printable.line(place + ": " + message);
  }
}
