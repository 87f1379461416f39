package caravan.source;

import caravan.source.SourceFailure.Reason;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The segments as their makers named and described them: {@code mscipriv_segmentmetadata}.
 *
 * <p>Microsoft's own tools pair this table with the memberships, but document of it only that
 * {@code msdyn_name} is the segment's name, and that there is a payload. Chosen here: the payload
 * is taken for JSON with the field names of Customer Insights' interface, {@code friendlyName} and
 * {@code description}; where it is something else, a segment is called by its internal name. An
 * application that may not read the table, or an environment without it, knows only segments that
 * have a member, by their internal names.
 */
final class SegmentCatalogue {

  private static final String ENTITY_SET = "mscipriv_segmentmetadatas";
  private static final String NAME = "msdyn_name";
  private static final String PAYLOAD = "mscipriv_payload1";
  private static final String CURRENT =
      "msdyn_isdeleted%20eq%20false%20and%20msdyn_ishistoryentry%20eq%20false";

  private static final Set<Reason> NOT_TO_BE_HAD =
      Set.of(Reason.FORBIDDEN, Reason.NOT_FOUND, Reason.REFUSED);

  private SegmentCatalogue() {}

  /** From id to segment; nothing where the table is not to be had. */
  static Optional<Map<String, SourceSegment>> of(
      Dataverse dataverse, CustomerInsightsSettings settings) {
    var segments = new LinkedHashMap<String, SourceSegment>();
    try {
      dataverse.read(
          ENTITY_SET,
          List.of(NAME, PAYLOAD),
          CURRENT,
          row -> {
            var id = row.path(NAME);
            if (id.isString() && SegmentList.isId(id.stringValue())) {
              segments.putIfAbsent(
                  id.stringValue(), segment(id.stringValue(), payload(row), settings));
            }
          });
    } catch (SourceFailure failure) {
      if (!NOT_TO_BE_HAD.contains(failure.reason())) {
        throw failure;
      }
      return Optional.empty();
    }
    return Optional.of(segments);
  }

  /** A segment of which nothing but its members is known. */
  static SourceSegment unlisted(String id, CustomerInsightsSettings settings) {
    return new SourceSegment(id, id, null, settings.pageOf(id));
  }

  private static SourceSegment segment(
      String id, JsonNode payload, CustomerInsightsSettings settings) {
    return new SourceSegment(
        id,
        text(payload, "friendlyName").orElse(id),
        orNull(text(payload, "description")),
        settings.pageOf(id));
  }

  private static @Nullable String orNull(Optional<String> text) {
    return text.orElse(null);
  }

  private static JsonNode payload(JsonNode row) {
    var payload = row.path(PAYLOAD);
    return Answer.json(payload.isString() ? payload.stringValue() : "");
  }

  private static Optional<String> text(JsonNode payload, String field) {
    for (var property : payload.properties()) {
      if (property.getKey().equalsIgnoreCase(field) && property.getValue().isString()) {
        return Optional.of(property.getValue().stringValue().strip())
            .filter(text -> !text.isEmpty() && SegmentList.isText(text));
      }
    }
    return Optional.empty();
  }
}
