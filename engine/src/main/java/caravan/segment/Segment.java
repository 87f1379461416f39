package caravan.segment;

import caravan.profile.Source;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A named set of an audience table's rows: those that fulfil a condition, or a fixed list; then
 * some always in it and some never.
 *
 * @param audience the table
 * @param where null where the segment is static
 * @param members keys; those without a row are nobody until the row exists. Empty where the segment
 *     is dynamic
 * @param also keys that are always in it
 * @param never keys that never are; they win
 * @param origin null for a segment of our own; who is in another, its source says
 */
public record Segment(
    String name,
    String audience,
    @Nullable Expression where,
    List<Object> members,
    List<Object> also,
    List<Object> never,
    @Nullable Origin origin) {

  /**
   * What another system knows of a segment of its own.
   *
   * @param id what it calls the segment
   * @param page where it can be looked at there; null where that is not known
   * @param gone whether the segment is not there any more; its members stay as they were last
   */
  public record Origin(Source source, String id, @Nullable String page, boolean gone) {}

  /** A segment of our own. */
  public Segment(
      String name,
      String audience,
      @Nullable Expression where,
      List<Object> members,
      List<Object> also,
      List<Object> never) {
    this(name, audience, where, members, also, never, null);
  }

  public Source source() {
    return origin == null ? Source.OUTBOUND_MARKETING : origin.source();
  }

  public Segment {
    members = List.copyOf(members);
    also = List.copyOf(also);
    never = List.copyOf(never);
  }
}
