package caravan.journey;

import caravan.segment.Span;

/** When members of the audience start. */
public sealed interface Frequency {

  /** The word in files: {@code one-time}. */
  String label();

  /** The members at the start; nobody afterwards. */
  record OneTime() implements Frequency {
    @Override
    public String label() {
      return "one-time";
    }
  }

  /**
   * The members at the start, and whoever becomes eligible later as they do.
   *
   * @param rejoin whether those who become eligible again while not inside start again
   */
  record Ongoing(boolean rejoin) implements Frequency {
    @Override
    public String label() {
      return "ongoing";
    }
  }

  /** All members at each occurrence. */
  record Repeating(Span every) implements Frequency {
    @Override
    public String label() {
      return "repeating";
    }
  }
}
