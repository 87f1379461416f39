package caravan.profile;

import caravan.warehouse.Database;
import java.util.ArrayList;
import java.util.Map;
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
  private static final Field<Long> ROW = DSL.field(DSL.name("s", Physical.ROW), Long.class);

  private final Database db;
  private final Tables tables;
  private final Schema schema;

  Loader(Database db, Tables tables) {
    this.db = db;
    this.tables = tables;
    this.schema = tables.schema();
  }

  /** Takes the rows of other tables of the warehouse, by the name of the table they belong to. */
  void load(Map<String, Name> sources) {
    for (var audience : schema.audiences()) {
      var source = sources.get(audience.name());
      if (source != null) {
        giveOrdinals(audience, source, audience.keyColumn().name());
      }
    }
    for (var table : schema.tables().values()) {
      var source = sources.get(table.name());
      if (source != null) {
        giveOwnersOrdinals(table, source);
      }
    }
    for (var table : schema.tables().values()) {
      var source = sources.get(table.name());
      if (source != null) {
        insert(table, source, table.columns().keySet(), DSL.noCondition());
      }
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
    var targets = new ArrayList<Field<?>>();
    var values = new ArrayList<Field<?>>();
    org.jooq.Table<?> from = DSL.table(source).as("s");
    if (table.audience()) {
      targets.add(DSL.field(DSL.name(Physical.ORDINAL)));
      values.add(DSL.field(DSL.name("k", "ordinal")));
      from =
          from.join(DSL.table(Physical.ordinals(table)).as("k"))
              .on(hasKey("k", table.keyColumn().name()));
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
