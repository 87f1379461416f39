package caravan.http;

import caravan.problem.InvalidInput;
import caravan.problem.Place;
import caravan.problem.Printable;
import caravan.problem.Problems;
import caravan.profile.Table;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** The files of rows that were sent: kept in a folder each, taken in one after the other. */
final class Uploads implements AutoCloseable {

  private static final int MOST = 100;

  private final Path folder;
  private final Ingestion ingestion;
  private final News news;
  private final InstantSource clock;
  private final Map<String, Upload> uploads = new ConcurrentHashMap<>();
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().name("caravan-upload").daemon().factory());
  private volatile boolean closing;

  /** Those of a folder; what was being taken in when the server ended is broken off. */
  Uploads(Path folder, Ingestion ingestion, News news, InstantSource clock) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.ingestion = ingestion;
    this.news = news;
    this.clock = clock;
    try (var kept = Files.list(folder)) {
      for (var each : kept.filter(Files::isDirectory).toList()) {
        load(each);
      }
    }
  }

  private void load(Path each) throws IOException {
    if (!Files.exists(each.resolve(Upload.STATUS))) {
      remove(each); // it was being sent
      return;
    }
    var upload = Upload.load(each);
    uploads.put(upload.status().id(), upload);
    breakOff(upload);
  }

  private static void breakOff(Upload upload) {
    upload.changeRunning(
        now -> now.as(Upload.State.BROKEN_OFF, "the server ended; start it again"));
  }

  /**
   * Keeps a file.
   *
   * @param ending says the format
   * @param wanted which column of the file becomes which of the table; null where columns of the
   *     same name are the same
   * @throws IOException where it does not come to its end; nothing is left of it
   */
  Upload add(
      Table table, String ending, @Nullable Map<String, @Nullable String> wanted, InputStream body)
      throws IOException {
    if (uploads.size() >= MOST) {
      throw Failure.conflict("too-many", "there are " + MOST + " uploads; remove some");
    }
    var id = UUID.randomUUID().toString();
    var own = Files.createDirectories(folder.resolve(id));
    try {
      var file = own.resolve("data" + ending);
      Files.copy(body, file);
      var columns = UploadedRows.columns(file);
      if (wanted != null) {
        check(wanted, columns, table);
      }
      var status =
          new Upload.Status(
              id,
              table.name(),
              String.valueOf(file.getFileName()),
              Upload.State.WAITING,
              columns,
              wanted == null ? alike(columns, table) : wanted,
              null,
              Upload.Progress.sent(clock.instant()),
              null);
      var upload = Upload.add(own, status);
      uploads.put(id, upload);
      return upload;
    } catch (IOException | RuntimeException failure) {
      remove(own);
      throw failure;
    }
  }

  private static Map<String, @Nullable String> alike(List<String> columns, Table table) {
    var mapping = new LinkedHashMap<String, @Nullable String>();
    columns.forEach(
        column -> mapping.put(column, table.column(column).isPresent() ? column : null));
    return mapping;
  }

  /** All of them, the last one first. */
  List<Upload> list() {
    return uploads.values().stream()
        .sorted(
            Comparator.comparing((Upload upload) -> upload.status().progress().at())
                .reversed()
                .thenComparing(upload -> upload.status().id()))
        .toList();
  }

  Upload find(String id) {
    return Optional.ofNullable(uploads.get(id))
        .orElseThrow(() -> Failure.notFound("there is no such upload"));
  }

  /** Says which column of the file becomes which of the table. */
  void map(Upload upload, Map<String, @Nullable String> mapping) {
    var table = ingestion.table(upload.status().table());
    check(mapping, upload.status().columns(), table);
    upload.change(
        now -> {
          require(now, Upload.State.WAITING);
          return now.mapped(mapping);
        });
  }

  private static void check(
      Map<String, @Nullable String> mapping, List<String> columns, Table table) {
    var problems = new Problems();
    var place = Place.of("mapping");
    mapping.forEach(
        (from, to) -> {
          if (!columns.contains(from)) {
            problems.addUnknown(
                "unknown-column",
                place,
                "the file has no column '" + Printable.line(from) + "'",
                from,
                columns);
          }
          if (to != null && table.column(to).isEmpty()) {
            problems.addUnknown(
                "unknown-column",
                place,
                "%s has no column '%s'".formatted(table.name(), Printable.line(to)),
                to,
                table.columns().keySet());
          }
        });
    var targets = mapping.values().stream().filter(Objects::nonNull).toList();
    if (targets.stream().distinct().count() < targets.size()) {
      problems.add("mapping", place, "two columns become the same");
    }
    problems.throwIfAny();
  }

  private static void require(Upload.Status status, Upload.State... states) {
    if (!Arrays.asList(states).contains(status.state())) {
      throw Failure.conflict(
          "conflict",
          "this upload is " + status.state().name().toLowerCase(Locale.ROOT).replace('_', ' '));
    }
  }

  /** The rows of one, to be looked at. */
  UploadedRows staged(Upload upload) {
    return new UploadedRows(
        upload.data(), ingestion.writable(upload.status().table()), upload.status().mapping());
  }

  /**
   * Begins to take the rows in, on a thread of its own.
   *
   * @param segment receives the people's keys at the end; null for none
   */
  void start(Upload upload, UploadRun.@Nullable SegmentOfKeys segment) {
    var table = ingestion.writable(upload.status().table());
    if (table.key() != null && !upload.status().mapping().containsValue(table.key())) {
      throw new InvalidInput(
          "no-key",
          Place.of("mapping"),
          "no column becomes the key '%s' of %s".formatted(table.key(), table.name()));
    }
    upload.change(
        now -> {
          require(now, Upload.State.WAITING, Upload.State.BROKEN_OFF, Upload.State.FAILED);
          return now.into(segment == null ? null : segment.name()).as(Upload.State.RUNNING, null);
        });
    thread.execute(() -> run(upload, table, segment));
  }

  private void run(Upload upload, Table table, UploadRun.@Nullable SegmentOfKeys segment) {
    upload.running().lock();
    try {
      new UploadRun(upload, table, ingestion, news, clock, segment, () -> closing).run();
      if (closing) {
        breakOff(upload);
      }
    } finally {
      upload.running().unlock();
    }
  }

  /** Ends it where it is; takes it away where it is at an end. */
  void delete(Upload upload) throws IOException {
    var isStopped = new boolean[1];
    upload.changeRunning(
        now -> {
          isStopped[0] = true;
          return now.as(Upload.State.CANCELLED, null);
        });
    if (isStopped[0]) {
      UploadRun.tell(news, upload.status());
      return;
    }
    upload.running().lock(); // what was cancelled ends after the rows it is at
    try {
      if (uploads.remove(upload.status().id(), upload)) {
        remove(upload.folder());
      }
    } finally {
      upload.running().unlock();
    }
  }

  private static void remove(Path folder) throws IOException {
    try (var all = Files.walk(folder)) {
      for (var each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  @Override
  public void close() {
    closing = true;
    thread.close();
  }
}
