package caravan.runtime;

import static caravan.runtime.DeliveryLog.field;

import caravan.cohort.Cohort;
import caravan.runtime.DeliveryLog.Pending;
import caravan.warehouse.Database;
import caravan.warehouse.Stored;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Messages that are not through, in the state's database: a row a person whose message failed, is
 * deferred, or of which nobody knows.
 */
public final class TroubleLog {

  private static final Table<?> TROUBLE = DSL.table(DSL.name("state", "trouble"));
  private static final Field<Long> ID = field("delivery", Long.class);
  private static final Field<String> JOURNEY = field("journey", String.class);
  private static final Field<String> AUDIENCE = field("audience", String.class);
  private static final Field<Long> RUN = field("run", Long.class);
  private static final Field<String> STEP = field("step", String.class);
  private static final Field<String> CHANNEL = field("channel", String.class);
  private static final Field<String> MESSAGE = field("message", String.class);
  private static final Field<LocalDateTime> DECIDED = field("decided", LocalDateTime.class);
  private static final Field<Integer> PERSON = field("person", Integer.class);
  private static final Field<String> KIND = field("kind", String.class);
  private static final Field<String> REASON = field("reason", String.class);
  private static final Field<Integer> ATTEMPTS = field("attempts", Integer.class);
  private static final Field<LocalDateTime> AT = field("at", LocalDateTime.class);
  private static final Field<LocalDateTime> DUE = field("due", LocalDateTime.class);
  private static final Field<String> DETAIL = field("detail", String.class);
  private static final List<Field<?>> TROUBLES =
      List.of(
          ID, JOURNEY, AUDIENCE, RUN, STEP, CHANNEL, MESSAGE, DECIDED, PERSON, KIND, REASON,
          ATTEMPTS, AT, DUE, DETAIL);

  private TroubleLog() {}

  static void create(Database db) {
    db.sql().createTableIfNotExists(TROUBLE).columns(TROUBLES).execute();
  }

  /**
   * A person whose message is not through: it failed, is deferred, or nobody knows.
   *
   * @param delivery what it belongs to; of its people none
   * @param attempts how often it was tried
   * @param at when the outcome came to be
   */
  public record Trouble(Pending delivery, int person, Outcome outcome, int attempts, Instant at) {}

  /** Which troubles are wanted; all of it null for every one. */
  public record Wanted(
      Outcome.@Nullable Kind kind,
      @Nullable String journey,
      @Nullable String message,
      @Nullable String channel) {

    private Condition condition() {
      var condition = DSL.noCondition();
      condition = kind == null ? condition : condition.and(KIND.eq(kind.label()));
      condition = journey == null ? condition : condition.and(JOURNEY.eq(journey));
      condition = message == null ? condition : condition.and(MESSAGE.eq(message));
      return channel == null ? condition : condition.and(CHANNEL.eq(channel));
    }
  }

  static void add(Database db, List<Trouble> troubles) throws SQLException {
    db.append(TROUBLE.getQualifiedName(), troubles.stream().map(TroubleLog::row).toList());
  }

  private static @Nullable Object[] row(Trouble trouble) {
    var delivery = trouble.delivery();
    var outcome = trouble.outcome();
    return new @Nullable Object[] {
      delivery.id(),
      delivery.journey(),
      delivery.audience(),
      delivery.run(),
      delivery.step(),
      delivery.channel(),
      delivery.message(),
      Stored.utc(delivery.now()),
      trouble.person(),
      outcome.kind().label(),
      outcome.reason(),
      trouble.attempts(),
      Stored.utc(trouble.at()),
      Stored.value(outcome.due()),
      outcome.detail()
    };
  }

  static void remove(Database db, long delivery, Collection<Integer> people) {
    if (!people.isEmpty()) {
      db.sql()
          .deleteFrom(TROUBLE)
          .where(ID.eq(delivery))
          .and(db.dialect().isAmong(cohort(people), PERSON))
          .execute();
    }
  }

  private static Cohort cohort(Collection<Integer> people) {
    return Cohort.ofUnordered(people.stream().mapToInt(Integer::intValue).toArray());
  }

  /** The troubles of some people of a delivery, of those with whom there is any. */
  static List<Trouble> of(Database db, long delivery, Collection<Integer> people) {
    return where(db, ID.eq(delivery).and(db.dialect().isAmong(cohort(people), PERSON)));
  }

  private static List<Trouble> where(Database db, Condition some) {
    return db.sql().select(TROUBLES).from(TROUBLE).where(some).stream()
        .map(TroubleLog::trouble)
        .toList();
  }

  /** Removes troubles; answers what they were. */
  static List<Trouble> take(Database db, Condition some) {
    var taken = where(db, some);
    db.sql().deleteFrom(TROUBLE).where(some).execute();
    return taken;
  }

