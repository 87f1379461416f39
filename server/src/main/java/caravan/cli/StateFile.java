package caravan.cli;

import caravan.problem.InvalidInput;
import caravan.problem.Place;
import caravan.warehouse.DuckDb;
import caravan.warehouse.Stored;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** The file that a run is kept in: which files it was begun from, when, and with which journeys. */
final class StateFile {

  private static final Table<?> ORIGIN = DSL.table(DSL.name("state", "origin"));
  private static final Field<String> DIGEST = DSL.field(DSL.name("digest"), SQLDataType.VARCHAR);
  private static final Field<LocalDateTime> BEGIN =
      DSL.field(DSL.name("begin"), SQLDataType.LOCALDATETIME);
  private static final Field<String> JOURNEYS =
      DSL.field(DSL.name("journeys"), SQLDataType.VARCHAR);

  private final Path file;
  private final String digest;

  private StateFile(Path file, String digest) {
    this.file = file;
    this.digest = digest;
  }

  /** Looks at a state file; what a run that never got to begin left there is removed. */
  static StateFile prepare(Path file, Path folder) throws IOException {
    if (Files.isDirectory(file)) {
      throw new InvalidInput(
          "not-a-file",
          Place.of("--state"),
          "'" + file + "' is a folder; a file should stand here");
    }
    var prepared = new StateFile(file, digest(folder));
    if (Files.exists(file)) {
      boolean begun;
      try (var db = DuckDb.file(file, List.of())) {
        begun = prepared.isBegun(db);
        if (!begun && prepared.isForeign(db)) {
          throw new InvalidInput(
              "not-a-state",
              Place.of("--state"),
              "'" + file + "' is a database, but not of a run; name another file");
        }
      }
      if (!begun) {
        Files.delete(file);
        Files.deleteIfExists(Path.of(file + ".wal"));
      }
    } else {
      Files.createDirectories(file.toAbsolutePath().getParent());
    }
    return prepared;
  }

  private boolean isForeign(DuckDb db) {
    return db.sql()
            .fetchCount(
                DSL.table("information_schema.tables"),
                DSL.condition(
                    "table_schema not in ('data', 'ordinals', 'staging', 'happened', 'state')"))
        > 0;
  }

  /** Whether a run was begun in the file. */
  boolean isBegun(DuckDb db) {
    var tables =
        db.sql()
            .fetchCount(
                DSL.table("information_schema.tables"),
                DSL.condition("table_schema = 'state' and table_name = 'origin'"));
    return tables > 0 && db.sql().fetchCount(ORIGIN) > 0;
  }

  /** Refuses to go on from a state that other files made. */
  void requireSame(DuckDb db) {
    if (!digest.equals(db.sql().select(DIGEST).from(ORIGIN).fetchOne(DIGEST))) {
      throw new InvalidInput(
          "other-workspace",
          Place.of("--state"),
          "'%s' was begun with other files; name a new file to begin anew".formatted(file));
    }
  }

  /** When the run began; notes it where it begins now. */
  Instant begin(DuckDb db, Instant wanted, boolean given, List<String> journeys) {
    var chosen = String.join("\n", journeys);
    if (!isBegun(db)) {
      db.sql().createTableIfNotExists(ORIGIN).columns(DIGEST, BEGIN, JOURNEYS).execute();
      db.sql()
          .insertInto(ORIGIN, DIGEST, BEGIN, JOURNEYS)
          .values(digest, Stored.utc(wanted), chosen)
          .execute();
      return wanted;
    }
    var origin = db.sql().select(BEGIN, JOURNEYS).from(ORIGIN).fetchSingle();
    var begun = origin.value1().toInstant(ZoneOffset.UTC);
    if (given && !begun.equals(wanted)) {
      throw new InvalidInput(
          "other-begin",
          Place.of("--from"),
          "the run in '%s' began at %s, not at %s".formatted(file, begun, wanted));
    }
    if (!origin.value2().equals(chosen)) {
      throw new InvalidInput(
          "other-journeys",
          Place.of("--journey"),
          "the run in '%s' has the journeys %s"
              .formatted(file, origin.value2().replace("\n", ", ")));
    }
    return begun;
  }

  /** Of all definitions; data files are taken in at the beginning and may change afterwards. */
  private static String digest(Path folder) throws IOException {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      for (var part :
          List.of("caravan.yaml", "segments.yaml", "segments", "journeys", "messages")) {
        var path = folder.resolve(part);
        if (!Files.exists(path)) {
          continue;
        }
        try (Stream<Path> files = Files.walk(path)) {
          for (var each : files.filter(Files::isRegularFile).sorted().toList()) {
            digest.update(folder.relativize(each).toString().getBytes(StandardCharsets.UTF_8));
            digest.update(Files.readAllBytes(each));
          }
        }
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
