package caravan.source;

import caravan.warehouse.ColumnType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The columns of a source's profiles, in its order.
 *
 * @param key the text column whose value names a profile; one of the columns
 * @param types from name to type
 */
public record ProfileColumns(String key, Map<String, ColumnType> types) {

  public ProfileColumns {
    types = Collections.unmodifiableMap(new LinkedHashMap<>(types));
    if (types.get(key) != ColumnType.TEXT) {
      throw new IllegalArgumentException("the key '" + key + "' is no text column");
    }
  }
}
