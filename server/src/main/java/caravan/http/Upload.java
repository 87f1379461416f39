package caravan.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A file of rows on its way into a table, in a folder of its own. Thread-safe. */
final class Upload {

  /** The file that says how far it is. */
  static final String STATUS = "upload.json";

  private static final JsonMapper JSON = JsonMapper.shared();

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
   * @param segment that its people become; null for none
   * @param progress how far it is
   * @param fault why it failed
   */
  record Status(
      String id,
      String table,
      String file,
      State state,
      List<String> columns,
      Map<String, @Nullable String> mapping,
      @Nullable String segment,
      Progress progress,
      @Nullable String fault) {

    Status {
      columns = List.copyOf(columns);
      mapping = new LinkedHashMap<>(mapping);
    }

    Status as(State other, @Nullable String why) {
      return new Status(id, table, file, other, columns, mapping, segment, progress, why);
    }

    Status mapped(Map<String, @Nullable String> other) {
      return new Status(id, table, file, state, columns, other, segment, progress, fault);
    }

    Status into(@Nullable String name) {
      return new Status(id, table, file, state, columns, mapping, name, progress, fault);
    }

    Status at(Progress further) {
      return new Status(id, table, file, state, columns, mapping, segment, further, fault);
    }
  }

  /**
   * How far one is.
   *
   * @param rows in the file; 0 until that is known
   * @param read rows that were looked at
   * @param begun when it was begun to be taken in; null before
   * @param at when something happened last
   */
  record Progress(
      long rows, long read, long taken, long rejected, @Nullable Instant begun, Instant at) {

    static Progress sent(Instant at) {
      return new Progress(0, 0, 0, 0, null, at);
    }

    static Progress begun(long rows, Instant at) {
      return new Progress(rows, 0, 0, 0, at, at);
    }

    Progress after(long takenMore, long rejectedMore, Instant now) {
      return new Progress(
          rows,
          read + takenMore + rejectedMore,
          taken + takenMore,
          rejected + rejectedMore,
          begun,
          now);
    }

    /** Rows in a second. */
    long rate() {
      var millis = begun == null ? 0 : at.toEpochMilli() - begun.toEpochMilli();
      return millis <= 0 ? 0 : read * 1000 / millis;
    }
  }

  private final Path folder;
  private final ReentrantLock lock = new ReentrantLock();
  private final ReentrantLock running = new ReentrantLock();
  private volatile Status status;

  private Upload(Path folder, Status status) {
    this.folder = folder;
    this.status = status;
  }

  /** One that has come. */
  static Upload add(Path folder, Status status) {
    var upload = new Upload(folder, status);
    upload.write(status);
    return upload;
  }

  /** One that was kept. */
  static Upload load(Path folder) throws IOException {
    var text = Files.readString(folder.resolve(STATUS));
    return new Upload(folder, JSON.readValue(text, Status.class));
  }

  Status status() {
    return status;
  }

  /**
   * Changes what is known of it, and keeps that.
   *
   * @param change answers what it was given where there is nothing to change
   */
  Status change(UnaryOperator<Status> change) {
    lock.lock();
    try {
      var next = change.apply(status);
      if (!next.equals(status)) {
        write(next);
        status = next;
      }
      return next;
    } finally {
      lock.unlock();
    }
  }

  /** The same, if it runs. */
  Status changeRunning(UnaryOperator<Status> change) {
    return change(now -> now.state() == State.RUNNING ? change.apply(now) : now);
  }

  private void write(Status next) {
    try {
      var fresh = folder.resolve(STATUS + ".new");
      Files.writeString(fresh, JSON.writeValueAsString(next));
      Files.move(
          fresh,
          folder.resolve(STATUS),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Is held by whoever takes it in, or takes it away. */
  ReentrantLock running() {
    return running;
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
