package caravan.profile;

import caravan.warehouse.Database;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Name;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * Loads whole tables set by set: keys get ordinals in the order of the rows, then those keys that
 * other tables' rows belong to although no row has them.
 */
final class Loader {

  private static final Field<Integer> ORDINAL = DSL.field(DSL.name("ordinal"), SQLDataType.INTEGER);
  private static final Field<Object> KEY = DSL.field(DSL.name("key"), Object.class);

  /** The number of a row in a source, which statements know as {@code s}. */
  static final Field<Long> ROW = DSL.field(DSL.name("s", Physical.ROW), Long.class);

  private final Database db;
  private final Tables tables;
  private final Schema schema;

  Loader(Database db, Tables tables) {
    this.db = db;
    this.tables = tables;
    this.schema = tables.schema();
  }

  /**
   * Takes the rows of other tables of the warehouse, by the name of the table they belong to, each
   * with a key of its own.
   */
  void load(Map<String, Name> sources) {
    var places = new HashMap<String, Field<Integer>>();
    for (var audience : schema.audiences()) {
      var source = sources.get(audience.name());
      if (source != null) {
        var place = place(audience, source);
        place.ifPresent(ordinal -> places.put(audience.name(), ordinal));
        place.ifPresentOrElse(
            ordinal -> giveOrdinals(audience, source, ordinal),
            () -> giveOrdinals(audience, source, audience.keyColumn().name()));
      }
    }
    for (var table : schema.tables().values()) {
      var source = sources.get(table.name());
      if (source != null) {
        var ordinal = Optional.ofNullable(places.get(table.name()));
        insert(table, source, table.columns().keySet(), DSL.noCondition(), ordinal);
      }
    }
    for (var table : schema.tables().values()) {
      var source = sources.get(table.name());
      if (source != null) {
        giveMissingOwners(table, source);
      }
    }
  }

  /**
   * The ordinal of a row's person where its place among the rows tells it: nobody has one yet, each
   * row has a key, and no number is left out.
   */
  private Optional<Field<Integer>> place(Table audience, Name source) {
    if (tables.people(audience.name()).capacity() > 0) {
      return Optional.empty();
    }
    var key = DSL.field(DSL.name("s", audience.keyColumn().name()), Object.class);
    var rows =
        db.sql()
            .select(DSL.min(ROW), DSL.max(ROW), DSL.count(key))
            .from(DSL.table(source).as("s"))
            .fetchSingle();
    var first = rows.value1();
    return first != null && rows.value2() - first + 1 == rows.value3()
        ? Optional.of(ROW.minus(DSL.inline(first)).cast(SQLDataType.INTEGER))
        : Optional.empty();
  }

  private void giveOrdinals(Table audience, Name source, Field<Integer> ordinal) {
    var key = DSL.field(DSL.name("s", audience.keyColumn().name()), Object.class);
    var heardOf =
        db.sql()
            .insertInto(DSL.table(Physical.ordinals(audience)), KEY, ORDINAL)
            .select(DSL.select(key, ordinal).from(DSL.table(source).as("s")).orderBy(ROW))
            .execute();
    tables.people(audience.name()).heardOf(heardOf);
  }

  /** Gives ordinals to those whom rows belong to although no row has their key: rarely anybody. */
  private void giveMissingOwners(Table table, Name source) {
    var rows = DSL.table(Physical.table(table)).as("t");
    for (var owner : tables.owners(table)) {
      var key = DSL.field(DSL.name("t", owner.column()), Object.class);
      var ordinal =
          DSL.field(DSL.name("t", Physical.ordinalOf(owner.column())), SQLDataType.INTEGER);
      Condition isMissing = key.isNotNull().and(ordinal.isNull());
      if (!db.sql().fetchExists(DSL.selectOne().from(rows).where(isMissing))) {
        continue;
      }
      var audience = schema.table(owner.target());
      giveOrdinals(audience, source, owner.column());
      var known = DSL.table(Physical.ordinals(audience)).as("o");
      db.sql()
          .update(rows)
          .set(
              DSL.field(DSL.name(Physical.ordinalOf(owner.column())), SQLDataType.INTEGER),
              DSL.field(DSL.name("o", "ordinal"), SQLDataType.INTEGER))
          .from(known)
          .where(isMissing.and(DSL.field(DSL.name("o", "key"), Object.class).eq(key)))
          .execute();
    }
  }

