package caravan.http;

import caravan.problem.InvalidInput;
import caravan.problem.Place;
import caravan.problem.Problem;
import caravan.problem.Problems;
import caravan.profile.Table;
import caravan.runtime.Busy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Takes in rows that come one a line, some at a time, while the others still come. */
final class RowStream {

  private static final int AT_ONCE = 2_000;
  private static final int AHEAD = 2;
  private static final int LONGEST_LINE = 16 << 20;
  private static final int MOST_PROBLEMS = 1_000;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Ingestion ingestion;
  private final Table table;
  private final JsonMapper json;
  private final @Nullable String key;
  private final boolean skips;
  private final ArrayDeque<CompletableFuture<Long>> ahead = new ArrayDeque<>();
  private final List<Problem> problems = new ArrayList<>();
  private final List<Map<String, @Nullable Object>> rows = new ArrayList<>();
  private final ByteArrayOutputStream raw = new ByteArrayOutputStream();
  private long line;
  private long chunks;
  private long taken;
  private long rejected;

  /**
   * A stream into a table.
   *
   * @param key under which it may be sent again; null for none
   * @param skips whether rows that do not fit are left out, and do not end it
   */
  RowStream(
      Ingestion ingestion, Table table, JsonMapper json, @Nullable String key, boolean skips) {
    this.ingestion = ingestion;
    this.table = table;
    this.json = json;
    this.key = key;
    this.skips = skips;
  }

  /**
   * Takes everything in.
   *
   * @throws InvalidInput where a row does not fit and none are left out; those before its chunk are
   *     durable
   */
  RowsResource.Taken take(InputStream in) throws IOException {
    for (var text = next(in); text != null; text = next(in)) {
      line++;
      if (text.length > 0) {
        read(text);
      }
      if (rows.size() == AT_ONCE) {
        send();
      }
    }
    send();
    while (!ahead.isEmpty()) {
      taken += ahead.removeFirst().join();
    }
    return RowsResource.Taken.of(taken, rejected, problems);
  }

  /** The bytes of the next line without its end; null where there is none. */
  private byte @Nullable [] next(InputStream in) throws IOException {
    var bytes = new ByteArrayOutputStream();
    for (var one = in.read(); ; one = in.read()) {
      if (one < 0) {
        return bytes.size() == 0 ? null : bytes.toByteArray();
      }
      if (one == '\n') {
        return bytes.toByteArray();
      }
      if (one != '\r') {
        bytes.write(one);
      }
      if (bytes.size() > LONGEST_LINE) {
        throw new InvalidInput(
            "too-long", Place.of("body", (int) line + 1), "the line is longer than 16 MB");
      }
    }
  }

  private void read(byte[] text) {
    var found = new Problems();
    var place = "line " + line;
    try {
      new CellReader(table, found).row(json.readTree(text), place).ifPresent(rows::add);
    } catch (JacksonException e) {
      found.add("not-json", Place.of(place), "this is not JSON: " + first(e.getOriginalMessage()));
    }
    raw.writeBytes(text);
    raw.write('\n');
    if (!found.isEmpty()) {
      rejected++;
      for (var problem : found.list()) {
        if (problems.size() < MOST_PROBLEMS) {
          problems.add(problem);
        }
      }
    }
  }

  private static String first(@Nullable String message) {
    return message == null ? "" : message.lines().findFirst().orElse("");
  }

  private void send() {
    if (!problems.isEmpty() && !skips) {
      while (!ahead.isEmpty()) {
        taken += ahead.removeFirst().join();
      }
      problems.addFirst(
          new Problem(
              "stopped",
              Place.of("line " + line),
              "%,d rows before these faults were taken in; nothing after them".formatted(taken)));
      throw new InvalidInput(problems);
    }
    if (rows.isEmpty()) {
      raw.reset();
      return;
    }
    while (ahead.size() >= AHEAD) {
      taken += ahead.removeFirst().join();
    }
    var chunk = key == null ? null : key + "#" + chunks++;
    var wanted = Ingestion.Wanted.of(chunk, "rows " + table.name(), raw.toByteArray());
    ahead.add(submit(List.copyOf(rows), wanted));
    rows.clear();
    raw.reset();
  }

  /** Where too much waits already, the sender waits. */
  private CompletableFuture<Long> submit(
      List<Map<String, @Nullable Object>> some, Ingestion.Wanted wanted) {
    var end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        return ingestion.upsert(table, some, wanted);
      } catch (Busy busy) {
        if (System.nanoTime() > end) {
          throw busy;
        }
        LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
      }
    }
  }
}
