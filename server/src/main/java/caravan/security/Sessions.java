package caravan.security;

import caravan.warehouse.Stored;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * Who is signed in. All of it is in memory, and written through, so that a restart ends nothing.
 */
public final class Sessions {

  private static final Table<?> SESSIONS = DSL.table(DSL.name(AdminDatabase.SCHEMA, "session"));
  private static final Field<String> ID = text("id");
  private static final Field<String> DIGEST = text("digest");
  private static final Field<String> USER = text("user_id");
  private static final Field<LocalDateTime> CREATED = time("created");
  private static final Field<LocalDateTime> SEEN = time("seen");
  private static final Field<String> ADDRESS = text("address");
  private static final Field<String> AGENT = text("agent");

  /** How exactly it is known when a session was last seen. */
  private static final Duration WRITTEN_EVERY = Duration.ofMinutes(1);

  private static final int MOST_A_USER = 50;
  private static final int LONGEST_AGENT = 200;

  private final AdminDatabase db;
  private final InstantSource clock;
  private final SecuritySettings settings;
  private final Map<String, Session> byDigest = new ConcurrentHashMap<>();

  /** A session just begun, with the key that is given away once. */
  record Begun(Session session, String key) {}

  public Sessions(AdminDatabase db, InstantSource clock, SecuritySettings settings) {
    this.db = db;
    this.clock = clock;
    this.settings = settings;
    db.create(SESSIONS, List.of(ID, DIGEST, USER, CREATED, SEEN, ADDRESS, AGENT));
    db.ask(Sessions::load).forEach(session -> byDigest.put(session.digest(), session));
  }

  private static Field<String> text(String name) {
    return DSL.field(DSL.name(name), SQLDataType.VARCHAR);
  }

  private static Field<LocalDateTime> time(String name) {
    return DSL.field(DSL.name(name), SQLDataType.LOCALDATETIME);
  }

  private static List<Session> load(DSLContext sql) {
    return sql.select(ID, DIGEST, USER, CREATED, SEEN, ADDRESS, AGENT)
        .from(SESSIONS)
        .fetch(
            row ->
                new Session(
                    row.value1(),
                    row.value2(),
                    row.value3(),
                    row.value4().toInstant(ZoneOffset.UTC),
                    row.value5().toInstant(ZoneOffset.UTC),
                    row.value6(),
                    row.value7()));
  }

  /** The session that a key opens, if it has not ended. */
  Optional<Session> find(String key) {
    var now = clock.instant();
    var session = byDigest.get(Keys.digest(key));
    if (session == null || hasEnded(session, now)) {
      return Optional.empty();
    }
    var seen = session.seenAt(now);
    if (session.seen().plus(WRITTEN_EVERY).isBefore(now)
        && byDigest.replace(session.digest(), session, seen)) {
      write(seen);
    }
    return Optional.of(session);
  }

  private void write(Session seen) {
    db.change(
        (sql, _) ->
            sql.update(SESSIONS)
                .set(SEEN, Stored.utc(seen.seen()))
                .where(DIGEST.eq(seen.digest()))
                .execute());
  }

  private boolean hasEnded(Session session, Instant now) {
    return !session.seen().plus(settings.sessionIdle()).isAfter(now)
        || !session.created().plus(settings.sessionLongest()).isAfter(now);
  }

  Begun begin(User user, String address, String agent) {
    var key = Keys.random();
    var now = clock.instant();
    var session =
        new Session(
            Keys.id(),
            Keys.digest(key),
            user.id(),
            now,
            now,
            address,
            agent.length() > LONGEST_AGENT ? agent.substring(0, LONGEST_AGENT) : agent);
    db.change(
        (sql, afterwards) -> {
          end(sql, afterwards, other -> hasEnded(other, now));
          var others = list(user.id());
          if (others.size() >= MOST_A_USER) {
            end(sql, afterwards, others.getLast()::equals);
          }
          sql.insertInto(SESSIONS)
              .columns(ID, DIGEST, USER, CREATED, SEEN, ADDRESS, AGENT)
              .values(
                  session.id(),
                  session.digest(),
                  session.userId(),
                  Stored.utc(now),
                  Stored.utc(now),
                  session.address(),
                  session.agent())
              .execute();
          afterwards.accept(() -> byDigest.put(session.digest(), session));
          return true;
        });
    return new Begun(session, key);
  }

  /** Those of a user that have not ended, the last one seen first. */
  public List<Session> list(String userId) {
    var now = clock.instant();
    return byDigest.values().stream()
        .filter(session -> session.userId().equals(userId) && !hasEnded(session, now))
        .sorted(Comparator.comparing(Session::seen).reversed().thenComparing(Session::id))
        .toList();
  }

  /** Whether a session of a user has not ended. */
  boolean isOpen(String userId, String id) {
    return list(userId).stream().anyMatch(session -> session.id().equals(id));
  }

  /** Ends sessions; how many there were. */
  public int end(Predicate<Session> which) {
    return db.change((sql, afterwards) -> end(sql, afterwards, which));
  }

  /** Ends sessions as a part of a change. */
  int end(DSLContext sql, Consumer<Runnable> afterwards, Predicate<Session> which) {
    var digests = byDigest.values().stream().filter(which).map(Session::digest).toList();
    if (!digests.isEmpty()) {
      sql.deleteFrom(SESSIONS).where(DIGEST.in(digests)).execute();
      afterwards.accept(() -> digests.forEach(byDigest::remove));
    }
    return digests.size();
  }
}
