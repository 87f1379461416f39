package caravan.channel;

import caravan.cohort.Cohort;
import caravan.message.Fields;
import caravan.profile.Column;
import caravan.profile.Physical;
import caravan.profile.Role;
import caravan.profile.Schema;
import caravan.profile.Table;
import caravan.profile.ToOne;
import caravan.warehouse.ColumnType;
import caravan.warehouse.Database;
import caravan.warehouse.Stored;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Fetches what templates need to know of people: the columns that they name, and those with a role.
 */
final class PersonRows {

  private final Database db;
  private final Schema schema;

  PersonRows(Database db, Schema schema) {
    this.db = db;
    this.schema = schema;
  }

  /** What templates about an audience may name. */
  static Fields fields(Table audience, Schema schema) {
    var toOne = new LinkedHashMap<String, Map<String, ColumnType>>();
    for (var relation : audience.toOne().values()) {
      toOne.put(relation.name(), types(schema.table(relation.target())));
    }
    return new Fields(audience.name(), types(audience), toOne);
  }

  private static Map<String, ColumnType> types(Table table) {
    var types = new LinkedHashMap<String, ColumnType>();
    table.columns().values().forEach(column -> types.put(column.name(), column.type()));
    return types;
  }

  /**
   * One person.
   *
   * @param values as templates name them
   */
  record Person(
      int ordinal, String key, Map<String, @Nullable Object> values, Map<Role, String> roles) {

    /** The same person, if they spoke another language. */
    Person speaking(String language) {
      var other = new LinkedHashMap<>(roles);
      other.put(Role.LANGUAGE, language);
      return new Person(ordinal, key, values, other);
    }

    @Nullable String role(Role role) {
      return roles.get(role);
    }

    Locale locale() {
      var language = roles.get(Role.LANGUAGE);
      return language == null ? Locale.ENGLISH : Locale.forLanguageTag(language.replace('_', '-'));
    }

    ZoneId zone(ZoneId otherwise) {
      try {
        return Optional.ofNullable(roles.get(Role.TIME_ZONE)).map(ZoneId::of).orElse(otherwise);
      } catch (DateTimeException _) {
        return otherwise;
      }
    }
  }

  /** The people of a cohort, by ordinal. */
  List<Person> of(Table audience, List<List<String>> uses, Cohort who) {
    var query = new Query(audience, uses);
    var people = new ArrayList<Person>();
    try (var cursor =
        db.sql()
            .select(query.selected)
            .from(query.from())
            .where(db.dialect().isAmong(who, Physical.ordinal("p")))
            .orderBy(Physical.ordinal("p"))
            .fetchLazy()) {
      for (var row : cursor) {
        people.add(query.person(row));
      }
    }
    return people;
  }

  private final class Query {

    private final Table audience;
    private final Set<String> own = new LinkedHashSet<>();
    private final Map<ToOne, Set<String>> joined = new LinkedHashMap<>();
    private final List<Field<?>> selected = new ArrayList<>();

    Query(Table audience, List<List<String>> uses) {
      this.audience = audience;
      own.add(audience.keyColumn().name());
      own.addAll(audience.roles().values());
      for (var path : uses) {
        var relation = path.size() == 2 ? audience.toOne().get(path.getFirst()) : null;
        if (relation == null) {
          own.add(path.getFirst());
        } else {
          joined.computeIfAbsent(relation, _ -> new LinkedHashSet<>()).add(path.getLast());
        }
      }
      selected.add(Physical.ordinal("p"));
      own.forEach(name -> selected.add(field("p", audience.column(name).orElseThrow())));
      joined.forEach(
          (relation, names) ->
              names.forEach(
                  name ->
                      selected.add(
                          field(
                              alias(relation),
                              schema.table(relation.target()).column(name).orElseThrow()))));
    }

    private static String alias(ToOne relation) {
      return "to " + relation.name();
    }

    private static Field<?> field(String alias, Column column) {
      return DSL.field(DSL.name(alias, column.name()), Stored.type(column.type()));
    }

    org.jooq.Table<?> from() {
      org.jooq.Table<?> from = DSL.table(Physical.table(audience)).as("p");
      for (var relation : joined.keySet()) {
        var target = schema.table(relation.target());
        from =
            from.leftJoin(DSL.table(Physical.table(target)).as(DSL.name(alias(relation))))
                .on(
                    DSL.field(DSL.name(alias(relation), target.keyColumn().name()), Object.class)
                        .eq(DSL.field(DSL.name("p", relation.column()), Object.class)));
      }
      return from;
    }

    Person person(Record row) {
      var at = 1;
      var values = new LinkedHashMap<String, @Nullable Object>();
      for (var name : own) {
        values.put(name, Stored.cell(row.get(at++)));
      }
      for (var join : joined.entrySet()) {
        var related = new LinkedHashMap<String, @Nullable Object>();
        for (var name : join.getValue()) {
          related.put(name, Stored.cell(row.get(at++)));
        }
        values.put(join.getKey().name(), related);
      }
      var roles = new LinkedHashMap<Role, String>();
      audience
          .roles()
          .forEach(
              (role, column) -> {
                var value = values.get(column);
                if (value != null) {
                  roles.put(role, value.toString());
                }
              });
      var ordinal = java.util.Objects.requireNonNull(row.get(0, Integer.class));
      var key = String.valueOf(values.get(audience.keyColumn().name()));
      return new Person(ordinal, key, Map.of(audience.name(), values), roles);
    }
  }
}
