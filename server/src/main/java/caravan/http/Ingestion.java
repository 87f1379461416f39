package caravan.http;

import caravan.problem.InvalidInput;
import caravan.problem.Place;
import caravan.profile.Source;
import caravan.profile.Table;
import caravan.runtime.Engine;
import caravan.runtime.LiveWorkspace;
import caravan.runtime.Once;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Brings rows, events and interactions to the engine, each once, and answers when it is durable.
 */
final class Ingestion {

  private static final int LONGEST_KEY = 200;

  private final LiveWorkspace workspace;
  private final Once once = new Once();

  Ingestion(LiveWorkspace workspace) {
    this.workspace = workspace;
  }

  /**
   * What is written.
   *
   * @param idempotencyKey null where it may be done again
   * @param digest of what was sent
   */
  record Wanted(@Nullable String idempotencyKey, String digest) {

    /** Of a request's header and body. */
    static Wanted of(@Nullable String key, String what, byte[] body) {
      if (key != null && (key.isBlank() || key.length() > LONGEST_KEY)) {
        throw new InvalidInput(
            "idempotency-key",
            Place.of("Idempotency-Key"),
            "a key has 1 to " + LONGEST_KEY + " characters");
      }
      return new Wanted(key, key == null ? "" : digest(what, body));
    }

    private static String digest(String what, byte[] body) {
      try {
        var digest = MessageDigest.getInstance("SHA-256");
        digest.update(what.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        return HexFormat.of().formatHex(digest.digest(body));
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
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
    return submit(
        rows.size(),
        wanted,
        (engine, _) -> {
          engine.intake().upsert(current(engine, table), rows);
          return (long) rows.size();
        });
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
                    engine,
                    now,
                    wanted.idempotencyKey(),
                    wanted.digest(),
                    () -> work.apply(engine, now)));
  }

  /** The table as it is when the work is done; it may have got other columns meanwhile. */
  private static Table current(Engine engine, Table table) {
    var now = engine.tables().schema().find(table.name());
    if (now.isEmpty() || !now.get().columns().equals(table.columns())) {
      throw new InvalidInput(
          "changed",
          Place.of("table '" + table.name() + "'"),
          "the table was changed meanwhile; send it again");
    }
    return now.get();
  }
}
