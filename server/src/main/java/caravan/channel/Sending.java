package caravan.channel;

import caravan.warehouse.Database;
import caravan.warehouse.Stored;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** The emergency stop: whether anything may leave. Kept, so that it outlives a restart. */
public final class Sending {

  private static final Table<?> SENDING = DSL.table(DSL.name("state", "sending"));
  private static final Field<LocalDateTime> CHANGED =
      DSL.field(DSL.name("changed"), SQLDataType.LOCALDATETIME);
  private static final Field<Boolean> STOPPED = DSL.field(DSL.name("stopped"), SQLDataType.BOOLEAN);
  private static final Field<String> AUTHOR = DSL.field(DSL.name("author"), SQLDataType.VARCHAR);
  private static final Field<String> REASON = DSL.field(DSL.name("reason"), SQLDataType.VARCHAR);

  private volatile @Nullable Stop stop;

  /**
   * That sending is stopped.
   *
   * @param reason what was given, or empty
   */
  public record Stop(Instant since, String author, String reason) {}

  /** Whether sending is stopped in a state's database, which is made ready for it. */
  public Sending(Database db) {
    db.sql().createSchemaIfNotExists("state").execute();
    db.sql().createTableIfNotExists(SENDING).columns(CHANGED, STOPPED, AUTHOR, REASON).execute();
    stop =
        db.sql()
            .select(CHANGED, STOPPED, AUTHOR, REASON)
            .from(SENDING)
            .orderBy(CHANGED.desc())
            .limit(1)
            .fetchOptional()
            .filter(row -> row.value2())
            .map(
                row -> new Stop(row.value1().toInstant(ZoneOffset.UTC), row.value3(), row.value4()))
            .orElse(null);
  }

  /** The stop, while there is one. */
  public Optional<Stop> stopped() {
    return Optional.ofNullable(stop);
  }

  /** Stops all sending at once; then stores that it is so. */
  public void stop(Database db, Stop why) {
    stop = why;
    add(db, why.since(), true, why.author(), why.reason());
  }

  /** Lets what waits go on, once that is stored. */
  public void release(Database db, Instant now, String author) {
    add(db, now, false, author, "");
    stop = null;
  }

  private static void add(Database db, Instant now, boolean stopped, String author, String reason) {
    db.sql()
        .insertInto(SENDING, CHANGED, STOPPED, AUTHOR, REASON)
        .values(Stored.utc(now), stopped, author, reason)
        .execute();
  }
}
