package caravan.journey;

import java.util.Locale;

/** Why somebody left a journey. */
public enum Reason {
  /** Came to the end of its steps. */
  COMPLETED,
  /** Is in an exit segment. */
  EXIT_SEGMENT,
  /** An exit event happened. */
  EXIT_EVENT,
  /** Came to an exit tile. */
  EXIT_STEP,
  /** The journey was stopped. */
  STOPPED,
  /** The person's row was removed. */
  REMOVED;

  /** Whether what was not handed over is taken back from who leaves so. */
  public boolean withdraws() {
    return this != COMPLETED && this != EXIT_STEP;
  }

  /** The word in files and reports: {@code exit-segment}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static Reason of(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
