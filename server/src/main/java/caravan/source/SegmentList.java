package caravan.source;

import caravan.source.SourceFailure.Reason;
import caravan.warehouse.ColumnType;
import caravan.warehouse.Values;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * The segments of a profile as a row of {@code msdynci_segmentmembership} lists them: a text with
 * JSON in it, {@code {"Segments": ["Male_under_40", …]}} as Microsoft's own code reads it. A bare
 * list, which the documentation could mean too, is taken as well. The internal name of a segment is
 * its id; it is told with capital and small letters as they are.
 */
final class SegmentList {

  private static final String SEGMENTS = "Segments";

  private SegmentList() {}

  /**
   * The ids in a list; none in a missing one.
   *
   * @param profile whose list it is
   */
  static List<String> read(JsonNode text, String profile) {
    if (text.isNull() || text.isMissingNode()) {
      return List.of();
    }
    if (!text.isString()) {
      throw unexpected(profile);
    }
    if (text.stringValue().isBlank()) {
      return List.of();
    }
    var json = Answer.json(text.stringValue());
    var list = json.isObject() ? json.path(SEGMENTS) : json;
    if (!list.isArray()) {
      throw unexpected(profile);
    }
    var ids = new ArrayList<String>(list.size());
    for (var id : list) {
      if (!id.isString() || !isId(id.stringValue())) {
        throw unexpected(profile);
      }
      ids.add(id.stringValue());
    }
    return ids;
  }

  static boolean isId(String text) {
    return !text.isBlank() && isText(text);
  }

  static boolean isText(String text) {
    return Values.parse(ColumnType.TEXT, text).isPresent();
  }

  private static SourceFailure unexpected(String profile) {
    return new SourceFailure(
        Reason.UNEXPECTED_VALUE,
        "The segments of profile '%s' are not a list of names in JSON".formatted(profile));
  }
}
