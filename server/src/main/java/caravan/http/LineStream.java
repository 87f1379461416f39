package caravan.http;

import caravan.problem.InvalidInput;
import caravan.problem.Place;
import caravan.problem.Problem;
import caravan.problem.Problems;
import caravan.runtime.Busy;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes in what comes one a line, some at a time, while the others still come. However many there
 * are, only a few thousand of them are held at once.
 *
 * @param <T> what a line becomes
 */
final class LineStream<T> {

  private static final int AT_ONCE = 2_000;
  private static final int BYTES_AT_ONCE = 4 << 20;

  /** A long stream is taken in larger parts: a tick costs much by itself. */
  private static final int LARGER = 5;

  private static final int SMALL_PARTS = 10;
  private static final int AHEAD = 2;
  static final int MOST_LINES_WITH_PROBLEMS = 1_000;
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration WHEN_BUSY = Duration.ofMillis(20);

  /** Where they go. */
  interface Sink<T> {

    /** One; nothing where it does not fit, which is said. */
    Optional<T> read(JsonNode json, Place place, Problems problems);

    /**
     * Takes some in, unless what came before them was not.
     *
     * @return what was taken in, once that is durable
     */
    CompletableFuture<Done> submit(
        List<T> some, Ingestion.Wanted wanted, CompletableFuture<?> before);
  }

  /**
   * What became of some of them.
   *
   * @param problems why others were left out
   */
  record Done(long taken, List<Problem> problems) {}

  /** Some that were handed over. */
  private record Chunk(int size, CompletableFuture<Done> done) {}

  private final Sink<T> sink;
  private final JsonMapper json;
  private final Ingestion.@Nullable Key key;
  private final boolean skips;
  private final ArrayDeque<Chunk> ahead = new ArrayDeque<>();
  private final List<Problem> problems = new ArrayList<>();
  private CompletableFuture<?> last = CompletableFuture.completedFuture(null);
  private List<T> some = new ArrayList<>();
  private Ingestion.Digest digest = new Ingestion.Digest("stream");
  private int lines;
  private int bytes;
  private long chunks;
  private long taken;
  private long rejected;

  /**
   * A stream.
   *
   * @param key under which it may be sent again; null for none
   * @param skips whether what does not fit is left out, and does not end it
   */
  LineStream(Sink<T> sink, JsonMapper json, Ingestion.@Nullable Key key, boolean skips) {
    this.sink = sink;
    this.json = json;
    this.key = key;
    this.skips = skips;
  }

  /**
   * Takes everything in.
   *
   * @throws TakenPartly where it comes to no good end: with {@link InvalidInput} where something
   *     does not fit, and such is not left out
   */
  Taken take(InputStream in) {
    try {
      var all = new Lines(in);
      for (var line = all.next(); line != null; line = all.next()) {
        read(line, all);
        if (isPart()) {
          send();
        }
      }
      send();
      while (!ahead.isEmpty()) {
        await();
      }
      return Taken.of(taken, rejected, problems);
    } catch (IOException | RuntimeException failure) {
      awaitWhatCan();
      throw new TakenPartly(failure, taken);
    }
  }

  /** By what was sent alone: sent again, a stream is parted in the same places. */
  private boolean isPart() {
    var times = chunks < SMALL_PARTS ? 1 : LARGER;
    return lines >= AT_ONCE * times || bytes >= BYTES_AT_ONCE * times;
  }

  private void read(byte[] line, Lines all) {
    lines++;
    bytes += line.length;
    digest.add(line);
    var found = new Problems();
    var place = Place.of("line", all.number());
    if (all.isTooLong()) {
      found.add("too-long", place, "a line has at most %,d bytes".formatted(Lines.LONGEST));
    } else {
      read(line, place, found);
    }
    if (!found.isEmpty()) {
      reject(found.list());
    }
  }

  private void read(byte[] line, Place place, Problems found) {
    try {
      var tree = json.readTree(line);
      if (!tree.isMissingNode()) { // a blank line is none
        sink.read(tree, place, found).ifPresent(some::add);
      }
    } catch (JacksonException e) {
      found.add("not-json", place, "this is not JSON: " + firstLine(e.getOriginalMessage()));
    }
  }

  private static String firstLine(@Nullable String message) {
    return message == null ? "" : message.lines().findFirst().orElse("");
  }

  private void reject(List<Problem> why) {
    rejected++;
    if (rejected <= MOST_LINES_WITH_PROBLEMS) {
      problems.addAll(why);
    }
  }

  private void send() {
    if (!skips && !problems.isEmpty()) {
      while (!ahead.isEmpty()) {
        await();
      }
      throw new InvalidInput(problems);
    }
    while (ahead.size() >= AHEAD) {
      await();
    }
    if (!some.isEmpty()) {
      var wanted = new Ingestion.Wanted(key == null ? null : key.part(chunks), digest.text());
      var done = submit(wanted);
      ahead.add(new Chunk(some.size(), done));
      last = done;
    }
    chunks++;
    some = new ArrayList<>();
    digest = new Ingestion.Digest("stream");
    lines = 0;
    bytes = 0;
  }

  private void await() {
    var chunk = ahead.removeFirst();
    var done = chunk.done().join();
    taken += done.taken();
    rejected += chunk.size() - done.taken();
    var room = MOST_LINES_WITH_PROBLEMS - problems.size();
    done.problems().stream().limit(Math.max(0, room)).forEach(problems::add);
  }

  /** Counts what is durable in spite of a failure. */
  private void awaitWhatCan() {
    while (!ahead.isEmpty()) {
      try {
        await();
      } catch (CompletionException _) {
        // the first failure is the one to be told of
      }
    }
  }

  /** Where too much waits already, the sender waits. */
  private CompletableFuture<Done> submit(Ingestion.Wanted wanted) {
    var end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        return sink.submit(some, wanted, last);
      } catch (Busy busy) {
        if (System.nanoTime() > end) {
          throw busy;
        }
        LockSupport.parkNanos(WHEN_BUSY.toNanos());
      }
    }
  }
}
