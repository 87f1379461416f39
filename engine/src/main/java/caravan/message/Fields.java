package caravan.message;

import caravan.warehouse.ColumnType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a template may name: {@code {{ audience.column }}} and {@code {{ audience.relation.column
 * }}}.
 *
 * @param audience the table of the people, which is the first word of every path
 * @param columns its columns
 * @param toOne the columns of the rows that belong to a person, by the name of the relation
 * @param links whether it may name the {@linkplain ReaderLinks reader's links}; an audience of that
 *     name goes before
 */
public record Fields(
    String audience,
    Map<String, ColumnType> columns,
    Map<String, Map<String, ColumnType>> toOne,
    boolean links) {

  /** What a template that no reader answers may name. */
  public Fields(
      String audience,
      Map<String, ColumnType> columns,
      Map<String, Map<String, ColumnType>> toOne) {
    this(audience, columns, toOne, false);
  }

  /** The same, and the reader's links. */
  Fields withLinks() {
    return new Fields(audience, columns, toOne, true);
  }

  public Fields {
    columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
    var copy = new LinkedHashMap<String, Map<String, ColumnType>>();
    toOne.forEach(
        (relation, its) ->
            copy.put(relation, Collections.unmodifiableMap(new LinkedHashMap<>(its))));
    toOne = Collections.unmodifiableMap(copy);
  }

  /** The names that may follow the audience's. */
  List<String> names() {
    var names = new ArrayList<>(columns.keySet());
    names.addAll(toOne.keySet());
    return names;
  }
}
