package caravan.warehouse;

import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A database that did not do what it was asked to: the reason in words, and the cause. */
public final class WarehouseFailure extends RuntimeException {

  private static final long serialVersionUID = 1;
  private static final List<String> SERVER = List.of("08", "53", "57P", "58", "XX");
  private static final List<String> ENGINE =
      List.of(
          "IO Error",
          "Out of Memory Error",
          "TransactionContext Error",
          "FATAL Error",
          "INTERNAL Error",
          "Connection was closed",
          "Could not commit",
          "database has been invalidated");

  public WarehouseFailure(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  public static WarehouseFailure of(String doing, SQLException cause) {
    return new WarehouseFailure(doing + ": " + firstLine(cause), cause);
  }

  /**
   * Whether a failure comes from what a database stands on, a full disk or a lost connection, and
   * not from what it was asked: then it is to be opened anew, and the same may succeed later.
   */
  public static boolean isFromOutside(Throwable failure) {
    for (var cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql
          && (isOfServer(sql.getSQLState()) || isOfEngine(firstLine(sql)))) {
        return true;
      }
    }
    return false;
  }

  /** Connection, resources, operator's intervention, and the system itself. */
  private static boolean isOfServer(@Nullable String state) {
    return state != null && SERVER.stream().anyMatch(state::startsWith);
  }

  private static boolean isOfEngine(String message) {
    return ENGINE.stream().anyMatch(message::contains);
  }

  /** What the database said, without its hints and its drawing of the statement. */
  static String firstLine(Throwable cause) {
    var message = cause.getMessage();
    return message == null ? cause.toString() : message.lines().findFirst().orElse("");
  }
}
