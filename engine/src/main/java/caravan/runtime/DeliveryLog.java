package caravan.runtime;

import caravan.cohort.Cohort;
import caravan.journey.tile.SendMessage;
import caravan.journey.tile.Tile;
import caravan.warehouse.Database;
import caravan.warehouse.Stored;
import caravan.warehouse.WarehouseFailure;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * The outbox in the state's database: what was decided to be sent, a row for each step and tick,
 * stored with the tick that decided it, until all its people are done with.
 */
public final class DeliveryLog implements Outbox {

  /** The channel of what goes to other systems. */
  public static final String WEBHOOK = "webhook";

  private static final Table<?> DELIVERY = DSL.table(DSL.name("state", "delivery"));
  private static final Field<Long> ID = field("id", Long.class);
  private static final Field<String> JOURNEY = field("journey", String.class);
  private static final Field<String> AUDIENCE = field("audience", String.class);
  private static final Field<Long> RUN = field("run", Long.class);
  private static final Field<String> STEP = field("step", String.class);
  private static final Field<LocalDateTime> NOW = field("now", LocalDateTime.class);
  private static final Field<byte[]> WHO = field("who", byte[].class);
  private static final Field<String> CHANNEL = field("channel", String.class);
  private static final Field<String> MESSAGE = field("message", String.class);

  /** Until when nobody of it may get it; null where somebody may. */
  private static final Field<LocalDateTime> DUE = field("due", LocalDateTime.class);

  private final Database db;
  private long last;

  /** The outbox of a database, which is made where it is missing. */
  public DeliveryLog(Database db) {
    this.db = db;
    db.sql().createSchemaIfNotExists("state").execute();
    db.sql()
        .createTableIfNotExists(DELIVERY)
        .columns(ID, JOURNEY, AUDIENCE, RUN, STEP, NOW, WHO, CHANNEL, MESSAGE, DUE)
        .execute();
    for (var later : List.of(CHANNEL, MESSAGE, DUE)) { // states of older programs have none
      db.sql()
          .alterTable(DELIVERY)
          .addColumnIfNotExists(later.getUnqualifiedName(), later.getDataType())
          .execute();
    }
    var highest = db.sql().select(DSL.max(ID)).from(DELIVERY).fetchSingle().value1();
    this.last = highest == null ? 0 : highest;
  }

  static <T> Field<T> field(String name, Class<T> type) {
    return DSL.field(DSL.name(name), type);
  }

  /**
   * One step's deliveries in a tick.
   *
   * @param channel {@code email}, {@code sms}, {@code push} or {@code webhook}
   * @param message its name; of a webhook the step's
   * @param now when it was decided
   */
  public record Pending(
      long id,
      String journey,
      String audience,
      long run,
      String step,
      String channel,
      String message,
      Instant now,
      Cohort who) {}

  /** Stores it, in the tick's transaction. Its number is above all there ever were. */
  @Override
  public void deliver(Delivery delivery) {
    last = Math.max(last + 1, ChronoUnit.MICROS.between(Instant.EPOCH, delivery.now()));
    try {
      db.append(
          DELIVERY.getQualifiedName(),
          List.of(
              new @Nullable Object[][] {
                {
                  last,
                  delivery.journey(),
                  delivery.audience(),
                  delivery.run(),
                  delivery.step(),
                  Stored.utc(delivery.now()),
                  delivery.who().toBytes(),
                  channel(delivery.tile()),
                  delivery.tile() instanceof SendMessage send ? send.message() : delivery.step(),
                  null
                }
              }));
    } catch (SQLException e) {
      throw WarehouseFailure.of("storing a delivery", e);
    }
  }

  /** By what a step's messages, or its calls, leave. */
  static String channel(Tile tile) {
    return tile instanceof SendMessage send ? send.channel() : WEBHOOK;
  }

  /**
   * The oldest deliveries that are not done with; of their people some may be.
   *
   * @param db a connection of the caller's
   */
  public static List<Pending> pending(Database db, int most) {
    return pending(db, DSL.noCondition(), most);
  }

  /**
   * The same of one channel, without those that are held back at an instant.
   *
   * @param held journeys whose deliveries wait
   */
  public static List<Pending> pending(
      Database db, String channel, Collection<String> held, Instant now, int most) {
    var isDue = DUE.isNull().or(DUE.le(Stored.utc(now)));
    return pending(db, channel().eq(channel).and(JOURNEY.notIn(held)).and(isDue), most);
  }

  /** Holds a delivery back: nobody who is left may get it before an instant. */
  public static void hold(Database db, long id, Instant until) {
    db.sql().update(DELIVERY).set(DUE, Stored.utc(until)).where(ID.eq(id)).execute();
  }

  /** Holds it back no more. */
  public static void release(Database db, long id) {
    db.sql().update(DELIVERY).setNull(DUE).where(ID.eq(id)).and(DUE.isNotNull()).execute();
  }

  /** Holds none of a channel back any more: why they were may have changed. */
  public static void releaseAll(Database db, String channel) {
    db.sql()
        .update(DELIVERY)
        .setNull(DUE)
        .where(channel().eq(channel))
        .and(DUE.isNotNull())
        .execute();
  }

  /** The deliveries that are held back, with until when. */
  public static Map<Long, Instant> heldUntil(Database db, Collection<Long> some) {
    var held = new HashMap<Long, Instant>();
    db.sql()
        .select(ID, DUE)
        .from(DELIVERY)
        .where(ID.in(some))
        .and(DUE.isNotNull())
        .forEach(row -> held.put(row.value1(), row.value2().toInstant(ZoneOffset.UTC)));
    return held;
  }

  /** The channel; older programs stored none, and put everything into the inbox. */
  private static Field<String> channel() {
    return DSL.coalesce(CHANNEL, "email");
  }

  private static List<Pending> pending(Database db, Condition condition, int most) {
    return db.sql()
        .select(ID, JOURNEY, AUDIENCE, RUN, STEP, channel(), DSL.coalesce(MESSAGE, STEP), NOW, WHO)
        .from(DELIVERY)
        .where(condition)
        .orderBy(ID)
        .limit(most)
        .fetch(
            row ->
                new Pending(
                    row.value1(),
                    row.value2(),
                    row.value3(),
                    row.value4(),
                    row.value5(),
                    row.value6(),
                    row.value7(),
                    row.value8().toInstant(ZoneOffset.UTC),
                    Cohort.fromBytes(row.value9())));
  }

  /** A delivery that is not done with. */
  public static Optional<Pending> find(Database db, long id) {
    return pending(db, ID.eq(id), 1).stream().findFirst();
  }

  /** How many deliveries there are that are not done with. */
  public static long waiting(Database db) {
    return db.sql().fetchCount(DELIVERY);
  }

  /** Removes a delivery that is done with, within the caller's transaction. */
  public static void done(Database db, long id) {
    db.sql().deleteFrom(DELIVERY).where(ID.eq(id)).execute();
  }
}
