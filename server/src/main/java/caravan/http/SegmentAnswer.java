package caravan.http;

import caravan.segment.Segment;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A segment in a list.
 *
 * @param source the word for where it comes from
 * @param title what people call that
 * @param kind {@code dynamic} by a condition, {@code static} by a list
 * @param members how many there are
 * @param change how many more there are than seven days ago
 * @param asOf when that was so
 * @param usedBy what uses it
 * @param page where another system shows it
 * @param gone whether the other system has it no longer
 */
@Schema(name = "Segment")
record SegmentAnswer(
    String name,
    String source,
    String title,
    String audience,
    String kind,
    long members,
    long change,
    Instant asOf,
    List<UseAnswer> usedBy,
    @Nullable String page,
    boolean gone) {

  /**
   * A segment with what it says.
   *
   * @param definition as {@code segments.yaml} has it
   * @param change how many more members there are than seven days ago
   * @param changed when that was changed last
   * @param author who did
   */
  @Schema(name = "SegmentDefinition")
  record Whole(
      JsonNode definition,
      String name,
      String source,
      String title,
      String audience,
      String kind,
      long members,
      long change,
      List<UseAnswer> usedBy,
      @Nullable String page,
      boolean gone,
      Instant changed,
      String author) {}

  static String kind(Segment segment) {
    return segment.where() != null || segment.origin() != null ? "dynamic" : "static";
  }

  static @Nullable String page(Segment segment) {
    return segment.origin() == null ? null : segment.origin().page();
  }

  static boolean isGone(Segment segment) {
    return segment.origin() != null && segment.origin().gone();
  }
}
