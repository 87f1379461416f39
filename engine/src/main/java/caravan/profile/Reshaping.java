package caravan.profile;

import caravan.warehouse.Database;
import java.util.Collection;
import java.util.List;
import org.jooq.Field;
import org.jooq.Name;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * Brings the tables of a database from one schema to another: new tables and columns are made,
 * those that are gone are taken away. Each may be done again where it was broken off.
 */
final class Reshaping {

  private final Database db;
  private final Tables from;
  private final Tables to;

  Reshaping(Database db, Tables from, Tables to) {
    this.db = db;
    this.from = from;
    this.to = to;
  }

  /** Makes what is new. What was left behind under the same name is removed first. */
  void add() {
    for (var table : to.schema().tables().values()) {
      var before = from.schema().find(table.name());
      if (before.isEmpty()) {
        drop(table);
        to.create(table);
      } else {
        add(Physical.table(table), from.columns(before.get()), to.columns(table));
        add(Physical.incoming(table), from.incoming(before.get()), to.incoming(table));
        fill(before.get(), table);
      }
    }
  }

  /** Removes what is not there any more. */
  void remove() {
    for (var table : from.schema().tables().values()) {
      var after = to.schema().find(table.name());
      if (after.isEmpty()) {
        drop(table);
      } else {
        only(from.columns(table), to.columns(after.get()))
            .forEach(column -> drop(Physical.table(table), column));
        only(from.incoming(table), to.incoming(after.get()))
            .forEach(column -> drop(Physical.incoming(table), column));
      }
    }
  }

  private void add(Name table, List<Field<?>> before, List<Field<?>> after) {
    for (var column : only(after, before)) {
      drop(table, column);
      db.sql().alterTable(table).addColumn(column).execute();
    }
  }

  /** Those of some columns that have no namesake among others. */
  private static List<Field<?>> only(Collection<Field<?>> some, Collection<Field<?>> others) {
    return some.stream()
        .filter(
            column -> others.stream().noneMatch(other -> other.getName().equals(column.getName())))
        .toList();
  }

  /** Finds whom the rows that are there belong to by relations that are new. */
  private void fill(Table before, Table table) {
    var known = from.owners(before);
    for (var owner : to.owners(table)) {
      if (known.stream().noneMatch(other -> other.column().equals(owner.column()))) {
        fill(table, owner);
      }
    }
  }

  private void fill(Table table, ToOne owner) {
    var target = to.schema().table(owner.target());
    var rows = DSL.table(Physical.table(table));
    var ordinals = DSL.table(Physical.ordinals(target)).as("o");
    var column = DSL.field(DSL.name(owner.column()), Object.class);
    var key = DSL.field(DSL.name("o", "key"), Object.class);
    var ordinal = DSL.field(DSL.name("o", "ordinal"), SQLDataType.INTEGER);
    db.transaction(
        () -> {
          var unheard =
              DSL.selectDistinct(column.as("key"))
                  .from(rows)
                  .where(column.isNotNull())
                  .and(DSL.notExists(DSL.selectOne().from(ordinals).where(key.eq(column))))
                  .asTable("f");
          var first = DSL.field(DSL.name("f", "key"), Object.class);
          var people = to.people(target.name());
          var number =
              DSL.rowNumber()
                  .over(DSL.orderBy(first))
                  .add(DSL.inline(people.capacity() - 1))
                  .cast(SQLDataType.INTEGER);
          people.heardOf(
              db.sql()
                  .insertInto(DSL.table(Physical.ordinals(target)))
                  .select(DSL.select(first, number).from(unheard))
                  .execute());
          db.sql()
              .update(rows)
              .set(
                  DSL.field(DSL.name(Physical.ordinalOf(owner.column())), SQLDataType.INTEGER),
                  DSL.field(DSL.select(ordinal).from(ordinals).where(key.eq(column))))
              .execute();
        });
  }

  private void drop(Name table, Field<?> column) {
    db.sql().alterTable(table).dropColumnIfExists(column).execute();
  }

  private void drop(Table table) {
    db.sql().dropTableIfExists(DSL.table(Physical.table(table))).execute();
    db.sql().dropTableIfExists(DSL.table(Physical.incoming(table))).execute();
    db.sql().dropTableIfExists(DSL.table(Physical.ordinals(table))).execute();
  }
}
