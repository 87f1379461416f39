package caravan.http;

import caravan.problem.InvalidInput;
import caravan.problem.Place;
import caravan.profile.Source;
import caravan.profile.Table;
import caravan.runtime.Engine;
import caravan.runtime.IllegalCommand;
import caravan.runtime.LiveWorkspace;
import caravan.runtime.Once;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Brings rows, events and interactions to the engine, each once, and answers when it is durable.
 */
final class Ingestion {

  private static final int LONGEST_KEY = 200;

  private final LiveWorkspace workspace;
  private final Once once = new Once();
  private final Set<Key> inFlight = ConcurrentHashMap.newKeySet();

  Ingestion(LiveWorkspace workspace) {
    this.workspace = workspace;
  }

  /** The key of a request that may be sent again. */
  record Key(String text) {

    /**
     * That of a header.
     *
     * @return null where it is not there
     */
    static @Nullable Key of(@Nullable String header) {
      if (header != null && (header.isBlank() || header.length() > LONGEST_KEY)) {
        throw new InvalidInput(
            "idempotency-key",
            Place.of("Idempotency-Key"),
            "a key has 1 to " + LONGEST_KEY + " characters");
      }
      return header == null ? null : new Key(header);
    }

    /** That of a part of the request; no header has one with such an end. */
    String part(long number) {
      return text + "\n" + number;
    }
  }

  /** A digest of what was sent. */
  static final class Digest {

    private final MessageDigest digest;

    /** One that nothing else is like which says something else of itself. */
    Digest(String what) {
      try {
        digest = MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
      add(what.getBytes(StandardCharsets.UTF_8));
    }

    Digest add(byte[] bytes) {
      digest.update(bytes);
      digest.update((byte) '\n');
      return this;
    }

    String text() {
      return HexFormat.of().formatHex(digest.digest());
    }
  }

  /**
   * What is written.
   *
   * @param key null where it may be done again
   * @param digest of what was sent
   */
  record Wanted(@Nullable String key, String digest) {

    /** What may be done again. */
    static final Wanted ANEW = new Wanted(null, "");

    /** Of a request. */
    static Wanted of(@Nullable Key key, String what, Object body) {
      return key == null
          ? ANEW
          : new Wanted(
              key.text(),
              new Digest(what).add(body.toString().getBytes(StandardCharsets.UTF_8)).text());
    }
  }

  /**
   * Answers a request that has a key, if no other with the same is being answered.
   *
   * @throws Failure where there is one
   */
  <T> T alone(@Nullable Key key, Supplier<T> answer) {
    if (key == null) {
      return answer.get();
    }
    if (!inFlight.add(key)) {
      throw Failure.conflict(
          "idempotency-key-in-use", "a request with this key is being answered just now");
    }
    try {
      return answer.get();
    } finally {
      inFlight.remove(key);
    }
  }

  /** A table that may be written to. */
  Table writable(String name) {
    var table = table(name);
    if (table.source() != Source.OUTBOUND_MARKETING) {
      throw Failure.conflict(
          "read-only",
          "the rows of %s are from %s and cannot be changed here"
              .formatted(name, table.source().title()));
    }
    return table;
  }

  Table table(String name) {
    return workspace
        .kept()
        .workspace()
        .schema()
        .find(name)
        .orElseThrow(() -> Failure.notFound("there is no table '" + name + "'"));
  }

  /**
   * Takes rows in.
   *
   * @return how many, once they are durable
   */
  CompletableFuture<Long> upsert(
      Table table, List<? extends Map<String, @Nullable Object>> rows, Wanted wanted) {
    return upsert(table, rows, wanted, CompletableFuture.completedFuture(null));
  }

  /** Takes rows in, unless others that came before them were not taken in. */
  CompletableFuture<Long> upsert(
      Table table,
      List<? extends Map<String, @Nullable Object>> rows,
      Wanted wanted,
      CompletableFuture<?> before) {
    return submit(
        rows.size(),
        wanted,
        (engine, _) -> {
          requireDone(before);
          engine.intake().upsert(current(engine, table), rows);
          return (long) rows.size();
        });
  }

  /** What is taken in later must not be overtaken by what is sent again. */
  static void requireDone(CompletableFuture<?> before) {
    if (before.isCompletedExceptionally()) {
      throw new IllegalCommand("what came before it was not taken in");
    }
  }

  /** Removes the rows of keys. */
  CompletableFuture<Long> remove(Table table, List<Object> keys, Wanted wanted) {
    return submit(
        keys.size(),
        wanted,
        (engine, _) -> {
          engine.intake().remove(current(engine, table), keys);
          return (long) keys.size();
        });
  }

  /** Does something once, in the engine's transaction. */
  CompletableFuture<Long> submit(
      long weight, Wanted wanted, BiFunction<Engine, Instant, Long> work) {
    return workspace
        .live()
        .submit(
            weight,
            (engine, now) ->
                once.run(
                    engine, now, wanted.key(), wanted.digest(), () -> work.apply(engine, now)));
  }

  /** The table as it is when the work is done; it may have got other columns meanwhile. */
  private static Table current(Engine engine, Table table) {
    var now = engine.schema().find(table.name());
    if (now.isEmpty() || !now.get().columns().equals(table.columns())) {
      throw new InvalidInput(
          "changed",
          Place.of("table '" + table.name() + "'"),
          "the table was changed meanwhile; send it again");
    }
    return now.get();
  }
}
