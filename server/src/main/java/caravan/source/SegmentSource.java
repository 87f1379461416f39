package caravan.source;

import java.util.Map;

/**
 * A system outside of Caravan that knows profiles of customers and the segments they are in. It is
 * only read.
 */
public interface SegmentSource {

  /** What people call it: {@code Customer Insights}. */
  String name();

  /**
   * Gives a receiver everything there is now, row by row: the memory it takes does not grow with
   * the rows, but for a few bytes a profile. Profiles and memberships are not read at one instant:
   * what changes meanwhile may be seen in one of them only.
   *
   * @throws SourceFailure if not everything could be read; what was received until then is to be
   *     thrown away
   */
  void read(Receiver receiver);

  /**
   * Takes what a source has: first the columns, then all profiles, then segments and memberships. A
   * segment always comes before its first membership; those that the source lists by themselves
   * come before all memberships. What a receiver throws ends the reading, and is not wrapped.
   */
  interface Receiver {

    /** The columns of all profiles to come; called once. */
    void columns(ProfileColumns columns);

    /**
     * A profile: from column to value, in the Java form that {@link caravan.warehouse.Values} says.
     * A missing value is not in the map; the key always is, and no two profiles have the same. The
     * map is the receiver's own.
     */
    void profile(Map<String, Object> values);

    /**
     * That the source does not say which segments it has: only those with members will come, and
     * one that does not come may be there. Called before the segments, if at all.
     */
    void unlisted();

    /** A segment, members or not; called once for each. */
    void segment(SourceSegment segment);

    /**
     * That a profile is in a segment. It may be said more than once, and of a profile that was not
     * given (one that the source has removed in between, say).
     */
    void membership(String segment, String profile);
  }
}
