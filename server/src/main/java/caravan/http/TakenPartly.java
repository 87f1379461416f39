package caravan.http;

/** A stream that could not be taken in to its end; what was before that is durable. */
final class TakenPartly extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final Throwable failure;
  private final long taken;

  /**
   * One that failed.
   *
   * @param taken how many rows are durable
   */
  TakenPartly(Throwable failure, long taken) {
    super(failure);
    this.failure = failure;
    this.taken = taken;
  }

  /** Why. */
  Throwable failure() {
    return failure;
  }

  long taken() {
    return taken;
  }
}
