package caravan.runtime;

import caravan.warehouse.Database;
import caravan.warehouse.WarehouseFailure;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * The number of the form that a state has in its database. A program reads the forms up to its own,
 * and refuses those of newer programs. It counts up when something is stored in a way that older
 * programs would misunderstand; a table or column more is no such thing.
 *
 * <ul>
 *   <li>1: the first. A state without a number is of this form as well.
 * </ul>
 */
public final class StateFormat {

  /** What this program writes. */
  public static final int CURRENT = 1;

  private static final Table<?> FORMAT = DSL.table(DSL.name("state", "format"));
  private static final Field<Integer> NUMBER = DSL.field(DSL.name("number"), SQLDataType.INTEGER);

  private StateFormat() {}

  /**
   * Goes on only where this program knows the form.
   *
   * @throws WarehouseFailure where a newer one made it
   */
  public static void require(Database db) {
    var number =
        isIn(db) ? db.sql().select(DSL.max(NUMBER)).from(FORMAT).fetchSingle().value1() : null;
    if (number != null && number > CURRENT) {
      throw new WarehouseFailure(
          "a newer Caravan made this state: its form is %d, and this one knows those up to %d"
              .formatted(number, CURRENT),
          null);
    }
  }

  /** Writes the number of this program where there is none. */
  static void found(Database db) {
    db.sql().createSchemaIfNotExists("state").execute();
    db.sql().createTableIfNotExists(FORMAT).columns(NUMBER).execute();
    if (db.sql().fetchCount(FORMAT) == 0) {
      db.sql().insertInto(FORMAT, NUMBER).values(CURRENT).execute();
    }
  }

  private static boolean isIn(Database db) {
    return db.sql()
            .fetchCount(
                DSL.table("information_schema.tables"),
                DSL.condition("table_schema = 'state' and table_name = 'format'"))
        > 0;
  }
}
