package caravan.http;

import java.time.Duration;

/** How long a body has kept us waiting; who sends a byte now and then must not hold us for ever. */
final class Pace {

  /** What anybody may take, and what a connection may be silent for. */
  static final Duration PATIENCE = Duration.ofSeconds(20);

  /** What earns another second. */
  static final int BYTES_A_SECOND = 500;

  private static final long NANOS_A_BYTE = Duration.ofSeconds(1).toNanos() / BYTES_A_SECOND;

  private long patience = PATIENCE.toNanos();

  /**
   * Counts bytes that came.
   *
   * @param nanos how long we waited for them
   */
  void count(int bytes, long nanos) throws BodyTooSlow {
    patience += bytes * NANOS_A_BYTE - nanos;
    if (patience < 0) {
      throw new BodyTooSlow();
    }
  }
}
