package caravan.http;

import caravan.problem.InvalidInput;
import caravan.problem.Place;
import caravan.problem.Problems;
import caravan.profile.Table;
import caravan.runtime.Busy;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** The files of rows that were sent: kept in a folder each, taken in one after the other. */
final class Uploads implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Uploads.class);
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String STATUS = "upload.json";
  private static final int AT_ONCE = 5_000;
  private static final int MOST = 100;
  private static final Duration WHEN_BUSY = Duration.ofMillis(50);

  private final Path folder;
  private final Ingestion ingestion;
  private final News news;
  private final ConcurrentSkipListMap<String, Upload> uploads = new ConcurrentSkipListMap<>();
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().name("caravan-upload").daemon().factory());
  private volatile boolean closing;

  /** Those of a folder; what was being taken in when the server ended is broken off. */
  Uploads(Path folder, Ingestion ingestion, News news) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.ingestion = ingestion;
    this.news = news;
    try (var kept = Files.list(folder)) {
      for (var each : kept.filter(Files::isDirectory).toList()) {
        load(each);
      }
    }
  }

  private void load(Path each) throws IOException {
    var file = each.resolve(STATUS);
    if (!Files.exists(file)) {
      remove(each); // it was being sent
      return;
    }
    var status = JSON.readValue(Files.readString(file), Upload.Status.class);
    var upload = new Upload(each, status);
    uploads.put(status.id(), upload);
    if (status.state() == Upload.State.RUNNING) {
      keep(upload, status.as(Upload.State.BROKEN_OFF, "the server ended; start it again"));
    }
  }

  /**
   * Keeps a file.
   *
   * @param name of the file; its ending says the format
   * @throws IOException where it does not come to its end; nothing is left of it
   */
  Upload add(Table table, String name, InputStream body) throws IOException {
    if (uploads.size() >= MOST) {
      throw Failure.conflict("too-many", "there are " + MOST + " uploads; remove some");
    }
    var id = UUID.randomUUID().toString();
    var own = Files.createDirectories(folder.resolve(id));
    try {
      var file = own.resolve("data" + ending(name));
      Files.copy(body, file);
      var columns = UploadedRows.columns(file);
      var mapping = new LinkedHashMap<String, @Nullable String>();
      columns.forEach(
          column -> mapping.put(column, table.column(column).isPresent() ? column : null));
      var status =
          new Upload.Status(
              id,
              table.name(),
              String.valueOf(file.getFileName()),
              Upload.State.WAITING,
              columns,
              mapping,
              0,
              0,
              0,
              0,
              null);
      var upload = new Upload(own, status);
      keep(upload, status);
      uploads.put(id, upload);
      return upload;
    } catch (IOException | RuntimeException failure) {
      remove(own);
      throw failure;
    }
  }

  private static String ending(String name) {
    for (var ending :
        List.of(".csv", ".csv.gz", ".parquet", ".ndjson", ".ndjson.gz", ".jsonl", ".jsonl.gz")) {
      if (name.toLowerCase(java.util.Locale.ROOT).endsWith(ending)) {
        return ending;
      }
    }
    throw new InvalidInput(
        "file-format", Place.of("name"), "a file ends in .csv, .csv.gz, .parquet or .ndjson");
  }

  List<Upload> list() {
    return List.copyOf(uploads.values());
  }

  Upload find(String id) {
    return Optional.ofNullable(uploads.get(id))
        .orElseThrow(() -> Failure.notFound("there is no such upload"));
  }

  /** Says which column of the file becomes which of the table. */
  void map(Upload upload, Map<String, @Nullable String> mapping) {
    require(upload, Upload.State.WAITING);
    var table = ingestion.table(upload.status().table());
    var problems = new Problems();
    mapping.forEach(
        (from, to) -> {
          if (!upload.status().columns().contains(from)) {
            problems.addUnknown(
                "unknown-column",
                Place.of("mapping"),
                "the file has no column '" + from + "'",
                from,
                upload.status().columns());
          }
          if (to != null && table.column(to).isEmpty()) {
            problems.addUnknown(
                "unknown-column",
                Place.of("mapping"),
                "%s has no column '%s'".formatted(table.name(), to),
                to,
                table.columns().keySet());
          }
        });
    var targets = mapping.values().stream().filter(java.util.Objects::nonNull).toList();
    if (targets.stream().distinct().count() < targets.size()) {
      problems.add("mapping", Place.of("mapping"), "two columns become the same");
    }
    problems.throwIfAny();
    keep(upload, upload.status().mapped(mapping));
  }

  private static void require(Upload upload, Upload.State... states) {
    if (!List.of(states).contains(upload.status().state())) {
      throw Failure.conflict(
          "conflict",
          "this upload is " + upload.status().state().name().toLowerCase(java.util.Locale.ROOT));
    }
  }

  /** Begins to take the rows in, on a thread of its own. */
  void start(Upload upload) {
    require(upload, Upload.State.WAITING, Upload.State.BROKEN_OFF, Upload.State.FAILED);
    var table = ingestion.writable(upload.status().table());
    if (table.key() != null && !upload.status().mapping().containsValue(table.key())) {
      throw new InvalidInput(
          "no-key",
          Place.of("mapping"),
          "no column becomes the key '%s' of %s".formatted(table.key(), table.name()));
    }
    keep(upload, upload.status().as(Upload.State.RUNNING, null));
    thread.execute(() -> run(upload, table));
  }

  private void run(Upload upload, Table table) {
    try (var rows = new UploadedRows(upload.data(), table, upload.status().mapping());
        var rejected = Files.newBufferedWriter(upload.rejected())) {
      keep(upload, upload.status().of(rows.rows()));
      rejected.write(csv(upload.status().mapping().keySet()) + ",reason\n");
      for (var some = rows.next(AT_ONCE); !some.isEmpty(); some = rows.next(AT_ONCE)) {
        if (closing || upload.status().state() != Upload.State.RUNNING) {
          return;
        }
        take(upload, table, some, rejected);
      }
      keep(upload, upload.status().as(Upload.State.DONE, null));
    } catch (InvalidInput invalid) {
      keep(upload, upload.status().as(Upload.State.FAILED, invalid.getMessage()));
    } catch (IOException | RuntimeException failure) {
      LOG.error("an upload failed", failure);
      keep(
          upload,
          upload.status().as(Upload.State.FAILED, "something went wrong here; see the log"));
    }
  }

  private void take(
      Upload upload, Table table, List<UploadedRows.Read> some, BufferedWriter rejected)
      throws IOException {
    var good = some.stream().filter(row -> row.problems().isEmpty()).toList();
    var bad = some.stream().filter(row -> !row.problems().isEmpty()).toList();
    for (var row : bad) {
      var reason =
          row.problems().stream()
              .map(problem -> problem.message())
              .collect(Collectors.joining("; "));
      var cells = new ArrayList<@Nullable String>(row.texts().values());
      cells.add(reason);
      rejected.write(csv(cells) + "\n");
    }
    rejected.flush();
    if (!good.isEmpty()) {
      submit(table, good);
    }
    keep(upload, upload.status().after(some.size(), good.size(), bad.size()));
    var status = upload.status();
    news.tell(
        "upload",
        Map.of(
            "upload", status.id(),
            "table", status.table(),
            "rows", status.rows(),
            "read", status.read(),
            "taken", status.taken(),
            "rejected", status.rejected()));
  }

  private void submit(Table table, List<UploadedRows.Read> good) {
    var wanted = Ingestion.Wanted.of(null, "", new byte[0]);
    var cells = good.stream().map(UploadedRows.Read::cells).toList();
    while (true) {
      try {
        var _ = ingestion.upsert(table, cells, wanted).join();
        return;
      } catch (Busy busy) {
        if (closing) {
          throw busy;
        }
        LockSupport.parkNanos(WHEN_BUSY.toNanos());
      }
    }
  }

  private static String csv(Iterable<@Nullable String> cells) {
    var line = new ArrayList<String>();
    for (var cell : cells) {
      line.add(cell == null ? "" : '"' + cell.replace("\"", "\"\"") + '"');
    }
    return String.join(",", line);
  }

  /** Ends it where it is; takes it away where it is at an end. */
  void delete(Upload upload) throws IOException {
    if (upload.status().state() == Upload.State.RUNNING) {
      keep(upload, upload.status().as(Upload.State.CANCELLED, null));
      return;
    }
    uploads.remove(upload.status().id());
    remove(upload.folder());
  }

  private static void remove(Path folder) throws IOException {
    try (var all = Files.walk(folder)) {
      for (var each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  private static void keep(Upload upload, Upload.Status status) {
    upload.status(status);
    try {
      var fresh = upload.folder().resolve(STATUS + ".new");
      Files.writeString(fresh, JSON.writeValueAsString(status));
      Files.move(
          fresh,
          upload.folder().resolve(STATUS),
          java.nio.file.StandardCopyOption.ATOMIC_MOVE,
          java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    closing = true;
    thread.close();
  }
}
