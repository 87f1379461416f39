package caravan.runtime;

import caravan.warehouse.Database;
import caravan.warehouse.Stored;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.function.Supplier;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that what was asked for under a key is done once, however often it is asked for: the
 * answer is kept for a day, in the transaction of what it answers.
 */
public final class Once {

  /** How long answers are kept. */
  public static final Duration KEPT = Duration.ofHours(24);

  private static final Duration CLEANED = Duration.ofHours(1);
  private static final Table<?> ANSWERED = DSL.table(DSL.name("state", "answered"));
  private static final Field<String> KEY = DSL.field(DSL.name("key"), SQLDataType.VARCHAR);
  private static final Field<String> DIGEST = DSL.field(DSL.name("digest"), SQLDataType.VARCHAR);
  private static final Field<Long> ANSWER = DSL.field(DSL.name("answer"), SQLDataType.BIGINT);
  private static final Field<LocalDateTime> NOW =
      DSL.field(DSL.name("now"), SQLDataType.LOCALDATETIME);

  private Instant cleaned = Instant.EPOCH;
  private @Nullable MaybeKnown known;

  /** Makes a state's database ready for it. */
  public static void create(Database db) {
    db.sql().createSchemaIfNotExists("state").execute();
    db.sql().createTableIfNotExists(ANSWERED).columns(KEY, DIGEST, ANSWER, NOW).execute();
  }

  /**
   * Does something, or answers what was answered before. On the engine's thread, within its
   * transaction.
   *
   * @param key null where it may be done again and again
   * @param digest of what is asked for
   * @throws KeyReused where something else was asked for under the key
   */
  public long run(
      Engine engine, Instant now, @Nullable String key, String digest, Supplier<Long> work) {
    if (key == null) {
      return work.get();
    }
    var sql = engine.database().sql();
    if (known == null) {
      known = known(sql, now);
    }
    if (known.has(key)) {
      var before =
          sql.select(DIGEST, ANSWER)
              .from(ANSWERED)
              .where(KEY.eq(key))
              .and(NOW.gt(Stored.utc(now.minus(KEPT))))
              .fetchAny();
      if (before != null) {
        if (!digest.equals(before.value1())) {
          throw new KeyReused();
        }
        return before.value2();
      }
    }
    var answer = work.get();
    if (cleaned.plus(CLEANED).isBefore(now)) {
      sql.deleteFrom(ANSWERED).where(NOW.le(Stored.utc(now.minus(KEPT)))).execute();
      cleaned = now;
    }
    sql.insertInto(ANSWERED, KEY, DIGEST, ANSWER, NOW)
        .values(key, digest, answer, Stored.utc(now))
        .execute();
    known.add(key, now);
    return answer;
  }

  /** There is no index on the keys, and most are new: to look for each would take long. */
  private static MaybeKnown known(DSLContext sql, Instant now) {
    var known = new MaybeKnown(KEPT, now);
    sql.select(KEY).from(ANSWERED).forEach(row -> known.add(row.value1(), now));
    return known;
  }
}
