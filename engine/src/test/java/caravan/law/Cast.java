package caravan.law;

import caravan.profile.Schema;
import caravan.profile.Table;
import caravan.warehouse.ColumnType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a case while it is made: tables, values, keys, names.
 *
 * @param at the instant at which the scenario begins
 * @param instants whether conditions depend on instants: then little time passes, since all is
 *     asked again every hour; otherwise months may pass
 * @param theme what the case is mostly about
 * @param keys the keys that rows of each table have or may have
 */
record Cast(
    Choices choices,
    Schema schema,
    Palette palette,
    Instant at,
    boolean instants,
    Theme theme,
    Map<String, List<String>> keys) {

  private static final List<String> TEXT_KEYS =
      List.of(
          "ann", "bob", "Ann", "cid", "a'b", "😀", "İ", "c;d", "{{e}}", "1", "01", " g", "%", "K",
          "k", "\"q\"", "א", "n\nl", "\\", "null");
  private static final List<String> INTEGER_KEYS =
      List.of("1", "2", "3", "-1", "0", "9223372036854775807", "7", "8", "9", "10", "11", "12");

  static Map<String, List<String>> keys(Choices choices, Schema schema, int least, int most) {
    var keys = new LinkedHashMap<String, List<String>>();
    for (var table : schema.tables().values()) {
      if (table.key() != null) {
        keys.put(table.name(), some(choices, isInteger(table), least, most));
      }
    }
    return keys;
  }

  private static List<String> some(Choices choices, boolean integers, int least, int most) {
    var names = new ArrayList<>(integers ? INTEGER_KEYS : TEXT_KEYS);
    for (var i = names.size(); i < most + 4; i++) {
      names.add(integers ? Integer.toString(100 + i) : "p" + i);
    }
    var count = choices.between(least, most);
    var keys = new ArrayList<String>();
    for (var i = 0; i < count; i++) {
      keys.add(names.remove(choices.chance(35) ? choices.below(names.size()) : 0));
    }
    return keys;
  }

  private static boolean isInteger(Table table) {
    return table.keyColumn().type() == ColumnType.INTEGER;
  }

  List<String> keysOf(Table table) {
    return keys.getOrDefault(table.name(), List.of());
  }

  List<Table> audiences() {
    return schema.audiences();
  }

  /** A row, with its key if the table has one, and so many of a hundred of its other columns. */
  Tree row(Table table, @Nullable String key, int percent) {
    var row = new Tree();
    if (table.key() != null) {
      row.with(table.key(), key);
    }
    for (var column : table.columns().values()) {
      if (!column.name().equals(table.key()) && choices.chance(percent)) {
        row.with(
            column.name(), choices.chance(14) ? null : cell(table, column.name(), column.type()));
      }
    }
    return row;
  }

  private String cell(Table table, String column, ColumnType type) {
    for (var relation : table.toOne().values()) {
      if (relation.column().equals(column)) {
        var target = schema.table(relation.target());
        var dangling = isInteger(target) ? "77" : "nobody";
        return choices.chance(10) ? dangling : choices.pick(keysOf(target));
      }
    }
    for (var role : table.roles().entrySet()) {
      if (role.getValue().equals(column)) {
        return switch (role.getKey()) {
          case EMAIL ->
              choices.oneOf("ann@example.org", "ß@example.org", "bob@example.org", "nowhere", "");
          case PHONE -> type == ColumnType.INTEGER ? "4915" : choices.oneOf("+4915", "");
          case TIME_ZONE ->
              choices.oneOf("America/New_York", "Pacific/Apia", "Europe/Berlin", "No/Where", "");
          case CONSENT -> choices.oneOf("true", "false", "true");
          case LANGUAGE -> choices.oneOf("de", "en");
          case NAME -> palette.text();
        };
      }
    }
    return palette.cell(type);
  }
}
