package caravan.runtime;

import caravan.cohort.Cohort;
import caravan.warehouse.Database;
import caravan.warehouse.Stored;
import caravan.warehouse.WarehouseFailure;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * The outbox in the state's database: what was decided to be sent, a row for each step and tick,
 * stored with the tick that decided it; and how far each has been handed over since.
 */
public final class DeliveryLog implements Outbox {

  private static final Table<?> DELIVERY = DSL.table(DSL.name("state", "delivery"));
  private static final Table<?> HANDED = DSL.table(DSL.name("state", "handed"));
  private static final Field<Long> ID = DSL.field(DSL.name("id"), SQLDataType.BIGINT);
  private static final Field<String> JOURNEY = DSL.field(DSL.name("journey"), SQLDataType.VARCHAR);
  private static final Field<String> AUDIENCE =
      DSL.field(DSL.name("audience"), SQLDataType.VARCHAR);
  private static final Field<Long> RUN = DSL.field(DSL.name("run"), SQLDataType.BIGINT);
  private static final Field<String> STEP = DSL.field(DSL.name("step"), SQLDataType.VARCHAR);
  private static final Field<LocalDateTime> NOW =
      DSL.field(DSL.name("now"), SQLDataType.LOCALDATETIME);
  private static final Field<byte[]> WHO = DSL.field(DSL.name("who"), SQLDataType.BLOB);
  private static final Field<Integer> UPTO = DSL.field(DSL.name("upto"), SQLDataType.INTEGER);

  private final Database db;
  private long last;

  /** The outbox of a database, which is made where it is missing. */
  public DeliveryLog(Database db) {
    this.db = db;
    db.sql().createSchemaIfNotExists("state").execute();
    db.sql()
        .createTableIfNotExists(DELIVERY)
        .columns(ID, JOURNEY, AUDIENCE, RUN, STEP, NOW, WHO)
        .execute();
    db.sql().createTableIfNotExists(HANDED).columns(ID, UPTO).execute();
    var highest = db.sql().select(DSL.max(ID)).from(DELIVERY).fetchSingle().value1();
    this.last = highest == null ? 0 : highest;
  }

  /**
   * What is still to be handed over of one step's deliveries in a tick.
   *
   * @param who those who have not been handed over
   */
  public record Pending(
      long id, String journey, String audience, long run, String step, Instant now, Cohort who) {}

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
                  delivery.who().toBytes()
                }
              }));
    } catch (SQLException e) {
      throw WarehouseFailure.of("storing a delivery", e);
    }
  }

  /**
   * The oldest deliveries of which anything is still to be handed over.
   *
   * @param db a connection of the caller's
   */
  public static List<Pending> pending(Database db, int most) {
    var handed = DSL.max(DSL.field(DSL.name("h", "upto"), SQLDataType.INTEGER));
    var pending = new ArrayList<Pending>();
    db.sql()
        .select(
            column(ID),
            column(JOURNEY),
            column(AUDIENCE),
            column(RUN),
            column(STEP),
            column(NOW),
            column(WHO),
            DSL.field(
                DSL.select(handed)
                    .from(HANDED.as("h"))
                    .where(DSL.field(DSL.name("h", "id"), SQLDataType.BIGINT).eq(column(ID)))))
        .from(DELIVERY.as("d"))
        .orderBy(column(ID))
        .limit(most)
        .forEach(
            row -> {
              var who = Cohort.fromBytes(row.value7());
              var upto = row.value8();
              pending.add(
                  new Pending(
                      row.value1(),
                      row.value2(),
                      row.value3(),
                      row.value4(),
                      row.value5(),
                      row.value6().toInstant(ZoneOffset.UTC),
                      upto == null ? who : who.above(upto)));
            });
    return pending;
  }

  /** How many deliveries there are of which anything is still to be handed over. */
  public static long waiting(Database db) {
    return db.sql().fetchCount(DELIVERY);
  }

  private static <T> Field<T> column(Field<T> field) {
    return DSL.field(DSL.name("d", field.getName()), field.getDataType());
  }

  /**
   * Notes, within the caller's transaction, how far a delivery was handed over. One that was as a
   * whole is not kept.
   *
   * @param upto the highest ordinal that was; nothing for all
   */
  public static void handed(Database db, long id, Optional<Integer> upto) {
    if (upto.isPresent()) {
      db.sql().insertInto(HANDED, ID, UPTO).values(id, upto.get()).execute();
    } else {
      db.sql().deleteFrom(DELIVERY).where(ID.eq(id)).execute();
      db.sql().deleteFrom(HANDED).where(ID.eq(id)).execute();
    }
  }
}