  /**
   * The deferred messages of a channel that are due, the longest due first.
   *
   * @param held journeys whose messages wait
   */
  public static List<Trouble> due(
      Database db, String channel, Collection<String> held, Instant now, int most) {
    return db
        .sql()
        .select(TROUBLES)
        .from(TROUBLE)
        .where(KIND.eq(Outcome.Kind.DEFERRED.label()))
        .and(CHANNEL.eq(channel))
        .and(JOURNEY.notIn(held))
        .and(DUE.le(Stored.utc(now)))
        .orderBy(DUE, ID, PERSON)
        .limit(most)
        .stream()
        .map(TroubleLog::trouble)
        .toList();
  }

  /** Lets deferred messages of a delivery wait until an instant, which is no attempt. */
  public static void postpone(Database db, long delivery, Cohort people, Instant until) {
    db.sql()
        .update(TROUBLE)
        .set(DUE, Stored.utc(until))
        .where(ID.eq(delivery))
        .and(KIND.eq(Outcome.Kind.DEFERRED.label()))
        .and(db.dialect().isAmong(people, PERSON))
        .execute();
  }

  /** When the next deferred message of a channel is due. */
  public static Optional<Instant> nextDue(Database db, String channel, Collection<String> held) {
    return Optional.ofNullable(
            db.sql()
                .select(DSL.min(DUE))
                .from(TROUBLE)
                .where(KIND.eq(Outcome.Kind.DEFERRED.label()))
                .and(CHANNEL.eq(channel))
                .and(JOURNEY.notIn(held))
                .fetchSingle()
                .value1())
        .map(due -> due.toInstant(ZoneOffset.UTC));
  }

  /**
   * A page of troubles, by delivery and person.
   *
   * @param after the last one of the page before; null for the first page
   */
  public static List<Trouble> list(Database db, Wanted wanted, @Nullable Place after, int most) {
    var condition = wanted.condition();
    if (after != null) {
      condition =
          condition.and(
              ID.lt(after.delivery()).or(ID.eq(after.delivery()).and(PERSON.gt(after.person()))));
    }
    return db
        .sql()
        .select(TROUBLES)
        .from(TROUBLE)
        .where(condition)
        .orderBy(ID.desc(), PERSON)
        .limit(most)
        .stream()
        .map(TroubleLog::trouble)
        .toList();
  }

  /** One person of a delivery. */
  public record Place(long delivery, int person) {}

  private static Trouble trouble(Record row) {
    var delivery =
        new Pending(
            row.get(ID),
            row.get(JOURNEY),
            row.get(AUDIENCE),
            row.get(RUN),
            row.get(STEP),
            row.get(CHANNEL),
            row.get(MESSAGE),
            row.get(DECIDED).toInstant(ZoneOffset.UTC),
            Cohort.EMPTY);
    var due = row.get(DUE);
    return new Trouble(
        delivery,
        row.get(PERSON),
        new Outcome(
            Outcome.Kind.of(row.get(KIND)),
            row.get(REASON),
            row.get(DETAIL),
            due == null ? null : due.toInstant(ZoneOffset.UTC)),
        row.get(ATTEMPTS),
        row.get(AT).toInstant(ZoneOffset.UTC));
  }

  /**
   * Lets troubles be tried again at once, as if for the first time; within the caller's
   * transaction.
   *
   * @return how many there were
   */
  public static int resend(Database db, Condition some, Instant now) {
    return db.sql()
        .update(TROUBLE)
        .set(KIND, Outcome.Kind.DEFERRED.label())
        .set(DUE, Stored.utc(now))
        .set(ATTEMPTS, 0)
        .where(some)
        .execute();
  }

  /** Which troubles are meant: those of a kind, perhaps of one delivery's person alone. */
  public static Condition some(Wanted wanted, Collection<Place> places) {
    var condition = wanted.condition();
    return places.isEmpty()
        ? condition
        : condition.and(
            DSL.or(
                places.stream()
                    .map(place -> ID.eq(place.delivery()).and(PERSON.eq(place.person())))
                    .toList()));
  }

  /** Those that nobody can be trying just now. */
  public static Condition atRest(Instant now) {
    return KIND.ne(Outcome.Kind.DEFERRED.label()).or(DUE.gt(Stored.utc(now)));
  }

  /** How many troubles the messages of a journey have. */
  static List<OutcomeLog.Count> counts(Database db, String journey) {
    return db.sql()
        .select(MESSAGE, KIND, REASON, DSL.count())
        .from(TROUBLE)
        .where(JOURNEY.eq(journey))
        .groupBy(MESSAGE, KIND, REASON)
        .orderBy(MESSAGE, KIND, REASON)
        .fetch(
            row ->
                new OutcomeLog.Count(
                    row.value1(), Outcome.Kind.of(row.value2()), row.value3(), row.value4()));
  }
}
