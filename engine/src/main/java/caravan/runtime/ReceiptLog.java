package caravan.runtime;

import static caravan.runtime.DeliveryLog.field;

import caravan.cohort.Cohort;
import caravan.runtime.DeliveryLog.Pending;
import caravan.segment.Interaction;
import caravan.warehouse.Database;
import caravan.warehouse.Stored;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * What the other side said to messages and the engine has not taken in yet, in the state's
 * database: stored with the outcomes that it led to, and removed in the tick that takes it in. So
 * none is lost and none counts twice, whenever the process dies.
 */
public final class ReceiptLog {

  private static final Table<?> RECEIPT = DSL.table(DSL.name("state", "receipt"));
  private static final Field<Long> ID = field("id", Long.class);
  private static final Field<String> JOURNEY = field("journey", String.class);
  private static final Field<String> AUDIENCE = field("audience", String.class);
  private static final Field<Long> RUN = field("run", Long.class);
  private static final Field<String> CHANNEL = field("channel", String.class);
  private static final Field<String> MESSAGE = field("message", String.class);
  private static final Field<String> KIND = field("kind", String.class);
  private static final Field<LocalDateTime> AT = field("at", LocalDateTime.class);
  private static final Field<byte[]> WHO = field("who", byte[].class);
  private static final Field<String> BOUNCE = field("bounce", String.class);
  private static final Field<String> ADDRESS = field("address", String.class);
  private static final Field<String> DETAIL = field("detail", String.class);

  private ReceiptLog() {}

  static void create(Database db) {
    db.sql()
        .createTableIfNotExists(RECEIPT)
        .columns(
            ID, JOURNEY, AUDIENCE, RUN, CHANNEL, MESSAGE, KIND, AT, WHO, BOUNCE, ADDRESS, DETAIL)
        .execute();
  }

  /**
   * What was said of some people's messages.
   *
   * @param kind delivered or bounced
   * @param who everybody who is meant; of a bounce one person
   * @param bounce what it says of the address; null where it was delivered
   * @param address that it went to; null where it was delivered, or that is not known any more
   */
  record Receipt(
      String journey,
      String audience,
      long run,
      String channel,
      String message,
      Interaction kind,
      Instant at,
      Cohort who,
      Outcome.@Nullable Bounce bounce,
      @Nullable String address,
      @Nullable String detail) {}

  /**
   * Stores what outcomes say, within the caller's transaction. Calls of webhooks are no messages.
   *
   * @param addresses where the messages of those went of whom it is known
   */
  static void add(
      Database db,
      Pending delivery,
      Map<Integer, Outcome> outcomes,
      Map<Integer, String> addresses,
      Instant now)
      throws SQLException {
    if (delivery.channel().equals(DeliveryLog.WEBHOOK)) {
      return;
    }
    var rows = new ArrayList<@Nullable Object[]>();
    var delivered = new Cohort.Builder();
    outcomes.forEach(
        (person, outcome) -> {
          if (outcome.kind() == Outcome.Kind.DELIVERED) {
            delivered.add(person);
          } else if (outcome.bounce() != null) {
            rows.add(row(delivery, outcome, Cohort.of(person), addresses.get(person), now));
          }
        });
    var taken = delivered.build();
    if (!taken.isEmpty()) {
      rows.add(row(delivery, Outcome.DELIVERED, taken, null, now));
    }
    db.append(RECEIPT.getQualifiedName(), rows);
  }

  private static @Nullable Object[] row(
      Pending delivery, Outcome outcome, Cohort who, @Nullable String address, Instant now) {
    var kind = outcome.bounce() == null ? Interaction.DELIVERED : Interaction.BOUNCED;
    return new @Nullable Object[] {
      ThreadLocalRandom.current().nextLong(), // lanes do not know of each other
      delivery.journey(),
      delivery.audience(),
      delivery.run(),
      delivery.channel(),
      delivery.message(),
      kind.label(),
      Stored.utc(now),
      who.toBytes(),
      outcome.bounce() == null ? null : outcome.bounce().name(),
      address,
      outcome.detail()
    };
  }

  /** Whether there is anything to take in. */
  public static boolean isEmpty(Database db) {
    return !db.sql().fetchExists(DSL.selectOne().from(RECEIPT));
  }

  /** Removes some receipts, within the caller's transaction; answers what they were. */
  static List<Receipt> take(Database db, int most) {
    var ids = new ArrayList<Long>();
    var receipts = new ArrayList<Receipt>();
    db.sql()
        .select(
            ID, JOURNEY, AUDIENCE, RUN, CHANNEL, MESSAGE, KIND, AT, WHO, BOUNCE, ADDRESS, DETAIL)
        .from(RECEIPT)
        .orderBy(AT, ID)
        .limit(most)
        .forEach(
            row -> {
              ids.add(row.value1());
              receipts.add(
                  new Receipt(
                      row.value2(),
                      row.value3(),
                      row.value4(),
                      row.value5(),
                      row.value6(),
                      Interaction.of(row.value7()).orElseThrow(),
                      row.value8().toInstant(ZoneOffset.UTC),
                      Cohort.fromBytes(row.value9()),
                      Optional.ofNullable(row.value10()).map(Outcome.Bounce::valueOf).orElse(null),
                      row.value11(),
                      row.value12()));
            });
    // Not all there are: others may have been added since, which are not among those read.
    if (!ids.isEmpty()) {
      db.sql().deleteFrom(RECEIPT).where(ID.in(ids.stream().map(DSL::inline).toList())).execute();
    }
    return receipts;
  }
}
