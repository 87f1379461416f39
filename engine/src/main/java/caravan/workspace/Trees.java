package caravan.workspace;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Values of any shape, as JSON has them: maps, lists, texts, {@code Long}, {@code BigDecimal},
 * booleans and nulls. In YAML a plain scalar that JSON would read as a number or a truth value is
 * one.
 */
final class Trees {

  private static final Pattern INTEGER = Pattern.compile("-?(0|[1-9]\\d{0,17})");
  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9]\\d{0,99})(\\.\\d{1,100})?([eE][+-]?\\d{1,3})?");
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.USE_LONG_FOR_INTS)
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .build();

  private Trees() {}

  /** The value of a YAML node; nothing where it is missing. */
  static Optional<Object> of(Yaml yaml) {
    return Optional.ofNullable(tree(yaml));
  }

  /** The value of a YAML mapping. */
  static Map<String, Object> of(Mapping mapping) {
    var map = new LinkedHashMap<String, @Nullable Object>();
    mapping.values().forEach((name, value) -> map.put(name, tree(value)));
    @SuppressWarnings("NullAway") // its values may be missing ones
    Map<String, Object> tree = map;
    return tree;
  }

  private static @Nullable Object tree(Yaml yaml) {
    if (yaml.isMissing()) {
      return null;
    }
    var scalar = yaml.scalar();
    if (scalar.isPresent()) {
      return yaml.isPlain() ? plain(scalar.get()) : scalar.get();
    }
    if (yaml.isMapping()) {
      return yaml.mapping("").map(Trees::of).orElseThrow();
    }
    var list = new ArrayList<@Nullable Object>();
    yaml.list("").orElseThrow().forEach(item -> list.add(tree(item)));
    return list;
  }

  /** What a scalar without quotes stands for. */
  static Object plain(String text) {
    if (text.equals("true") || text.equals("false")) {
      return Boolean.valueOf(text);
    }
    if (INTEGER.matcher(text).matches()) {
      return Long.valueOf(text);
    }
    return NUMBER.matcher(text).matches() ? (Object) new BigDecimal(text) : text;
  }

  static String json(Object tree) {
    return JSON.writeValueAsString(tree);
  }

  /** The value of a JSON text. */
  static Object ofJson(String json) {
    return JSON.readValue(json, Object.class);
  }
}
