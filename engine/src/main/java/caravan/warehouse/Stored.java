package caravan.warehouse;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jooq.DataType;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * How types and cells are stored in the warehouse: an instant as a timestamp in UTC, all else as it
 * is.
 */
public final class Stored {

  /** The digits of a decimal after its point. */
  static final int DECIMALS = 6;

  private Stored() {}

  public static DataType<?> type(ColumnType type) {
    return switch (type) {
      case TEXT, JSON -> SQLDataType.VARCHAR;
      case INTEGER -> SQLDataType.BIGINT;
      case DECIMAL -> SQLDataType.DECIMAL(18, DECIMALS);
      case NUMBER -> SQLDataType.DOUBLE;
      case BOOLEAN -> SQLDataType.BOOLEAN;
      case DATE -> SQLDataType.LOCALDATE;
      case TIMESTAMP -> SQLDataType.LOCALDATETIME;
    };
  }

  public static @Nullable Object value(@Nullable Object cell) {
    return cell instanceof Instant instant ? utc(instant) : cell;
  }

  public static @Nullable Object cell(@Nullable Object stored) {
    return stored instanceof LocalDateTime time ? time.toInstant(ZoneOffset.UTC) : stored;
  }

  public static LocalDateTime utc(Instant instant) {
    return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
  }
}
