package caravan.security;

/** A text that is never shown. */
public record Secret(String value) {

  /** Nothing of it. */
  @Override
  public String toString() {
    return "(secret)";
  }
}
