package caravan.source.standin;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What can go wrong with a page on request. */
public enum Fault {
  /** The connection is cut in the middle of the page. */
  HALF_PAGE,
  /** HTTP 500. */
  SERVER_ERROR,
  /** The first row of the page comes once more at its end. */
  DUPLICATE_ID,
  /** The token is said to have expired, and has. */
  EXPIRED_TOKEN,
  /** The page comes, but late. */
  SLOW;

  /** The name in an address: {@code half-page}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Optional<Fault> of(String label) {
    return Stream.of(values()).filter(fault -> fault.label().equals(label)).findFirst();
  }
}
