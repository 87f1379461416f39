package caravan.workspace;

import caravan.problem.Place;
import caravan.problem.Problems;
import caravan.profile.Column;
import caravan.profile.Role;
import caravan.profile.Schema;
import caravan.profile.Table;
import caravan.profile.ToMany;
import caravan.profile.ToOne;
import caravan.warehouse.ColumnType;
import caravan.workspace.TableDeclaration.Link;
import caravan.workspace.TableDeclaration.Named;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Makes the schema of declared tables and found columns, checking that the two fit. */
final class SchemaBuilder {

  private final Map<String, TableDeclaration> declared;
  private final Columns columns;
  private final Problems problems;

  SchemaBuilder(Map<String, TableDeclaration> declared, Columns columns, Problems problems) {
    this.declared = declared;
    this.columns = columns;
    this.problems = problems;
  }

  Schema build(ZoneId zone) {
    var tables = new LinkedHashMap<String, Table>();
    declared.forEach((name, table) -> tables.put(name, table(table)));
    return new Schema(tables, zone);
  }

  private Table table(TableDeclaration table) {
    var all = new LinkedHashMap<String, Column>();
    types(table).forEach((name, type) -> all.put(name, new Column(name, type)));
    checkColumnNames(table);
    checkKey(table);
    if (table.key() != null) {
      all.computeIfAbsent(table.key().name(), name -> new Column(name, ColumnType.TEXT));
    }
    var roles = new LinkedHashMap<Role, String>();
    table.roles().forEach((role, column) -> role(table, role, column, roles));
    var toOne = toOne(table);
    var toMany = toMany(table, toOne);
    return new Table(
        table.name(),
        table.audience(),
        table.key() == null ? null : table.key().name(),
        all,
        roles,
        toOne,
        toMany,
        table.source());
  }

  private Map<String, ColumnType> types(TableDeclaration table) {
    return columns.byTable().getOrDefault(table.name(), Map.of());
  }

  private void checkColumnNames(TableDeclaration table) {
    var spellings = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    for (var name : types(table).keySet()) {
      var place = table.columnNames().getOrDefault(name, new Named(name, table.place())).place();
      var same = spellings.putIfAbsent(name, name);
      if (same != null) {
        problems.add(
            "duplicate-name",
            place,
            "columns '%s' and '%s' of %s differ only in case".formatted(same, name, table.name()));
      }
      if (name.isBlank() || name.indexOf('\0') >= 0) {
        problems.add("name", place, "a column of %s has no name".formatted(table.name()));
      }
      if (name.startsWith("caravan:")) {
        problems.add(
            "reserved-name",
            place,
            "column '%s' of %s: names that begin with 'caravan:' are Caravan's own"
                .formatted(name, table.name()));
      }
    }
  }

  private void checkKey(TableDeclaration table) {
    var key = table.key();
    if (key == null || !exists(table, key)) {
      return;
    }
    var type = types(table).get(key.name());
    if (type != null && type != ColumnType.TEXT && type != ColumnType.INTEGER) {
      problems.add(
          "key-type",
          key.place(),
          "a key is text or integer, but '%s' of %s is %s; declare it under 'columns'"
              .formatted(key.name(), table.name(), type.label()));
    }
  }

  /** Whether a column exists; where the data could not be read nothing is said. */
  private boolean exists(TableDeclaration table, Named column) {
    var types = types(table);
    if (types.containsKey(column.name())) {
      return true;
    }
    if (!columns.unread().contains(table.name())) {
      problems.addUnknown(
          "unknown-column",
          column.place(),
          "%s has no column '%s'".formatted(table.name(), column.name()),
          column.name(),
          types.keySet());
    }
    return false;
  }

  private void role(TableDeclaration table, Role role, Named column, Map<Role, String> roles) {
    if (!exists(table, column)) {
      return;
    }
    var type = types(table).get(column.name());
    var wanted = role == Role.CONSENT ? ColumnType.BOOLEAN : ColumnType.TEXT;
    var phoneNumber = role == Role.PHONE && type == ColumnType.INTEGER;
    if (type != null && type != wanted && !phoneNumber) {
      problems.add(
          "role-type",
          column.place(),
          "role '%s' needs a %s column, but '%s' is %s; declare it under 'columns'"
              .formatted(role.label(), wanted.label(), column.name(), type.label()));
    }
    roles.put(role, column.name());
  }

  private Map<String, ToOne> toOne(TableDeclaration table) {
    var relations = new LinkedHashMap<String, ToOne>();
    for (var link : table.links()) {
      if (exists(table, new Named(link.column(), link.place()))) {
        checkKeyTypes(table, link);
      }
      var relation = new ToOne(link.relation(), link.column(), link.target());
      if (isFree(table, link.relation(), link.place(), relations)) {
        relations.put(link.relation(), relation);
      }
    }
    return relations;
  }

  private Map<String, ToMany> toMany(TableDeclaration table, Map<String, ToOne> toOne) {
    var relations = new LinkedHashMap<String, ToMany>();
    for (var other : declared.values()) {
      for (var link : other.links()) {
        if (link.both()
            && link.target().equals(table.name())
            && isFree(table, other.name(), link.place(), toOne)) {
          relations.put(other.name(), new ToMany(other.name(), other.name(), link.column()));
        }
      }
    }
    return relations;
  }

  private void checkKeyTypes(TableDeclaration table, Link link) {
    var target = declared.get(link.target());
    if (target == null || target.key() == null) {
      return;
    }
    var here = types(table).get(link.column());
    var there = types(target).get(target.key().name());
    if (here != null && there != null && here != there) {
      problems.add(
          "key-type",
          link.place(),
          "'%s' of %s holds the key of %s, which is %s, but it is %s"
              .formatted(link.column(), table.name(), target.name(), there.label(), here.label()));
    }
  }

  private boolean isFree(
      TableDeclaration table, String name, Place place, Map<String, ToOne> relations) {
    var column =
        types(table).keySet().stream().filter(other -> other.equalsIgnoreCase(name)).findFirst();
    var relation =
        relations.keySet().stream().filter(other -> other.equalsIgnoreCase(name)).findFirst();
    if (column.isPresent()) {
      problems.add(
          "duplicate-name",
          place,
          "%s has a column '%s', so no relation there can be named '%s'"
              .formatted(table.name(), column.get(), name));
    } else if (relation.isPresent()) {
      problems.add(
          "duplicate-name",
          place,
          "%s has two relations '%s': give one another name under 'relations'"
              .formatted(table.name(), name));
    }
    return column.isEmpty() && relation.isEmpty();
  }
}
