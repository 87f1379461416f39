package caravan.profile;

import caravan.cohort.Cohort;
import caravan.warehouse.Database;
import caravan.warehouse.Stored;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Name;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * Takes rows into a table set by set, however many they are: they are put beside it first, and from
 * there change the rows whose keys they have, or are added.
 */
final class Merge {

  private final Database db;
  private final Tables tables;

  /** So many keys are named one by one in a statement. */
  private static final int FEW = 100;

  private final Owners owners;
  private final Loader loader;
  private final Table table;
  private final Name incoming;

  /** The columns of where rows wait, once they are known. */
  private List<String> columns = List.of();

  /** Who of the keys that come in was found to be there already. */
  private final Map<Object, Integer> found = new HashMap<>();

  Merge(Database db, Tables tables, Owners owners, Table table) {
    this.db = db;
    this.tables = tables;
    this.owners = owners;
    this.loader = new Loader(db, tables);
    this.table = table;
    this.incoming = Physical.incoming(table);
  }

  /**
   * Inserts rows, or changes the named columns where a row with the key exists.
   *
   * @param rows by column, in the Java form of its type; of two with the same key the later one's
   *     cells win
   */
  Touched run(Collection<? extends Map<String, @Nullable Object>> rows) {
    var touched = new Touched();
    var groups = groups(rows);
    db.transaction(
        () -> {
          if (groups.size() > 1) {
            hear(groups.keySet(), List.copyOf(once(rows)));
          }
          for (var group : groups.entrySet()) {
            stage(group.getKey(), group.getValue());
            if (table.key() == null) {
              add(group.getKey(), touched);
            } else {
              upsert(table.key(), group.getKey(), group.getValue(), touched);
            }
            clear();
          }
        });
    return touched;
  }

  /** Gives whoever is new an ordinal in the order of the rows, before these are parted. */
  private void hear(Set<Set<String>> named, List<Map<String, @Nullable Object>> rows)
      throws SQLException {
    stage(named.stream().flatMap(Set::stream).collect(Collectors.toSet()), rows);
    if (table.key() != null && table.audience() && !areAll(present(table.key(), rows), rows)) {
      loader.giveOrdinals(table, incoming, table.key());
    }
    loader.giveOwnersOrdinals(table, incoming);
    clear();
  }

  private static boolean areAll(Cohort present, List<Map<String, @Nullable Object>> rows) {
    return present.size() == rows.size();
  }

  private void clear() {
    db.sql().deleteFrom(DSL.table(incoming)).execute();
  }

  /** Rows that name the same columns, and can be treated alike. */
  private Map<Set<String>, List<Map<String, @Nullable Object>>> groups(
      Collection<? extends Map<String, @Nullable Object>> rows) {
    var groups = new LinkedHashMap<Set<String>, List<Map<String, @Nullable Object>>>();
    for (var row : once(rows)) {
      groups.computeIfAbsent(Set.copyOf(row.keySet()), _ -> new ArrayList<>()).add(row);
    }
    return groups;
  }

  /** Each key once. */
  private Collection<? extends Map<String, @Nullable Object>> once(
      Collection<? extends Map<String, @Nullable Object>> rows) {
    var key = table.key();
    if (key == null) {
      return rows;
    }
    var byKey = new LinkedHashMap<Object, Map<String, @Nullable Object>>();
    for (var row : rows) {
      byKey
          .computeIfAbsent(
              Objects.requireNonNull(row.get(key), "a row without key"), _ -> new LinkedHashMap<>())
          .putAll(row);
    }
    return byKey.values();
  }

  private void stage(Set<String> named, Collection<? extends Map<String, @Nullable Object>> rows)
      throws SQLException {
    if (columns.isEmpty()) {
      // Columns that were added later stand last, and ones that are gone may still be there.
      var waiting = db.sql().selectFrom(DSL.table(incoming)).limit(0).fetch();
      columns = Arrays.stream(waiting.fields()).map(Field::getName).toList();
    }
    var staged = new ArrayList<@Nullable Object[]>();
    for (var row : rows) {
      var cells = new @Nullable Object[columns.size()];
      for (var i = 0; i < cells.length; i++) {
        var name = columns.get(i);
        if (name.equals(Physical.ROW)) {
          cells[i] = (long) staged.size();
        } else if (named.contains(name)) {
          cells[i] = Stored.value(row.get(name));
        }
      }
      staged.add(cells);
    }
    db.append(incoming, staged);
  }

  private void add(Set<String> named, Touched touched) {
    loader.giveOwnersOrdinals(table, incoming);
    // A row may name no column at all, and is one all the same.
    var columns = named.isEmpty() ? table.columns().keySet() : named;
    loader.insert(table, incoming, columns, DSL.noCondition());
    owners.ofNewRows(table, incoming, touched);
  }

