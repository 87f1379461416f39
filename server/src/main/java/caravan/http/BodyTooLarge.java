package caravan.http;

import java.io.IOException;

/** A body with more bytes than the settings allow. */
final class BodyTooLarge extends IOException {

  private static final long serialVersionUID = 1;

  BodyTooLarge(long largest) {
    super("a body has at most %,d bytes here".formatted(largest));
  }
}
