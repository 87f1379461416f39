package caravan.http;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A file of rows on its way into a table. Thread-safe. */
final class Upload {

  /** What can be done with it next. The names are stored. */
  enum State {
    WAITING,
    RUNNING,
    DONE,
    FAILED,
    CANCELLED,
    /** The server ended in the middle; the rows counted until then are taken in. */
    BROKEN_OFF
  }

  /**
   * All that is known of one.
   *
   * @param mapping the table's column for each of the file's; null for one that is left out
   * @param rows in the file; 0 until that is known
   * @param read rows that were looked at
   * @param fault why it failed
   */
  record Status(
      String id,
      String table,
      String file,
      State state,
      List<String> columns,
      Map<String, @Nullable String> mapping,
      long rows,
      long read,
      long taken,
      long rejected,
      @Nullable String fault) {

    Status {
      columns = List.copyOf(columns);
      mapping = new LinkedHashMap<>(mapping);
    }

    Status as(State other, @Nullable String why) {
      return new Status(id, table, file, other, columns, mapping, rows, read, taken, rejected, why);
    }

    Status mapped(Map<String, @Nullable String> other) {
      return new Status(id, table, file, state, columns, other, rows, read, taken, rejected, fault);
    }

    Status of(long all) {
      return new Status(id, table, file, state, columns, mapping, all, 0, 0, 0, fault);
    }

    Status after(long more, long takenMore, long rejectedMore) {
      return new Status(
          id,
          table,
          file,
          state,
          columns,
          mapping,
          rows,
          read + more,
          taken + takenMore,
          rejected + rejectedMore,
          fault);
    }
  }

  private final Path folder;
  private volatile Status status;

  Upload(Path folder, Status status) {
    this.folder = folder;
    this.status = status;
  }

  Status status() {
    return status;
  }

  void status(Status next) {
    status = next;
  }

  Path data() {
    return folder.resolve(status.file());
  }

  /** The rows that were not taken in, with why. */
  Path rejected() {
    return folder.resolve("rejected.csv");
  }

  Path folder() {
    return folder;
  }
}
