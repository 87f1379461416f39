package caravan.profile;

import caravan.cohort.Cohort;
import caravan.warehouse.DuckDb;
import caravan.warehouse.WarehouseFailure;
import java.sql.SQLException;
import java.util.Arrays;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * Cohorts inside SQL: few ordinals stand in the statement, many in a temporary table of the
 * connection.
 */
public final class Members {

  private static final int FEW = 2_000;
  private static final String MANY = "many";

  private Members() {}

  /** Whether an ordinal is in a cohort; good for statements until the next call. */
  public static Condition condition(DuckDb db, Cohort cohort, Field<Integer> ordinal) {
    if (cohort.size() <= FEW) {
      return ordinal.in(Arrays.stream(cohort.toArray()).mapToObj(DSL::inline).toList());
    }
    clear(db, MANY);
    append(db, MANY, 0, cohort);
    return ordinal.in(
        DSL.select(DSL.field(DSL.name("ordinal"), Integer.class)).from(DSL.table(DSL.name(MANY))));
  }

  /** Makes a temporary table with columns {@code number} and {@code ordinal}, empty. */
  public static void clear(DuckDb db, String table) {
    db.sql().dropTemporaryTableIfExists(DSL.name(table)).execute();
    db.sql()
        .createTemporaryTable(DSL.name(table))
        .column(DSL.field(DSL.name("number"), SQLDataType.INTEGER))
        .column(DSL.field(DSL.name("ordinal"), SQLDataType.INTEGER))
        .execute();
  }

  /** Adds the members of a cohort, with a number, to such a table. */
  public static void append(DuckDb db, String table, int number, Cohort cohort) {
    try (var appender = db.connection().createAppender("temp", "main", table)) {
      for (var ordinal : cohort.toArray()) {
        appender.beginRow().append(number).append(ordinal).endRow();
      }
    } catch (SQLException e) {
      throw WarehouseFailure.of("writing a cohort", e);
    }
  }
}
