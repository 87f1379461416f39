package caravan.http;

import caravan.audience.Explanation;
import caravan.segment.Expression;
import caravan.segment.Printer;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Why somebody fulfils a condition or not.
 *
 * @param kind {@code and}, {@code or}, {@code not}, {@code segment}, {@code condition}
 * @param condition in the segment language
 * @param values what was found for the values that it compares; of {@code any} how many rows
 * @param listing what a segment's own lists say: {@code also}, {@code never}, {@code member},
 *     {@code no-member}; null where they do not decide
 * @param parts the conditions that it is made of; of a segment the segment's
 */
@Schema(name = "Explanation")
record ExplanationAnswer(
    String kind,
    String condition,
    boolean holds,
    List<Found> values,
    @Nullable String listing,
    List<ExplanationAnswer> parts) {

  /**
   * The value of an operand.
   *
   * @param value left out where it is missing
   */
  @Schema(name = "FoundValue")
  record Found(String operand, @Nullable JsonNode value) {}

  static ExplanationAnswer of(Explanation explanation) {
    return new ExplanationAnswer(
        switch (explanation.asked()) {
          case Expression.And _ -> "and";
          case Expression.Or _ -> "or";
          case Expression.Not _ -> "not";
          case Expression.InSegment _ -> "segment";
          default -> "condition";
        },
        Printer.print(explanation.asked()),
        explanation.holds(),
        explanation.values().stream()
            .map(
                found ->
                    new Found(
                        Printer.print(found.operand()),
                        found
                            .value()
                            .map(value -> JsonMapper.shared().<JsonNode>valueToTree(value))
                            .orElse(null)))
            .toList(),
        explanation
            .listing()
            .map(listing -> listing.name().toLowerCase(Locale.ROOT).replace('_', '-'))
            .orElse(null),
        explanation.parts().stream().map(ExplanationAnswer::of).toList());
  }
}
