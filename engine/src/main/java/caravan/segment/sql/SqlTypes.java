package caravan.segment.sql;

import caravan.warehouse.Stored;
import java.math.BigDecimal;
import java.time.Instant;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** Bound values, and fields whose Java type is known from an expression's type. */
final class SqlTypes {

  private SqlTypes() {}

  /** A bound value; the Java form of a column's type. */
  static Field<?> value(Object value) {
    return switch (value) {
      case Instant instant -> DSL.val(Stored.utc(instant));
      case BigDecimal decimal ->
          DSL.val(
              decimal,
              SQLDataType.DECIMAL(
                  Math.max(decimal.precision(), decimal.scale()), Math.max(0, decimal.scale())));
      default -> DSL.val(value);
    };
  }

  @SuppressWarnings("unchecked")
  static <T> Field<T> as(Field<?> field) {
    return (Field<T>) field;
  }
}
