package caravan.http;

import caravan.problem.InvalidInput;
import caravan.problem.Problem;
import caravan.profile.Table;
import caravan.runtime.Busy;
import caravan.runtime.IllegalCommand;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the rows of one upload in, some at a time. */
final class UploadRun {

  /** A segment of more keys would make a definition that nobody can read. */
  static final int MOST_KEYS = 100_000;

  private static final Logger LOG = LoggerFactory.getLogger(UploadRun.class);
  private static final int AT_ONCE = 5_000;
  private static final Duration WHEN_BUSY = Duration.ofMillis(50);

  private final Upload upload;
  private final Table table;
  private final Ingestion ingestion;
  private final News news;
  private final InstantSource clock;
  private final @Nullable SegmentOfKeys segment;
  private final BooleanSupplier closing;
  private final Set<Object> keys = new LinkedHashSet<>();

  /**
   * A segment that is to have the people of an upload.
   *
   * @param make is given their keys, and makes it
   */
  record SegmentOfKeys(String name, Consumer<List<Object>> make) {}

  UploadRun(
      Upload upload,
      Table table,
      Ingestion ingestion,
      News news,
      InstantSource clock,
      @Nullable SegmentOfKeys segment,
      BooleanSupplier closing) {
    this.upload = upload;
    this.table = table;
    this.ingestion = ingestion;
    this.news = news;
    this.clock = clock;
    this.segment = segment;
    this.closing = closing;
  }

  /** Goes on until the end of the file, unless somebody cancels it or the server closes. */
  void run() {
    if (upload.status().state() != Upload.State.RUNNING) {
      return;
    }
    try (var rows = new UploadedRows(upload.data(), table, upload.status().mapping());
        var rejected = Files.newBufferedWriter(upload.rejected())) {
      begin(rows);
      rejected.write(csv(upload.status().columns()) + ",reason\n");
      for (var some = rows.next(AT_ONCE); !some.isEmpty(); some = rows.next(AT_ONCE)) {
        if (isToEnd()) {
          return;
        }
        take(some, rejected);
      }
      if (segment != null) {
        segment.make().accept(List.copyOf(keys));
      }
      end(Upload.State.DONE, null);
    } catch (InvalidInput | IllegalCommand | Failure refused) {
      end(Upload.State.FAILED, refused.getMessage());
    } catch (CompletionException failure) {
      end(Upload.State.FAILED, reason(Objects.requireNonNullElse(failure.getCause(), failure)));
    } catch (Busy _) {
      // it is to end
    } catch (IOException | RuntimeException failure) {
      end(Upload.State.FAILED, reason(failure));
    }
  }

  private boolean isToEnd() {
    return closing.getAsBoolean() || upload.status().state() != Upload.State.RUNNING;
  }

  private static @Nullable String reason(Throwable failure) {
    if (failure instanceof InvalidInput || failure instanceof IllegalCommand) {
      return failure.getMessage();
    }
    LOG.error("an upload failed", failure);
    return "something went wrong here; see the log";
  }

  private void begin(UploadedRows rows) {
    if (segment != null && rows.rows() > MOST_KEYS) {
      throw Failure.conflict(
          "too-many",
          "a segment of keys has at most %,d of them, the file has %,d rows; nothing was taken in"
              .formatted(MOST_KEYS, rows.rows()));
    }
    tell(
        news,
        upload.changeRunning(now -> now.at(Upload.Progress.begun(rows.rows(), clock.instant()))));
  }

  private void end(Upload.State state, @Nullable String why) {
    tell(news, upload.changeRunning(now -> now.as(state, why)));
  }

  private void take(List<UploadedRows.Read> some, Writer rejected) throws IOException {
    var good = some.stream().filter(UploadedRows.Read::fits).toList();
    for (var row : some) {
      if (!row.fits()) {
        reject(row, rejected);
      }
    }
    rejected.flush();
    if (!good.isEmpty()) {
      submit(some.getFirst().number(), good);
    }
    if (segment != null) {
      good.forEach(row -> keys.add(Objects.requireNonNull(row.cells().get(table.key()))));
    }
    tell(
        news,
        upload.changeRunning(
            now ->
                now.at(
                    now.progress()
                        .after(good.size(), some.size() - good.size(), clock.instant()))));
  }

  private static void reject(UploadedRows.Read row, Writer rejected) throws IOException {
    var reason = row.problems().stream().map(Problem::message).collect(Collectors.joining("; "));
    var cells = new ArrayList<@Nullable String>(row.texts().values());
    cells.add(reason);
    rejected.write(csv(cells) + "\n");
  }

  /** Once, also where the upload was broken off and is started again. */
  private void submit(long first, List<UploadedRows.Read> good) {
    var wanted = new Ingestion.Wanted("upload\n" + upload.status().id() + "\n" + first, "");
    var cells = good.stream().map(UploadedRows.Read::cells).toList();
    while (true) {
      try {
        var _ = ingestion.upsert(table, cells, wanted).join();
        return;
      } catch (Busy busy) {
        if (isToEnd()) {
          throw busy;
        }
        LockSupport.parkNanos(WHEN_BUSY.toNanos());
      }
    }
  }

  private static String csv(Iterable<? extends @Nullable String> cells) {
    var line = new ArrayList<String>();
    for (var cell : cells) {
      line.add(cell == null ? "" : '"' + cell.replace("\"", "\"\"") + '"');
    }
    return String.join(",", line);
  }

  /** Tells everybody how far one is. */
  static void tell(News news, Upload.Status status) {
    var data = new HashMap<String, Object>();
    data.put("upload", status.id());
    data.put("table", status.table());
    data.put("state", label(status.state()));
    data.put("rows", status.progress().rows());
    data.put("read", status.progress().read());
    data.put("taken", status.progress().taken());
    data.put("rejected", status.progress().rejected());
    data.put("rate", status.progress().rate());
    news.tell("upload", Map.copyOf(data));
  }

  static String label(Upload.State state) {
    return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
