package caravan.runtime;

/** A journey's step that failed: the journey can be held, so that the others go on. */
public final class JourneyFailure extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final String journey;

  JourneyFailure(String journey, RuntimeException cause) {
    super("journey '" + journey + "' failed: " + cause.getMessage(), cause);
    this.journey = journey;
  }

  public String journey() {
    return journey;
  }
}
