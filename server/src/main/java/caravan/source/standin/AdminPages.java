package caravan.source.standin;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The back door of the stand-in, which Customer Insights does not have: to change what it has, and
 * to make it fail.
 *
 * <pre>
 * GET    /admin                                   what there is
 * GET    /admin/profiles/ID
 * PUT    /admin/profiles/ID                       {"msdynci_city": "Graz", "msdynci_email": null}
 * DELETE /admin/profiles/ID
 * PUT    /admin/segments/NAME                     {"name": "Spring", "description": "…"}
 * DELETE /admin/segments/NAME
 * PUT    /admin/segments/NAME/members/ID
 * DELETE /admin/segments/NAME/members/ID
 * DELETE /admin/columns/NAME
 * PUT    /admin/faults/FAULT                      {"times": 1, "after": 0}
 * DELETE /admin/faults
 * </pre>
 */
final class AdminPages {

  static final String ROOT = "/admin";

  private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private final StandInData data;
  private final Faults faults;

  AdminPages(StandInData data, Faults faults) {
    this.data = data;
    this.faults = faults;
  }

  /**
   * @param path below the root, decoded
   */
  Reply answer(String method, String path, String body) {
    var steps = path.isEmpty() ? new String[0] : path.substring(1).split("/", -1);
    try {
      return switch (shape(steps)) {
        case "" -> method.equals("GET") ? Reply.json(200, sums()) : Reply.nothing(405);
        case "profiles/*" -> profile(method, steps[1], body);
        case "segments/*" -> segment(method, steps[1], body);
        case "segments/*/members/*" -> member(method, steps[1], steps[3]);
        case "columns/*" ->
            method.equals("DELETE") ? done(data.dropColumn(steps[1])) : Reply.nothing(405);
        case "faults" -> method.equals("DELETE") ? noFaults() : Reply.nothing(405);
        case "faults/*" -> method.equals("PUT") ? fault(steps[1], body) : Reply.nothing(405);
        default -> Reply.nothing(404);
      };
    } catch (IllegalArgumentException | JacksonException wrong) {
      return Reply.json(400, Map.of("error", String.valueOf(wrong.getMessage())));
    }
  }

  private Map<String, Object> sums() {
    var segments = new TreeMap<String, Integer>();
    data.segments()
        .forEach(segment -> segments.put(segment.id(), data.members(segment.id()).size()));
    var sums = new LinkedHashMap<String, Object>();
    sums.put("profiles", data.customers().size());
    sums.put("segments", segments);
    sums.put("some", data.customers().stream().limit(5).toList());
    return sums;
  }

  private Reply profile(String method, String id, String body) {
    return switch (method) {
      case "GET" ->
          data.profile(id).map(values -> Reply.json(200, values)).orElse(Reply.nothing(404));
      case "PUT" -> {
        data.putProfile(id, object(body));
        yield Reply.nothing(204);
      }
      case "DELETE" -> done(data.removeProfile(id));
      default -> Reply.nothing(405);
    };
  }

  private Reply segment(String method, String id, String body) {
    return switch (method) {
      case "PUT" -> {
        var values = object(body);
        data.putSegment(
            id,
            String.valueOf(values.getOrDefault("name", id)),
            values.get("description") instanceof String text ? text : null);
        yield Reply.nothing(204);
      }
      case "DELETE" -> done(data.removeSegment(id));
      default -> Reply.nothing(405);
    };
  }

  private Reply member(String method, String segment, String customer) {
    return switch (method) {
      case "PUT" -> {
        data.addMember(segment, customer);
        yield Reply.nothing(204);
      }
      case "DELETE" -> done(data.removeMember(segment, customer));
      default -> Reply.nothing(405);
    };
  }

  private Reply fault(String label, String body) {
    var fault = Fault.of(label);
    if (fault.isEmpty()) {
      return Reply.nothing(404);
    }
    var values = object(body);
    faults.on(fault.get(), number(values.get("times"), 1), number(values.get("after"), 0));
    return Reply.nothing(204);
  }

  private Reply noFaults() {
    faults.off();
    return Reply.nothing(204);
  }

  /** Every second step is a name: {@code segments/*}. */
  private static String shape(String[] steps) {
    var shape = steps.clone();
    for (var i = 1; i < shape.length; i += 2) {
      shape[i] = "*";
    }
    return String.join("/", shape);
  }

  private static Reply done(boolean done) {
    return Reply.nothing(done ? 204 : 404);
  }

  private static int number(@Nullable Object value, int otherwise) {
    return value instanceof Integer number ? number : otherwise;
  }

  private static Map<String, Object> object(String body) {
    return body.isBlank() ? Map.of() : JSON.readValue(body, OBJECT);
  }
}
