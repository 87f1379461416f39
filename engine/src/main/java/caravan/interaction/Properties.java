package caravan.interaction;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * An event's properties in the one form in which they are kept, so that every database reads the
 * same.
 */
public final class Properties {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .build();

  private static final BigDecimal SMALL = new BigDecimal("0.0001");
  private static final BigDecimal LARGE = new BigDecimal("1000000000000000");

  private Properties() {}

  /**
   * The same JSON without blanks, each number a 64 bit integer or the double nearest to it (as JSON
   * is read nearly everywhere), written without exponent or needless zeros.
   *
   * @param json a JSON object
   */
  public static String canonical(String json) {
    return JSON.writeValueAsString(canonical(JSON.readValue(json, Object.class)));
  }

  private static @Nullable Object canonical(@Nullable Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        var members = new LinkedHashMap<Object, @Nullable Object>();
        map.forEach((name, member) -> members.put(name, canonical(member)));
        yield members;
      }
      case List<?> list -> {
        var elements = new ArrayList<@Nullable Object>();
        list.forEach(element -> elements.add(canonical(element)));
        yield elements;
      }
      case Integer number -> number;
      case Long number -> number;
      case Number number -> number(new BigDecimal(number.toString()));
      case null, default -> value;
    };
  }

  /** Nothing where it is too large for a double. */
  private static @Nullable Object number(BigDecimal number) {
    var nearest = number.doubleValue();
    if (!Double.isFinite(nearest)) {
      return null;
    }
    var plain = BigDecimal.valueOf(nearest).stripTrailingZeros();
    if (plain.signum() == 0) {
      return BigDecimal.ZERO;
    }
    var size = plain.abs();
    // Databases write very small and large ones in their own ways; a text is read as a number too.
    return size.compareTo(SMALL) < 0 || size.compareTo(LARGE) >= 0 ? plain.toPlainString() : plain;
  }
}
