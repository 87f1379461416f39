package caravan.runtime;

import java.time.Duration;

/** Nobody is told; where a tick fails, so does the test. */
final class Silent implements Live.Listener {
  @Override
  public void settled(Standing before, Standing after, Duration took) {
    // nobody listens
  }

  @Override
  public void held(String journey, String fault, Throwable cause) {
    throw new AssertionError(fault, cause);
  }

  @Override
  public void failed(Throwable failure) {
    throw new AssertionError(failure);
  }
}
