package caravan.http;

import java.io.IOException;

/** A body whose bytes come too slowly. */
final class BodyTooSlow extends IOException {

  private static final long serialVersionUID = 1;

  BodyTooSlow() {
    super(
        "a body may keep us waiting for %d s, and a second more for each %d bytes"
            .formatted(Pace.PATIENCE.toSeconds(), Pace.BYTES_A_SECOND));
  }
}
