package caravan.workspace;

import caravan.problem.Place;
import caravan.problem.Problems;
import caravan.warehouse.DataFiles;
import caravan.warehouse.DuckDb;
import caravan.warehouse.Staged;
import java.nio.file.Path;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;

/**
 * Checks that the rows of a table's data can be told apart by their keys.
 *
 * @param file where the rows came from
 * @param label what problems call that file
 */
public record KeyCheck(DuckDb db, Path file, String label, Problems problems) {

  private static final int SHOWN = 5;
  private static final Field<Long> ROW = DSL.field(DSL.name("caravan:row"), Long.class);
  private static final Field<Long> FIRST = DSL.field(DSL.name("caravan:first"), Long.class);

  /** Reports the first few rows without a key, and with one that a row before them has. */
  public void check(Staged data, String key) {
    var table = DSL.table(DSL.name("staging", data.table()));
    var field = DSL.field(DSL.name(key), Object.class);
    var counts =
        db.sql().select(DSL.count(field), DSL.countDistinct(field)).from(table).fetchSingle();
    missing(table, field, key, data.rows() - counts.value1());
    repeated(table, field, key, counts.value1() - counts.value2());
  }

  private void missing(Table<Record> table, Field<Object> field, String key, long count) {
    if (count == 0) {
      return;
    }
    var rows = db.sql().select(ROW).from(table).where(field.isNull()).orderBy(ROW).limit(SHOWN);
    var place = Place.of(label);
    for (var row : rows.fetch(ROW)) {
      place = place(row);
      problems.add(
          "missing-key", place, "row %d has no key: its '%s' is missing".formatted(row, key));
    }
    rest(count, "missing-key", place, "without a key");
  }

  private void repeated(Table<Record> table, Field<Object> field, String key, long count) {
    if (count == 0) {
      return;
    }
    var first = DSL.min(ROW).over(DSL.partitionBy(field)).as(FIRST);
    Condition isLater = ROW.gt(FIRST);
    var rows =
        db.sql()
            .select(ROW, FIRST, field)
            .from(DSL.select(ROW, first, field).from(table).where(field.isNotNull()))
            .where(isLater)
            .orderBy(ROW)
            .limit(SHOWN);
    var place = Place.of(label);
    for (var row : rows.fetch()) {
      place = place(row.value1());
      problems.add(
          "duplicate-key",
          place,
          "row %d has the key '%s' of row %d; each row needs its own '%s'"
              .formatted(row.value1(), Yaml.clip(row.value3().toString()), row.value2(), key));
    }
    rest(count, "duplicate-key", place, "with the key of a row before them");
  }

  private void rest(long count, String code, Place place, String what) {
    if (count > SHOWN) {
      problems.add(code, place, "and %,d more rows %s".formatted(count - SHOWN, what));
    }
  }

  private Place place(long row) {
    return Place.of(label, DataFiles.line(file, row));
  }
}
