package caravan.source.standin;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/** An answer of the stand-in. */
@SuppressWarnings("ArrayRecordComponent") // nobody else has the array
record Reply(int status, Map<String, String> headers, byte[] body) {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();

  static Reply json(int status, Object value) {
    return new Reply(
        status,
        Map.of("Content-Type", "application/json; charset=utf-8"),
        JSON.writeValueAsBytes(value));
  }

  /** As the Web API of Dataverse marks its answers. */
  static Reply odata(int status, Object value) {
    return json(status, value)
        .with("Content-Type", "application/json; odata.metadata=minimal")
        .with("OData-Version", "4.0");
  }

  /** As the Web API of Dataverse says that something is wrong. */
  static Reply error(int status, String code, String message) {
    return odata(status, Map.of("error", Map.of("code", code, "message", message)));
  }

  static Reply html(String page) {
    return new Reply(
        200,
        Map.of("Content-Type", "text/html; charset=utf-8"),
        page.getBytes(StandardCharsets.UTF_8));
  }

  static Reply nothing(int status) {
    return new Reply(status, Map.of(), new byte[0]);
  }

  Reply with(String header, String value) {
    var more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Reply(status, more, body);
  }
}
