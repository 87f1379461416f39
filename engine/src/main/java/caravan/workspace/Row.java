package caravan.workspace;

import caravan.problem.Place;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row of a table as a scenario gives it.
 *
 * @param cells values in the Java form of their column's type, null for missing ones; columns not
 *     named are not there
 */
public record Row(Place place, Map<String, @Nullable Object> cells) {

  public Row {
    cells = Collections.unmodifiableMap(new LinkedHashMap<>(cells));
  }
}
