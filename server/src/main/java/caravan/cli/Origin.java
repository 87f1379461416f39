package caravan.cli;

import caravan.problem.InvalidInput;
import caravan.problem.Place;
import caravan.profile.Tables;
import caravan.warehouse.Database;
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
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * Where a kept run comes from: which files it was begun from, when, and with which journeys. Stands
 * in the database that keeps the run, empty until the run begins.
 */
final class Origin {

  private static final String SCHEMA = "state";
  private static final Table<?> ORIGIN = DSL.table(DSL.name(SCHEMA, "origin"));
  private static final Field<String> DIGEST = DSL.field(DSL.name("digest"), SQLDataType.VARCHAR);
  private static final Field<LocalDateTime> BEGIN =
      DSL.field(DSL.name("begin"), SQLDataType.LOCALDATETIME);
  private static final Field<String> JOURNEYS =
      DSL.field(DSL.name("journeys"), SQLDataType.VARCHAR);

  private final Database db;
  private final String shown;
  private final String digest;

  /**
   * The origin of the run in a database.
   *
   * @param shown what the database is called in messages
   * @param folder the workspace
   */
  Origin(Database db, String shown, Path folder) throws IOException {
    this.db = db;
    this.shown = shown;
    this.digest = digest(folder);
  }

  /** Makes room for it, together with the tables of the run. */
  Tables create(Supplier<Tables> tables) {
    return db.define(
        () -> {
          db.sql().createSchemaIfNotExists(SCHEMA).execute();
          db.sql().createTableIfNotExists(ORIGIN).columns(DIGEST, BEGIN, JOURNEYS).execute();
          return tables.get();
        });
  }

  /** Whether a database has room for it: it is one of ours. */
  static boolean isIn(Database db) {
    var tables =
        db.sql()
            .fetchCount(
                DSL.table("information_schema.tables"),
                DSL.condition("table_schema = 'state' and table_name = 'origin'"));
    return tables > 0;
  }

  /** Whether a run was begun in a database. */
  static boolean isBegun(Database db) {
    return isIn(db) && db.sql().fetchCount(ORIGIN) > 0;
  }

  /** Refuses to go on from a state that other files made. */
  void requireSame() {
    if (!digest.equals(db.sql().select(DIGEST).from(ORIGIN).fetchOne(DIGEST))) {
      throw new InvalidInput(
          "other-workspace",
          Place.of("--state"),
          "'%s' was begun with other files; name a new file to begin anew".formatted(shown));
    }
  }

  /** When the run began; notes it where it begins now. */
  Instant begin(Instant wanted, boolean given, List<String> journeys) {
    var chosen = String.join("\n", journeys);
    if (!isBegun(db)) {
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
          "the run in '%s' began at %s, not at %s".formatted(shown, begun, wanted));
    }
    if (!origin.value2().equals(chosen)) {
      throw new InvalidInput(
          "other-journeys",
          Place.of("--journey"),
          "the run in '%s' has the journeys %s"
              .formatted(shown, origin.value2().replace("\n", ", ")));
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
