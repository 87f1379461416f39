package caravan.segment;

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
 */
public record Segment(
    String name,
    String audience,
    @Nullable Expression where,
    List<Object> members,
    List<Object> also,
    List<Object> never) {

  public Segment {
    members = List.copyOf(members);
    also = List.copyOf(also);
    never = List.copyOf(never);
  }
}