  private void upsert(
      String key, Set<String> named, List<Map<String, @Nullable Object>> rows, Touched touched) {
    var mine = isIncoming(column(key), key, rows);
    var themselves = owners.areThemselves(table);
    if (!themselves) {
      owners.find(table, mine, touched);
    }
    var people = table.audience() ? present(key, rows) : Cohort.EMPTY;
    var known = table.audience() && areAll(people, rows);
    if (table.audience() && !known) {
      loader.giveOrdinals(table, incoming, key);
    }
    loader.giveOwnersOrdinals(table, incoming);
    update(key, named, DSL.table(incoming).as("s"));
    if (!known) {
      loader.insert(table, incoming, named, isNew(key, rows));
      people = table.audience() ? present(key, rows) : Cohort.EMPTY;
    }
    if (themselves && known) {
      touched.columns(table.name(), without(key, named), people);
    } else if (themselves) {
      touched.people(table.name(), table.name(), people);
    } else {
      owners.find(table, mine, touched);
    }
    if (table.audience()) {
      tables.people(table.name()).added(people);
    }
  }

  private static Set<String> without(String key, Set<String> named) {
    var others = new HashSet<>(named);
    others.remove(key);
    return others;
  }

  /**
   * Whether a key is one of those that come in. A few are named one by one, so that the database
   * looks only where they may be: it would read all keys to compare them with a table's.
   */
  private Condition isIncoming(
      Field<Object> field, String key, List<Map<String, @Nullable Object>> rows) {
    if (rows.size() > FEW) {
      return field.in(
          DSL.select(DSL.field(DSL.name("s", key), Object.class))
              .from(DSL.table(incoming).as("s")));
    }
    return field.in(rows.stream().map(row -> Stored.value(row.get(key))).toList());
  }

  private void update(String key, Set<String> named, org.jooq.Table<?> staged) {
    var values = new LinkedHashMap<Field<?>, Object>();
    for (var column : table.columns().keySet()) {
      if (named.contains(column) && !column.equals(key)) {
        values.put(DSL.field(DSL.name(column)), DSL.field(DSL.name("s", column)));
      }
    }
    for (var owner : tables.owners(table)) {
      if (named.contains(owner.column())) {
        var ordinals = Physical.ordinals(tables.schema().table(owner.target()));
        values.put(
            DSL.field(DSL.name(Physical.ordinalOf(owner.column()))),
            DSL.field(
                DSL.select(DSL.field(DSL.name("o", "ordinal"), SQLDataType.INTEGER))
                    .from(DSL.table(ordinals).as("o"))
                    .where(
                        DSL.field(DSL.name("o", "key"), Object.class)
                            .eq(DSL.field(DSL.name("s", owner.column()), Object.class)))));
      }
    }
    if (!values.isEmpty()) {
      var rows = DSL.table(Physical.table(table)).as("t");
      db.sql()
          .update(rows)
          .set(values)
          .from(staged)
          .where(
              DSL.field(DSL.name("t", key), Object.class)
                  .eq(DSL.field(DSL.name("s", key), Object.class)))
          .execute();
    }
  }

  private Condition isNew(String key, List<Map<String, @Nullable Object>> rows) {
    var its = DSL.field(DSL.name("t", key), Object.class);
    return DSL.notExists(
        DSL.selectOne()
            .from(DSL.table(Physical.table(table)).as("t"))
            .where(its.eq(DSL.field(DSL.name("s", key), Object.class)))
            .and(isIncoming(its, key, rows)));
  }

  /** The people who have a row with one of the keys that come in; asked once of the same keys. */
  private Cohort present(String key, List<Map<String, @Nullable Object>> rows) {
    var cohort = new Cohort.Builder();
    if (rows.stream().allMatch(row -> found.containsKey(row.get(key)))) {
      rows.forEach(row -> cohort.add(Objects.requireNonNull(found.get(row.get(key)))));
    } else {
      var keys = DSL.field(DSL.name(key), Stored.type(table.keyColumn().type()));
      db.sql()
          .select(keys, DSL.field(DSL.name(Physical.ORDINAL), SQLDataType.INTEGER))
          .from(DSL.table(Physical.table(table)))
          .where(isIncoming(column(key), key, rows))
          .forEach(
              row -> {
                found.put(Objects.requireNonNull(Stored.cell(row.value1())), row.value2());
                cohort.add(row.value2());
              });
    }
    return cohort.build();
  }

  private static Field<Object> column(String name) {
    return DSL.field(DSL.name(name), Object.class);
  }
}
