package caravan.law;

/**
 * What a case of journeys is mostly about: each theme makes frequent what seldom meets by chance.
 */
enum Theme {
  /** Nothing above all. */
  ANY(3, 5, 4, 12, 8, 3, 7, 4, 2),
  /** Segments that people join and leave because time passes. */
  CLOCK(1, 8, 2, 30, 4, 1, 2, 1, 1),
  /** People who rest, and what takes them out of it. */
  WAITS(3, 5, 2, 10, 12, 4, 9, 4, 1),
  /** What happens while a journey is paused. */
  PAUSES(2, 5, 5, 10, 8, 3, 8, 4, 8),
  /** Runs that begin again and again, in hours that the clock skips or repeats too. */
  REPEATS(0, 0, 1, 20, 6, 2, 4, 2, 2),
  /** Branches and splits that many come to, some of them again. */
  WAYS(2, 4, 5, 12, 8, 2, 3, 2, 1),
  /** More messages than people may get, and what happens while these wait. */
  CAPS(2, 4, 4, 14, 5, 3, 4, 1, 3);

  private final int[] frequencies;
  private final int[] events;

  Theme(
      int oneTime,
      int ongoing,
      int repeating,
      int advance,
      int change,
      int remove,
      int event,
      int interaction,
      int pause) {
    this.frequencies = new int[] {oneTime, ongoing, repeating};
    this.events = new int[] {advance, change, remove, event, interaction, pause};
  }

  /** A theme; of segments none. */
  static Theme of(Choices choices, Cases.About about) {
    return about == Cases.About.SEGMENTS ? ANY : values()[choices.weighted(2, 3, 2, 4, 4, 5, 4)];
  }

  /** How probable each frequency is: one-time, ongoing, repeating. */
  int[] frequencies() {
    return frequencies.clone();
  }

  /** How probable each kind of thing is that happens, and at last what seldom does. */
  int[] events(boolean journeys) {
    var all = new int[events.length + 2];
    System.arraycopy(events, 0, all, 0, journeys ? events.length : 3);
    all[events.length] = 1;
    all[events.length + 1] = journeys ? 1 : 0;
    return all;
  }

  /** Whether few people and one journey show it best. */
  boolean isNarrow() {
    return this != ANY && this != CLOCK && this != WAYS && this != CAPS;
  }

  boolean isRestful() {
    return this == WAITS || this == PAUSES;
  }
}
