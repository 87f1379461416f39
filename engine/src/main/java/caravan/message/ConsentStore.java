package caravan.message;

import caravan.cohort.Cohort;
import caravan.warehouse.Database;
import caravan.warehouse.Stored;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * What people said about messages, kept in the state's database: a row each time, none is ever
 * changed. For the engine's thread, within its transaction.
 */
public final class ConsentStore {

  private static final Table<?> CONSENT = DSL.table(DSL.name("state", "consent"));
  private static final Field<Long> NUMBER = DSL.field(DSL.name("number"), SQLDataType.BIGINT);
  private static final Field<String> AUDIENCE =
      DSL.field(DSL.name("audience"), SQLDataType.VARCHAR);
  private static final Field<Integer> PERSON = DSL.field(DSL.name("person"), SQLDataType.INTEGER);
  private static final Field<String> CHANNEL = DSL.field(DSL.name("channel"), SQLDataType.VARCHAR);
  private static final Field<String> TOPIC = DSL.field(DSL.name("topic"), SQLDataType.VARCHAR);
  private static final Field<Boolean> ALLOWED = DSL.field(DSL.name("allowed"), SQLDataType.BOOLEAN);
  private static final Field<LocalDateTime> AT =
      DSL.field(DSL.name("at"), SQLDataType.LOCALDATETIME);
  private static final Field<String> SOURCE = DSL.field(DSL.name("source"), SQLDataType.VARCHAR);

  private final Database db;
  private Consents current;
  private long last;

  /** The consents of a state's database, which is made ready for them. */
  public ConsentStore(Database db) {
    this.db = db;
    db.sql().createSchemaIfNotExists("state").execute();
    db.sql()
        .createTableIfNotExists(CONSENT)
        .columns(NUMBER, AUDIENCE, PERSON, CHANNEL, TOPIC, ALLOWED, AT, SOURCE)
        .execute();
    this.current = load();
  }

  private Consents load() {
    var answers = new HashMap<Consents.Key, Map<Integer, Boolean>>();
    db.sql()
        .select(NUMBER, AUDIENCE, CHANNEL, TOPIC, PERSON, ALLOWED)
        .from(CONSENT)
        .orderBy(NUMBER)
        .forEach(
            row -> {
              last = row.value1();
              answers
                  .computeIfAbsent(
                      new Consents.Key(row.value2(), row.value3(), row.value4()),
                      _ -> new HashMap<>())
                  .put(row.value5(), row.value6());
            });
    var said = new HashMap<Consents.Key, Consents.Said>();
    answers.forEach(
        (key, byPerson) ->
            said.put(key, new Consents.Said(who(byPerson, true), who(byPerson, false))));
    return new Consents(said);
  }

  private static Cohort who(Map<Integer, Boolean> answers, boolean wanted) {
    var who = new Cohort.Builder();
    answers.entrySet().stream()
        .filter(answer -> answer.getValue() == wanted)
        .map(Map.Entry::getKey)
        .sorted()
        .forEach(who::add);
    return who.build();
  }

  /** What was said, as it stands now. */
  public Consents current() {
    return current;
  }

  /**
   * Notes what a person said.
   *
   * @param source how: {@code one-click}, {@code preferences}, {@code double-opt-in}, {@code
   *     complaint}, or who noted it
   */
  public void record(Consents.Key about, int person, boolean allowed, Instant now, String source) {
    db.sql()
        .insertInto(CONSENT, NUMBER, AUDIENCE, PERSON, CHANNEL, TOPIC, ALLOWED, AT, SOURCE)
        .values(
            ++last,
            about.audience(),
            person,
            about.channel(),
            about.topic(),
            allowed,
            Stored.utc(now),
            source)
        .execute();
    var said = new HashMap<>(current.said());
    said.put(
        about, said.getOrDefault(about, Consents.Said.NOTHING).with(Cohort.of(person), allowed));
    current = new Consents(said);
  }

  /** Something that a person said. */
  public record Entry(String channel, String topic, boolean allowed, Instant at, String source) {}

  /** All that a person ever said, the newest first. */
  public static List<Entry> history(Database db, String audience, int person) {
    return db.sql()
        .select(CHANNEL, TOPIC, ALLOWED, AT, SOURCE)
        .from(CONSENT)
        .where(AUDIENCE.eq(audience))
        .and(PERSON.eq(person))
        .orderBy(NUMBER.desc())
        .fetch(
            row ->
                new Entry(
                    row.value1(),
                    row.value2(),
                    row.value3(),
                    row.value4().toInstant(ZoneOffset.UTC),
                    row.value5()));
  }

  /** What a person said last about something, of all that they said. */
  public static Optional<Entry> last(List<Entry> history, String channel, String topic) {
    return history.stream()
        .filter(entry -> entry.channel().equals(channel) && entry.topic().equals(topic))
        .findFirst();
  }
}
