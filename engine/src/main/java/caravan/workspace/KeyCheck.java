package caravan.workspace;

import caravan.problem.Place;
import caravan.problem.Problems;
import caravan.warehouse.DuckDb;
import caravan.warehouse.Staged;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;

/** Checks that the rows of a table's data can be told apart by their keys. */
record KeyCheck(DuckDb db, Problems problems) {

  void check(Staged data, String key, String label) {
    var table = DSL.table(DSL.name("staging", data.table()));
    var field = DSL.field(DSL.name(key), Object.class);
    var counts =
        db.sql().select(DSL.count(field), DSL.countDistinct(field)).from(table).fetchSingle();
    var missing = data.rows() - counts.value1();
    var repeated = counts.value1() - counts.value2();
    if (missing > 0) {
      problems.add(
          "missing-key",
          Place.of(label),
          "rows without their key '%2$s': %1$,d, the first is row %3$d"
              .formatted(missing, key, firstWithout(table, field)));
    }
    if (repeated > 0) {
      problems.add(
          "duplicate-key",
          Place.of(label),
          "rows that repeat a key '%2$s' of a row before them: %1$,d, the first key is '%3$s'"
              .formatted(repeated, key, anyRepeated(table, field)));
    }
  }

  private long firstWithout(Table<Record> table, Field<Object> key) {
    var row = DSL.field(DSL.name("caravan:row"), Long.class);
    return db.sql().select(DSL.min(row)).from(table).where(key.isNull()).fetchSingle().value1();
  }

  private Object anyRepeated(Table<Record> table, Field<Object> key) {
    var row = DSL.field(DSL.name("caravan:row"), Long.class);
    return db.sql()
        .select(key)
        .from(table)
        .where(key.isNotNull())
        .groupBy(key)
        .having(DSL.count().gt(1))
        .orderBy(DSL.min(row))
        .limit(1)
        .fetchSingle()
        .value1();
  }
}