  /** Gives ordinals to the people whom rows belong to, as far as they have none. */
  void giveOwnersOrdinals(Table table, Name source) {
    for (var owner : tables.owners(table)) {
      giveOrdinals(schema.table(owner.target()), source, owner.column());
    }
  }

  /** Gives the keys in a column, as far as they have none, the next ordinals by their first row. */
  void giveOrdinals(Table audience, Name source, String column) {
    var ordinals = DSL.table(Physical.ordinals(audience));
    var given = tables.people(audience.name()).capacity();
    var key = DSL.field(DSL.name("s", column), Object.class);
    var unknown = key.isNotNull();
    if (given > 0) {
      var known = DSL.field(DSL.name("o", "key"), Object.class).eq(key);
      unknown = unknown.and(DSL.notExists(DSL.selectOne().from(ordinals.as("o")).where(known)));
    }
    var fresh =
        DSL.select(key.as("key"), DSL.min(ROW).as("first"))
            .from(DSL.table(source).as("s"))
            .where(unknown)
            .groupBy(key)
            .asTable("f");
    var number =
        DSL.rowNumber()
            .over(DSL.orderBy(DSL.field(DSL.name("f", "first"))))
            .add(DSL.inline(given - 1))
            .cast(SQLDataType.INTEGER);
    var heardOf =
        db.sql()
            .insertInto(ordinals, KEY, ORDINAL)
            .select(DSL.select(DSL.field(DSL.name("f", "key"), Object.class), number).from(fresh))
            .execute();
    tables.people(audience.name()).heardOf(heardOf);
  }

  /**
   * Adds the rows of a source that fulfil a condition, which knows the source as {@code s}; with
   * some columns, the others missing.
   */
  void insert(Table table, Name source, Set<String> columns, Condition which) {
    insert(table, source, columns, which, Optional.empty());
  }

  private void insert(
      Table table,
      Name source,
      Set<String> columns,
      Condition which,
      Optional<Field<Integer>> ordinal) {
    var targets = new ArrayList<Field<?>>();
    var values = new ArrayList<Field<?>>();
    org.jooq.Table<?> from = DSL.table(source).as("s");
    if (table.audience()) {
      targets.add(DSL.field(DSL.name(Physical.ORDINAL)));
      values.add(ordinal.orElse(DSL.field(DSL.name("k", "ordinal"), SQLDataType.INTEGER)));
      if (ordinal.isEmpty()) {
        from =
            from.join(DSL.table(Physical.ordinals(table)).as("k"))
                .on(hasKey("k", table.keyColumn().name()));
      }
    }
    for (var column : columns) {
      targets.add(DSL.field(DSL.name(column)));
      values.add(DSL.field(DSL.name("s", column)));
    }
    for (var owner : tables.owners(table)) {
      if (!columns.contains(owner.column())) {
        continue;
      }
      var alias = "o" + targets.size();
      targets.add(DSL.field(DSL.name(Physical.ordinalOf(owner.column()))));
      values.add(DSL.field(DSL.name(alias, "ordinal")));
      from =
          from.leftJoin(DSL.table(Physical.ordinals(schema.table(owner.target()))).as(alias))
              .on(hasKey(alias, owner.column()));
    }
    db.sql()
        .insertInto(DSL.table(Physical.table(table)), targets)
        .select(DSL.select(values).from(from).where(which).orderBy(ROW))
        .execute();
  }

  private static Condition hasKey(String alias, String column) {
    return DSL.field(DSL.name(alias, "key"), Object.class)
        .eq(DSL.field(DSL.name("s", column), Object.class));
  }
}
