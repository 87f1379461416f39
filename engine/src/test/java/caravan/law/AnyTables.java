package caravan.law;

import caravan.profile.Column;
import caravan.profile.Role;
import caravan.profile.Schema;
import caravan.profile.Table;
import caravan.profile.ToMany;
import caravan.profile.ToOne;
import caravan.warehouse.ColumnType;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Random tables: audiences first, then tables that belong to them, to each other, or to nobody. */
final class AnyTables {

  private static final List<String> TABLES =
      List.of(
          "contact",
          "account",
          "purchase",
          "line item",
          "Größe",
          "select",
          "order",
          "2nd",
          "日本",
          "it's",
          "segment",
          "count");
  private static final List<String> RELATIONS =
      List.of("parent", "best friend", "führt", "of", "from", "a'b");
  private static final List<String> COLUMNS =
      List.of(
          "c",
          "d",
          "e",
          "first name",
          "and",
          "today",
          "x.y",
          "quo\"te",
          "😀",
          "rowid",
          "null",
          "ever",
          "Ä",
          "date",
          "where",
          "ordinal",
          "1a",
          "%",
          "group",
          "key",
          "value",
          "a:b",
          "#x",
          "ſ");

  private final Choices choices;
  private final List<String> tableNames = new ArrayList<>(TABLES);
  private final List<String> relationNames = new ArrayList<>(RELATIONS);
  private final Map<String, Draft> drafts = new LinkedHashMap<>();

  private AnyTables(Choices choices) {
    this.choices = choices;
  }

  private static final class Draft {
    private final String name;
    private final boolean audience;
    private final @Nullable String key;
    private final Map<String, ColumnType> columns = new LinkedHashMap<>();
    private final Map<Role, String> roles = new LinkedHashMap<>();
    private final Map<String, ToOne> toOne = new LinkedHashMap<>();
    private final Map<String, ToMany> toMany = new LinkedHashMap<>();

    Draft(String name, boolean audience, @Nullable String key) {
      this.name = name;
      this.audience = audience;
      this.key = key;
    }

    Table table() {
      var all = new LinkedHashMap<String, Column>();
      columns.forEach((column, type) -> all.put(column, new Column(column, type)));
      return new Table(name, audience, key, all, roles, toOne, toMany);
    }
  }

  /** A schema with at least so many tables that are no audiences. */
  static Schema schema(Choices choices, ZoneId zone, int others) {
    return new AnyTables(choices).schema(zone, others);
  }

  private Schema schema(ZoneId zone, int others) {
    var audiences = choices.chance(35) ? 2 : 1;
    for (var i = 0; i < audiences; i++) {
      draft(true);
    }
    choices.list(others, 3, 55, () -> draft(false));
    for (var draft : List.copyOf(drafts.values())) {
      relations(draft);
    }
    var tables = new LinkedHashMap<String, Table>();
    drafts.forEach((name, draft) -> tables.put(name, draft.table()));
    return new Schema(tables, zone);
  }

  private String take(List<String> names) {
    return names.remove(choices.chance(40) ? choices.below(names.size()) : 0);
  }

  private Draft draft(boolean audience) {
    var name = take(tableNames);
    var key = audience || choices.chance(50) ? choices.oneOf("id", "my key", "Id") : null;
    var draft = new Draft(name, audience, key);
    if (key != null) {
      draft.columns.put(key, choices.chance(30) ? ColumnType.INTEGER : ColumnType.TEXT);
    }
    var names = new ArrayList<>(COLUMNS);
    choices.list(
        audience ? 1 : 2,
        6,
        75,
        () -> draft.columns.put(take(names), choices.pick(List.of(ColumnType.values()))));
    if (audience) {
      if (choices.chance(60)) {
        draft.columns.put("day", ColumnType.DATE);
      }
      if (choices.chance(75)) {
        draft.columns.put("moment", ColumnType.TIMESTAMP);
      }
      roles(draft);
    }
    drafts.put(name, draft);
    return draft;
  }

  private void roles(Draft draft) {
    role(draft, Role.EMAIL, "email", ColumnType.TEXT, 90);
    role(draft, Role.TIME_ZONE, "tz", ColumnType.TEXT, 40);
    role(draft, Role.CONSENT, "agreed", ColumnType.BOOLEAN, 30);
    role(draft, Role.PHONE, "mobile", choices.oneOf(ColumnType.TEXT, ColumnType.INTEGER), 25);
    role(draft, Role.LANGUAGE, "lang", ColumnType.TEXT, 15);
    role(draft, Role.NAME, "name", ColumnType.TEXT, 15);
  }

  private void role(Draft draft, Role role, String column, ColumnType type, int percent) {
    if (choices.chance(percent)) {
      draft.columns.put(column, type);
      draft.roles.put(role, column);
    }
  }

  private void relations(Draft draft) {
    var targets = drafts.values().stream().filter(other -> other.key != null).toList();
    for (var target : targets) {
      if (choices.chance(draft.audience ? 12 : draft.toOne.isEmpty() ? 70 : 20)
          && !draft.toOne.containsKey(target.name)
          && !draft.toMany.containsKey(target.name)
          && !target.toOne.containsKey(draft.name)
          && !target.toMany.containsKey(draft.name)
          && draft != target) {
        var column = target.name + "_id";
        link(draft, target, target.name, column);
        target.toMany.put(draft.name, new ToMany(draft.name, draft.name, column));
      }
    }
    if (choices.chance(draft.audience ? 45 : 12) && !relationNames.isEmpty()) {
      var relation = take(relationNames);
      link(draft, choices.pick(targets), relation, relation + "_to");
    }
  }

  private static void link(Draft from, Draft target, String relation, String column) {
    var type = target.columns.getOrDefault(String.valueOf(target.key), ColumnType.TEXT);
    from.columns.put(column, type);
    from.toOne.put(relation, new ToOne(relation, column, target.name));
  }

  /** As {@code caravan.yaml} has it. */
  static Tree yaml(Schema schema) {
    var tables = new Tree();
    var relations = new Tree();
    for (var table : schema.tables().values()) {
      var columns = new Tree();
      table
          .columns()
          .values()
          .forEach(column -> columns.with(column.name(), column.type().label()));
      var tree = new Tree();
      if (table.audience()) {
        tree.with("audience", true);
      }
      if (table.key() != null) {
        tree.with("key", table.key());
      }
      tree.with("columns", columns);
      var roles = new Tree();
      table.roles().forEach((role, column) -> roles.with(role.label(), column));
      if (!roles.isEmpty()) {
        tree.with("roles", roles);
      }
      var belongs = new Tree();
      for (var relation : table.toOne().values()) {
        var back = schema.table(relation.target()).toMany().get(table.name());
        if (back != null
            && back.column().equals(relation.column())
            && relation.name().equals(relation.target())) {
          belongs.with(relation.target(), relation.column());
        } else {
          relations.with(
              table.name() + "." + relation.name(), relation.column() + " -> " + relation.target());
        }
      }
      if (!belongs.isEmpty()) {
        tree.with("belongs-to", belongs);
      }
      tables.with(table.name(), tree);
    }
    var root = Tree.of("tables", tables);
    if (!relations.isEmpty()) {
      root.with("relations", relations);
    }
    return root.with("time-zone", schema.zone().getId());
  }
}
