package caravan.source;

import caravan.runtime.LiveWorkspace;
import caravan.warehouse.Database;
import caravan.warehouse.Stored;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** What came of the refreshes, in the state's database. */
public final class RefreshLog {

  private static final Table<?> REFRESH = DSL.table(DSL.name("state", "refresh"));
  private static final Field<LocalDateTime> BEGUN =
      DSL.field(DSL.name("begun"), SQLDataType.LOCALDATETIME);
  private static final Field<Boolean> GOOD = DSL.field(DSL.name("good"), SQLDataType.BOOLEAN);
  private static final Field<String> CODE = DSL.field(DSL.name("code"), SQLDataType.VARCHAR);
  private static final Field<String> MESSAGE = DSL.field(DSL.name("message"), SQLDataType.VARCHAR);
  private static final Field<Long> PROFILES = DSL.field(DSL.name("profiles"), SQLDataType.BIGINT);
  private static final Field<Integer> SEGMENTS =
      DSL.field(DSL.name("segments"), SQLDataType.INTEGER);
  private static final Field<Long> STRANGERS = DSL.field(DSL.name("strangers"), SQLDataType.BIGINT);
  private static final Field<String> WARNINGS =
      DSL.field(DSL.name("warnings"), SQLDataType.VARCHAR);

  private volatile @Nullable Entry last;
  private volatile @Nullable Entry lastGood;

  /** The log of a database, which is made ready for it. */
  RefreshLog(Database db) {
    db.sql().createSchemaIfNotExists("state").execute();
    db.sql()
        .createTableIfNotExists(REFRESH)
        .columns(BEGUN, GOOD, CODE, MESSAGE, PROFILES, SEGMENTS, STRANGERS, WARNINGS)
        .execute();
    last = latest(db, DSL.noCondition()).orElse(null);
    lastGood = latest(db, GOOD.isTrue()).orElse(null);
  }

  /**
   * A refresh.
   *
   * @param good whether what was read was taken
   * @param code why not, in a stable word; empty where it was
   * @param message why not, in a sentence
   * @param strangers memberships of profiles that were not there
   */
  @Schema(name = "Refresh")
  public record Entry(
      Instant begun,
      boolean good,
      String code,
      String message,
      long profiles,
      int segments,
      long strangers,
      List<String> warnings) {

    public Entry {
      warnings = List.copyOf(warnings);
    }

    static Entry failed(Instant begun, String code, String message) {
      return new Entry(begun, false, code, message, 0, 0, 0, List.of());
    }
  }

  private static Optional<Entry> latest(Database db, Condition which) {
    return db.sql()
        .select(BEGUN, GOOD, CODE, MESSAGE, PROFILES, SEGMENTS, STRANGERS, WARNINGS)
        .from(REFRESH)
        .where(which)
        .orderBy(BEGUN.desc())
        .limit(1)
        .fetchOptional()
        .map(
            row ->
                new Entry(
                    row.value1().toInstant(ZoneOffset.UTC),
                    row.value2(),
                    row.value3(),
                    row.value4(),
                    row.value5(),
                    row.value6(),
                    row.value7(),
                    row.value8().lines().toList()));
  }

  /** Adds an entry, by the engine's thread. */
  void add(LiveWorkspace workspace, Entry entry) {
    last = entry;
    lastGood = entry.good() ? entry : lastGood;
    var _ =
        workspace
            .live()
            .submit(
                0,
                (engine, _) -> {
                  engine
                      .database()
                      .sql()
                      .insertInto(
                          REFRESH, BEGUN, GOOD, CODE, MESSAGE, PROFILES, SEGMENTS, STRANGERS,
                          WARNINGS)
                      .values(
                          Stored.utc(entry.begun()),
                          entry.good(),
                          entry.code(),
                          entry.message(),
                          entry.profiles(),
                          entry.segments(),
                          entry.strangers(),
                          String.join("\n", entry.warnings()))
                      .execute();
                  return true;
                });
  }

  Optional<Entry> last() {
    return Optional.ofNullable(last);
  }

  Optional<Entry> lastGood() {
    return Optional.ofNullable(lastGood);
  }
}
