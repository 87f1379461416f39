package caravan.runtime;

import static caravan.runtime.DeliveryLog.field;

import caravan.cohort.Cohort;
import caravan.runtime.DeliveryLog.Pending;
import caravan.warehouse.Database;
import caravan.warehouse.Stored;
import caravan.warehouse.WarehouseFailure;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * What became of messages, in the state's database: a row for each kind of outcome that some people
 * of a delivery had at once. Those with whom there is trouble stand in the {@link TroubleLog} too,
 * what the engine is to take in, in the {@link ReceiptLog}.
 */
public final class OutcomeLog {

  private static final Table<?> OUTCOME = DSL.table(DSL.name("state", "outcome"));
  private static final Field<Long> ID = field("delivery", Long.class);
  private static final Field<String> JOURNEY = field("journey", String.class);
  private static final Field<String> AUDIENCE = field("audience", String.class);
  private static final Field<Long> RUN = field("run", Long.class);
  private static final Field<String> STEP = field("step", String.class);
  private static final Field<String> CHANNEL = field("channel", String.class);
  private static final Field<String> MESSAGE = field("message", String.class);
  private static final Field<String> KIND = field("kind", String.class);
  private static final Field<String> REASON = field("reason", String.class);
  private static final Field<LocalDateTime> AT = field("at", LocalDateTime.class);
  private static final Field<Long> PEOPLE = field("people", Long.class);
  private static final Field<Integer> LOWEST = field("lowest", Integer.class);
  private static final Field<Integer> HIGHEST = field("highest", Integer.class);
  private static final Field<byte[]> WHO = field("who", byte[].class);

  private OutcomeLog() {}

  /** Makes a state's database ready for it. */
  public static void create(Database db) {
    db.sql().createSchemaIfNotExists("state").execute();
    db.sql()
        .createTableIfNotExists(OUTCOME)
        .columns(
            ID, JOURNEY, AUDIENCE, RUN, STEP, CHANNEL, MESSAGE, KIND, REASON, AT, PEOPLE, LOWEST,
            HIGHEST, WHO)
        .execute();
    TroubleLog.create(db);
    ReceiptLog.create(db);
  }

  /** Those of a delivery who had an outcome already, whatever it was. */
  public static Cohort settled(Database db, long delivery) {
    var some = new ArrayList<Cohort>();
    db.sql()
        .select(WHO)
        .from(OUTCOME)
        .where(ID.eq(delivery))
        .forEach(row -> some.add(Cohort.fromBytes(row.value1())));
    return Cohort.union(some);
  }

  /**
   * Stores what became of some people of a delivery, within the caller's transaction.
   *
   * @param attempts how often it was tried before, of those for whom it was
   * @param addresses where the messages of those went of whom it is known
   */
  public static void add(
      Database db,
      Pending delivery,
      Map<Integer, Outcome> outcomes,
      Map<Integer, Integer> attempts,
      Map<Integer, String> addresses,
      Instant now) {
    var groups = new LinkedHashMap<Outcome, Cohort.Builder>();
    var troubles = new ArrayList<TroubleLog.Trouble>();
    outcomes.forEach(
        (person, outcome) -> {
          groups
              .computeIfAbsent(
                  new Outcome(outcome.kind(), outcome.reason(), null, null),
                  _ -> new Cohort.Builder())
              .add(person);
          if (outcome.kind().isTrouble()) {
            var before = attempts.getOrDefault(person, 0);
            troubles.add(new TroubleLog.Trouble(delivery, person, outcome, before + 1, now));
          }
        });
    TroubleLog.remove(
        db, delivery.id(), attempts.keySet().stream().filter(outcomes::containsKey).toList());
    try {
      db.append(
          OUTCOME.getQualifiedName(),
          groups.entrySet().stream()
              .map(group -> row(delivery, group.getKey(), now, group.getValue().build()))
              .toList());
      TroubleLog.add(db, troubles);
      ReceiptLog.add(db, delivery, outcomes, addresses, now);
    } catch (SQLException e) {
      throw WarehouseFailure.of("storing what became of messages", e);
    }
  }

  /**
   * Stores what became of people of a delivery with whom there is trouble, within the caller's
   * transaction. Of the others nothing is stored.
   */
  public static void addAgain(
      Database db, long delivery, Map<Integer, Outcome> outcomes, Instant now) {
    var stored = TroubleLog.of(db, delivery, outcomes.keySet());
    var again = new LinkedHashMap<Integer, Outcome>();
    var attempts = new HashMap<Integer, Integer>();
    for (var trouble : stored) {
      again.put(trouble.person(), outcomes.get(trouble.person()));
      attempts.put(trouble.person(), trouble.attempts());
    }
    if (!stored.isEmpty()) {
      add(db, stored.getFirst().delivery(), again, attempts, Map.of(), now);
    }
  }

  private static @Nullable Object[] row(
      Pending delivery, Outcome outcome, Instant now, Cohort who) {
    return new @Nullable Object[] {
      delivery.id(),
      delivery.journey(),
      delivery.audience(),
      delivery.run(),
      delivery.step(),
      delivery.channel(),
      delivery.message(),
      outcome.kind().label(),
      outcome.reason(),
      Stored.utc(now),
      who.size(),
      who.first(),
      who.last(),
      who.toBytes()
    };
  }

  /** Gives troubles up, within the caller's transaction; answers how many there were. */
  public static int drop(Database db, Condition some, Instant now) {
    var people = new LinkedHashMap<Pending, Map<Integer, Outcome>>();
    var dropped = new Outcome(Outcome.Kind.DROPPED, null, null, null);
    var troubles = TroubleLog.take(db, some);
    for (var trouble : troubles) {
      people
          .computeIfAbsent(trouble.delivery(), _ -> new LinkedHashMap<>())
          .put(trouble.person(), dropped);
    }
    people.forEach((delivery, who) -> add(db, delivery, who, Map.of(), Map.of(), now));
    return troubles.size();
  }

  /**
   * How many messages had an outcome.
   *
   * @param reason null where there is none
   */
  public record Count(String message, Outcome.Kind kind, @Nullable String reason, long people) {}

  /** What became of the messages of a journey; troubles as they stand. */
  public static List<Count> counts(Database db, String journey) {
    var counts = new ArrayList<Count>();
    db.sql()
        .select(MESSAGE, KIND, REASON, DSL.sum(PEOPLE))
        .from(OUTCOME)
        .where(JOURNEY.eq(journey))
        .groupBy(MESSAGE, KIND, REASON)
        .orderBy(MESSAGE, KIND, REASON)
        .forEach(
            row -> {
              var kind = Outcome.Kind.of(row.value2());
              if (!kind.isTrouble()) {
                counts.add(
                    new Count(row.value1(), kind, row.value3(), row.value4().longValueExact()));
              }
            });
    counts.addAll(TroubleLog.counts(db, journey));
    return counts;
  }
}
