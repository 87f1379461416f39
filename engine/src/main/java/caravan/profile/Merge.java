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

  /** Who of the keys that come in has a row, as far as that was found. */
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
   * Rows that name the same columns, and can be treated alike.
   *
   * @param number counts the kinds, from 0
   */
  private record Kind(int number, Set<String> named, List<Map<String, @Nullable Object>> rows) {}

  /**
   * Inserts rows, or changes the named columns where a row with the key exists.
   *
   * @param rows by column, in the Java form of its type; of two with the same key the later one's
   *     cells win
   */
  Touched run(Collection<? extends Map<String, @Nullable Object>> rows) {
    var touched = new Touched();
    var each = List.<Map<String, @Nullable Object>>copyOf(once(rows));
    var kinds = kinds(each);
    db.transaction(
        () -> {
          stage(each, kinds);
          if (table.key() == null) {
            add(kinds.values(), touched);
          } else {
            upsert(table.key(), each, kinds.values(), touched);
          }
          db.sql().deleteFrom(DSL.table(incoming)).execute();
        });
    return touched;
  }

  private static Map<Set<String>, Kind> kinds(List<Map<String, @Nullable Object>> rows) {
    var kinds = new LinkedHashMap<Set<String>, Kind>();
    for (var row : rows) {
      kinds
          .computeIfAbsent(
              row.keySet(),
              _ -> new Kind(kinds.size(), Set.copyOf(row.keySet()), new ArrayList<>()))
          .rows()
          .add(row);
    }
    return kinds;
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

  /** Puts rows beside the table, numbered in their order, so that the number tells the kind too. */
  private void stage(List<Map<String, @Nullable Object>> rows, Map<Set<String>, Kind> kinds)
      throws SQLException {
    // Columns that were added later stand last, and ones that are gone may still be there.
    var waiting = db.sql().selectFrom(DSL.table(incoming)).limit(0).fetch();
    var columns = Arrays.stream(waiting.fields()).map(Field::getName).toList();
    var staged = new ArrayList<@Nullable Object[]>();
    for (var row : rows) {
      var cells = new @Nullable Object[columns.size()];
      for (var i = 0; i < cells.length; i++) {
        var name = columns.get(i);
        if (name.equals(Physical.ROW)) {
          var kind = Objects.requireNonNull(kinds.get(row.keySet())).number();
          cells[i] = (long) staged.size() * kinds.size() + kind;
        } else {
          cells[i] = Stored.value(row.get(name));
        }
      }
      staged.add(cells);
    }
    db.append(incoming, staged);
  }

  private static Condition isOf(Kind kind, int kinds) {
    return kinds == 1
        ? DSL.noCondition()
        : Loader.ROW.mod(DSL.inline((long) kinds)).eq(DSL.inline((long) kind.number()));
  }

  private void add(Collection<Kind> kinds, Touched touched) {
    loader.giveOwnersOrdinals(table, incoming);
    for (var kind : kinds) {
      // A row may name no column at all, and is one all the same.
      var columns = kind.named().isEmpty() ? table.columns().keySet() : kind.named();
      loader.insert(table, incoming, columns, isOf(kind, kinds.size()));
    }
    owners.ofNewRows(table, incoming, touched);
  }

  private void upsert(
      String key,
      List<Map<String, @Nullable Object>> rows,
      Collection<Kind> kinds,
      Touched touched) {
    var mine = isIncoming(column(key), key, rows);
    var themselves = owners.areThemselves(table);
    if (!themselves) {
      owners.find(table, mine, touched);
    }
    if (table.audience()) {
      find(key, rows);
      if (!areFound(key, rows)) {
        loader.giveOrdinals(table, incoming, key);
      }
    }
    loader.giveOwnersOrdinals(table, incoming);
    var fresh = kinds.stream().filter(kind -> !areFound(key, kind.rows())).toList();
    for (var kind : kinds) {
      update(key, kind.named(), isOf(kind, kinds.size()));
    }
    for (var kind : fresh) {
      var which = isNew(key, rows).and(isOf(kind, kinds.size()));
      loader.insert(table, incoming, kind.named(), which);
    }
    if (table.audience()) {
      if (!fresh.isEmpty()) {
        find(key, rows);
      }
      tables.people(table.name()).added(people(key, rows));
    }
    if (!themselves) {
      owners.find(table, mine, touched);
      return;
    }
    for (var kind : kinds) {
      var people = people(key, kind.rows());
      if (fresh.contains(kind)) {
        touched.people(table.name(), table.name(), people);
      } else {
        touched.columns(table.name(), without(key, kind.named()), people);
      }
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

  private void update(String key, Set<String> named, Condition which) {
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
          .from(DSL.table(incoming).as("s"))
          .where(
              DSL.field(DSL.name("t", key), Object.class)
                  .eq(DSL.field(DSL.name("s", key), Object.class)))
          .and(which)
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

  /** Finds the people who have a row with one of the keys that come in. */
  private void find(String key, List<Map<String, @Nullable Object>> rows) {
    var keys = DSL.field(DSL.name(key), Stored.type(table.keyColumn().type()));
    db.sql()
        .select(keys, DSL.field(DSL.name(Physical.ORDINAL), SQLDataType.INTEGER))
        .from(DSL.table(Physical.table(table)))
        .where(isIncoming(column(key), key, rows))
        .forEach(row -> found.put(Objects.requireNonNull(Stored.cell(row.value1())), row.value2()));
  }

  private boolean areFound(String key, List<Map<String, @Nullable Object>> rows) {
    return rows.stream().allMatch(row -> found.containsKey(row.get(key)));
  }

  /** The people of rows whose keys were found. */
  private Cohort people(String key, List<Map<String, @Nullable Object>> rows) {
    return Cohort.ofUnordered(
        rows.stream().mapToInt(row -> Objects.requireNonNull(found.get(row.get(key)))).toArray());
  }

  private static Field<Object> column(String name) {
    return DSL.field(DSL.name(name), Object.class);
  }
}
