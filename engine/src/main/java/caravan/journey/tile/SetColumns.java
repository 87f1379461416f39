package caravan.journey.tile;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes values into the person's row; they go on once it is written, at the same instant.
 *
 * @param values by column, in the Java form of its type; null makes it missing
 */
public record SetColumns(Map<String, @Nullable Object> values) implements Tile {

  public SetColumns {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  @Override
  public String kind() {
    return "set";
  }

  @Override
  public String subject() {
    return String.join(", ", values.keySet());
  }
}
