package caravan.security;

import caravan.warehouse.Database;
import caravan.warehouse.Stored;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The audit log in the database: rows are added, and never changed. */
public final class AuditLog implements Audit {

  private static final Table<?> AUDIT = DSL.table(DSL.name(AdminDatabase.SCHEMA, "audit"));
  private static final Field<Long> NUMBER = DSL.field(DSL.name("number"), SQLDataType.BIGINT);
  private static final Field<LocalDateTime> AT =
      DSL.field(DSL.name("at"), SQLDataType.LOCALDATETIME);
  private static final Field<String> USER = text("user_id");
  private static final Field<String> NAME = text("user_name");
  private static final Field<String> VIA = text("via");
  private static final Field<String> ADDRESS = text("address");
  private static final Field<String> ACTION = text("action");
  private static final Field<String> TARGET = text("target");
  private static final Field<String> BEFORE = text("before");
  private static final Field<String> AFTER = text("after");

  private final AdminDatabase db;
  private final InstantSource clock;
  private final AtomicLong last;
  private final JsonMapper json = JsonMapper.shared();

  /**
   * A row of it.
   *
   * @param number rows are numbered as they came
   */
  @Schema(name = "AuditEntry")
  public record Entry(
      long number,
      Instant at,
      @Nullable String userId,
      String user,
      @Nullable String via,
      @Nullable String address,
      String action,
      String target,
      @Nullable JsonNode before,
      @Nullable JsonNode after) {}

  /**
   * Which rows are wanted; null for all.
   *
   * @param before only rows with lower numbers
   */
  public record Filter(
      @Nullable Long before,
      @Nullable String userId,
      @Nullable String action,
      @Nullable String target,
      @Nullable Instant from,
      @Nullable Instant until) {}

  public AuditLog(AdminDatabase db, InstantSource clock) {
    this.db = db;
    this.clock = clock;
    db.create(AUDIT, List.of(NUMBER, AT, USER, NAME, VIA, ADDRESS, ACTION, TARGET, BEFORE, AFTER));
    var highest = db.ask(sql -> sql.select(DSL.max(NUMBER)).from(AUDIT).fetchOne(0, Long.class));
    this.last = new AtomicLong(highest == null ? 0 : highest);
  }

  private static Field<String> text(String name) {
    return DSL.field(DSL.name(name), SQLDataType.VARCHAR);
  }

  @Override
  public void note(Database database, Caller who, Note note) {
    add(database.sql(), Actor.of(who), note);
  }

  @Override
  public void note(Caller who, Note note) {
    note(Actor.of(who), note);
  }

  void note(Actor who, Note note) {
    db.change(
        (sql, _) -> {
          add(sql, who, note);
          return true;
        });
  }

  void add(DSLContext sql, Actor who, Note note) {
    sql.insertInto(AUDIT)
        .columns(NUMBER, AT, USER, NAME, VIA, ADDRESS, ACTION, TARGET, BEFORE, AFTER)
        .values(
            last.incrementAndGet(),
            Stored.utc(clock.instant()),
            who.id(),
            who.name(),
            who.via(),
            who.address(),
            note.action(),
            note.target(),
            written(note.before()),
            written(note.after()))
        .execute();
  }

  private @Nullable String written(@Nullable Object value) {
    return value == null ? null : json.writeValueAsString(value);
  }

  /** The newest first. */
  public List<Entry> list(Filter filter, int limit) {
    var wanted = DSL.noCondition();
    if (filter.before() != null) {
      wanted = wanted.and(NUMBER.lt(filter.before()));
    }
    if (filter.userId() != null) {
      wanted = wanted.and(USER.eq(filter.userId()));
    }
    if (filter.action() != null) {
      wanted = wanted.and(ACTION.eq(filter.action()));
    }
    if (filter.target() != null) {
      wanted = wanted.and(TARGET.eq(filter.target()));
    }
    if (filter.from() != null) {
      wanted = wanted.and(AT.ge(Stored.utc(filter.from())));
    }
    if (filter.until() != null) {
      wanted = wanted.and(AT.lt(Stored.utc(filter.until())));
    }
    var condition = wanted;
    return db.ask(
        sql ->
            sql.select(NUMBER, AT, USER, NAME, VIA, ADDRESS, ACTION, TARGET, BEFORE, AFTER)
                .from(AUDIT)
                .where(condition)
                .orderBy(NUMBER.desc())
                .limit(limit)
                .fetch(
                    row ->
                        new Entry(
                            row.value1(),
                            row.value2().toInstant(ZoneOffset.UTC),
                            row.value3(),
                            row.value4(),
                            row.value5(),
                            row.value6(),
                            row.value7(),
                            row.value8(),
                            read(row.value9()),
                            read(row.value10()))));
  }

  private @Nullable JsonNode read(@Nullable String written) {
    return written == null ? null : json.readTree(written);
  }
}
