package caravan.warehouse;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A database that did not do what it was asked to: the reason in words, and the cause. */
public final class WarehouseFailure extends RuntimeException {

  private static final long serialVersionUID = 1;

  public WarehouseFailure(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  public static WarehouseFailure of(String doing, SQLException cause) {
    return new WarehouseFailure(doing + ": " + firstLine(cause), cause);
  }

  /** What the database said, without its hints and its drawing of the statement. */
  static String firstLine(Throwable cause) {
    var message = cause.getMessage();
    return message == null ? cause.toString() : message.lines().findFirst().orElse("");
  }
}
