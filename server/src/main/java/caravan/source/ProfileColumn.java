package caravan.source;

import caravan.warehouse.ColumnType;
import caravan.warehouse.Values;
import java.math.BigDecimal;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A column of the profiles' table.
 *
 * @param attribute its logical name in Dataverse, which its values have in JSON
 */
record ProfileColumn(String attribute, String name, ColumnType type) {

  /** A present value in the Java form of the column's type; empty if it does not fit. */
  Optional<Object> value(JsonNode json) {
    return switch (type) {
      case TEXT, DATE, TIMESTAMP, JSON ->
          json.isString() ? Values.parse(type, json.stringValue()) : Optional.empty();
      case INTEGER ->
          json.isIntegralNumber() && json.canConvertToLong()
              ? Optional.of(json.longValue())
              : Optional.empty();
      case DECIMAL -> json.isNumber() ? decimal(json.decimalValue()) : Optional.empty();
      case NUMBER -> json.isNumber() ? finite(json.decimalValue()) : Optional.empty();
      case BOOLEAN -> json.isBoolean() ? Optional.of(json.booleanValue()) : Optional.empty();
    };
  }

  /** 12 digits before the point, 6 after it, nothing lost; 1e999999999 is no reason to compute. */
  private static Optional<Object> decimal(BigDecimal value) {
    var shortest = value.stripTrailingZeros();
    var fits =
        shortest.signum() == 0
            || (shortest.scale() <= 6 && (long) shortest.precision() - shortest.scale() <= 12);
    return fits ? Optional.of(shortest.setScale(6)) : Optional.empty();
  }

  private static Optional<Object> finite(BigDecimal value) {
    var number = value.doubleValue();
    return Double.isFinite(number) ? Optional.of(number) : Optional.empty();
  }
}
