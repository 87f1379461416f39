package caravan.http;

import caravan.problem.Place;
import caravan.problem.Printable;
import caravan.problem.Problems;
import caravan.profile.Column;
import caravan.profile.Table;
import caravan.warehouse.ColumnType;
import caravan.warehouse.Values;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads rows of a table from JSON, and says everything that does not fit. */
final class CellReader {

  private static final int SHOWN = 60;
  private static final int MOST_DIGITS = 400;

  /** A row with more faults is something else altogether. */
  private static final int MOST_PROBLEMS = 100;

  private final Table table;
  private final Problems problems;

  CellReader(Table table, Problems problems) {
    this.table = table;
    this.problems = problems;
  }

  /**
   * A row.
   *
   * @param place where it stands: the third row
   * @return its cells in the Java form of their types, null for missing ones; nothing where
   *     anything does not fit
   */
  Optional<Map<String, @Nullable Object>> row(JsonNode json, Place place) {
    if (!json.isObject()) {
      problems.add("row", place, "a row is an object of columns and values");
      return Optional.empty();
    }
    var before = problems.size();
    var cells = new LinkedHashMap<String, @Nullable Object>();
    for (var entry : json.properties()) {
      if (problems.size() - before >= MOST_PROBLEMS) {
        break;
      }
      var column = table.column(entry.getKey());
      if (column.isEmpty()) {
        problems.addUnknown(
            "unknown-column",
            place,
            "%s has no column '%s'".formatted(table.name(), Printable.line(entry.getKey())),
            entry.getKey(),
            table.columns().keySet());
      } else {
        cells.put(entry.getKey(), cell(column.get(), entry.getValue(), place));
      }
    }
    var key = table.key();
    if (key != null && cells.get(key) == null && problems.size() == before) {
      problems.add("no-key", place, "a row of %s needs its key '%s'".formatted(table.name(), key));
    }
    return problems.size() == before ? Optional.of(cells) : Optional.empty();
  }

  private @Nullable Object cell(Column column, JsonNode json, Place place) {
    if (json.isNull()) {
      return null;
    }
    var value = value(column.type(), json);
    if (value.isEmpty()) {
      problems.add(
          "value",
          place,
          "'%s' should be %s, found %s"
              .formatted(column.name(), Values.accepted(column.type()), shown(json)));
    }
    return value.orElse(null);
  }

  /** A value of a type; a text is read as files are. */
  static Optional<Object> value(ColumnType type, JsonNode json) {
    if (type == ColumnType.JSON) {
      return Values.parse(type, json.toString());
    }
    if (json.isContainer()) {
      return Optional.empty();
    }
    var fits =
        switch (type) {
          case TEXT, DATE, TIMESTAMP -> json.isString();
          case BOOLEAN -> !json.isNumber();
          default -> !json.isBoolean();
        };
    if (!fits) {
      return Optional.empty();
    }
    return json.isNumber() && type != ColumnType.NUMBER
        ? number(json).flatMap(text -> Values.parse(type, text))
        : Values.parse(type, json.asString());
  }

  /** A number without exponent, unless its digits would fill the memory. */
  private static Optional<String> number(JsonNode json) {
    var number = json.decimalValue();
    return number.precision() > MOST_DIGITS || Math.abs((long) number.scale()) > MOST_DIGITS
        ? Optional.empty()
        : Optional.of(number.toPlainString());
  }

  private static String shown(JsonNode json) {
    var text = Printable.line(json.toString());
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }
}
