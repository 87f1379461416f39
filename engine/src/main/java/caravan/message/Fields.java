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
 * @param letter whether it may name {@linkplain LetterValues what is said of the message} that goes
 */
public record Fields(
    String audience,
    Map<String, ColumnType> columns,
    Map<String, Map<String, ColumnType>> toOne,
    boolean links,
    boolean letter) {

  /** What a template that no reader answers may name. */
  public Fields(
      String audience,
      Map<String, ColumnType> columns,
      Map<String, Map<String, ColumnType>> toOne) {
    this(audience, columns, toOne, false, false);
  }

  /** The same, and the reader's links. */
  Fields withLinks() {
    return new Fields(audience, columns, toOne, true, letter);
  }

  /** The same, and what is said of the message that goes. */
  public Fields withLetter() {
    return new Fields(audience, columns, toOne, links, true);
  }

  public Fields {
    columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
    var copy = new LinkedHashMap<String, Map<String, ColumnType>>();
    toOne.forEach(
        (relation, its) ->
            copy.put(relation, Collections.unmodifiableMap(new LinkedHashMap<>(its))));
    toOne = Collections.unmodifiableMap(copy);
  }

  /** The words that a path may begin with. */
  List<String> starts() {
    var starts = new ArrayList<>(List.of(audience));
    if (links) {
      starts.add(ReaderLinks.NAME);
    }
    if (letter) {
      starts.add(LetterValues.NAME);
    }
    return starts;
  }

  /** The names that may follow the audience's. */
  List<String> names() {
    var names = new ArrayList<>(columns.keySet());
    names.addAll(toOne.keySet());
    return names;
  }
}
