package caravan.message;

import caravan.warehouse.ColumnType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the names in a part of a template are looked up in, and what such a name may stand for. */
sealed interface Scope {

  /** The whole of what a template is given: the audience's name and nothing else. */
  record Root(Fields fields) implements Scope {}

  /** A row: the person ({@code prefix} is empty) or a row that belongs to them. */
  record Row(List<String> prefix, Map<String, ColumnType> columns, Fields fields) implements Scope {

    static Row person(Fields fields) {
      return new Row(List.of(), fields.columns(), fields);
    }

    boolean isPerson() {
      return prefix.isEmpty();
    }

    /** The names that may follow. */
    List<String> names() {
      return isPerson() ? fields.names() : new ArrayList<>(columns.keySet());
    }

    List<String> path(String column) {
      var path = new ArrayList<>(prefix);
      path.add(column);
      return List.copyOf(path);
    }

    String label() {
      return isPerson() ? fields.audience() : fields.audience() + "." + prefix.getFirst();
    }
  }

  /** A single value: a column, or the column that {@code each} is at. */
  record Value(List<String> path, ColumnType type) implements Scope {}

  /**
   * Texts that are not the person's, by name.
   *
   * @param kind what each of them is, {@code link}
   */
  record Beside(String kind, List<String> names) implements Scope {

    /** The addresses by which a reader answers. */
    static final Beside LINKS =
        new Beside(
            "link", List.of(ReaderLinks.UNSUBSCRIBE, ReaderLinks.PREFERENCES, ReaderLinks.CONFIRM));

    /** What is said of the message that goes. */
    static final Beside LETTER = new Beside("value", LetterValues.NAMES);
  }

  /** What was refused, and reported, already. */
  record Unknown() implements Scope {}
}
