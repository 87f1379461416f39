package caravan.channel;

import caravan.warehouse.Database;
import caravan.warehouse.Stored;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Consumer;
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

  /**
   * Lets what waits go on, once that is stored.
   *
   * @param also what is stored together with it
   */
  public void release(Database db, Instant now, String author, Consumer<Database> also) {
    db.transaction(
        () -> {
          add(db, now, false, author, "");
          also.accept(db);
        });
    stop = null;
  }

  /** Adds what holds from now on; it is the last also where the clock was set back. */
  private static void add(Database db, Instant now, boolean stopped, String author, String reason) {
    var last = db.sql().select(DSL.max(CHANGED)).from(SENDING).fetchOne(0, LocalDateTime.class);
    var at = Stored.utc(now);
    db.sql()
        .insertInto(SENDING, CHANGED, STOPPED, AUTHOR, REASON)
        .values(
            last == null || last.isBefore(at) ? at : last.plus(1, ChronoUnit.MICROS),
            stopped,
            author,
            reason)
        .execute();
  }
}
