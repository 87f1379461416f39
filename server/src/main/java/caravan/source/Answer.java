package caravan.source;

import java.net.http.HttpHeaders;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** What a server answered, read to its end. */
@SuppressWarnings("ArrayRecordComponent") // nobody else has the array
record Answer(int status, HttpHeaders headers, byte[] body) {

  /** Exact numbers, no key twice, nothing after the end. */
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /**
   * The body as JSON; a missing node where it is none, or half of it. What is wrong with it is not
   * told: the parser's words would quote it.
   */
  JsonNode json() {
    try {
      return JSON.readTree(body);
    } catch (JacksonException _) {
      return MissingNode.getInstance();
    }
  }

  /** A text as JSON, as strictly. */
  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JacksonException _) {
      return MissingNode.getInstance();
    }
  }
}
