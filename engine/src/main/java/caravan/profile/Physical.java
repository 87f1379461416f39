package caravan.profile;

import org.jooq.Field;
import org.jooq.Name;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** What tables are called inside the warehouse, and the columns that Caravan adds to them. */
public final class Physical {

  /** The schema of the customers' tables. */
  public static final String DATA = "data";

  /** The schema with a table for each audience that gives each key its ordinal. */
  public static final String ORDINALS = "ordinals";

  /** The schema with a table for each table, in which rows wait to be taken in. */
  public static final String INCOMING = "incoming";

  /** The number of a row among those that wait to be taken in. */
  static final String ROW = "caravan:row";

  /** The ordinal of a row of an audience table. */
  public static final String ORDINAL = "caravan:ordinal";

  /** What no column of a customer's may begin with. */
  public static final String RESERVED = "caravan:";

  private Physical() {}

  public static Name table(Table table) {
    return DSL.name(DATA, table.name());
  }

  /** Where rows of a table wait to be taken in: {@link #ROW} and the table's own columns. */
  static Name incoming(Table table) {
    return DSL.name(INCOMING, table.name());
  }

  /** The table with columns {@code key} and {@code ordinal} of an audience. */
  public static Name ordinals(Table audience) {
    return DSL.name(ORDINALS, audience.name());
  }

  /** The column beside one that holds an audience's keys, with their ordinals. */
  public static String ordinalOf(String column) {
    return RESERVED + column;
  }

  public static Field<Integer> ordinal(String alias) {
    return DSL.field(DSL.name(alias, ORDINAL), SQLDataType.INTEGER);
  }
}
