package caravan.runtime;

import caravan.cohort.Cohort;
import caravan.journey.Move;
import caravan.warehouse.Database;
import caravan.warehouse.Stored;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * State in a database: a row a move, with its cohort as a compressed bitmap; none where it is the
 * one of the move before in the same tick, as it often is when people pass several steps.
 */
public final class DatabaseState implements StateStore {

  private static final String SCHEMA = "state";
  static final Table<?> MOVE = DSL.table(DSL.name(SCHEMA, "move"));
  static final Table<?> MEMBER = DSL.table(DSL.name(SCHEMA, "member"));
  static final Field<Long> NUMBER = DSL.field(DSL.name("tick"), SQLDataType.BIGINT);
  static final Field<LocalDateTime> NOW = DSL.field(DSL.name("now"), SQLDataType.LOCALDATETIME);
  static final Field<Integer> PLACE = DSL.field(DSL.name("place"), SQLDataType.INTEGER);
  static final Field<String> JOURNEY = DSL.field(DSL.name("journey"), SQLDataType.VARCHAR);
  static final Field<String> KIND = DSL.field(DSL.name("kind"), SQLDataType.VARCHAR);
  static final Field<Long> RUN = DSL.field(DSL.name("run"), SQLDataType.BIGINT);
  static final Field<String> STEP = DSL.field(DSL.name("step"), SQLDataType.VARCHAR);
  static final Field<LocalDateTime> DUE = DSL.field(DSL.name("due"), SQLDataType.LOCALDATETIME);
  static final Field<String> DETAIL = DSL.field(DSL.name("detail"), SQLDataType.VARCHAR);
  static final Field<byte[]> WHO = DSL.field(DSL.name("who"), SQLDataType.BLOB);

  /** How many people a row is about, and between which ordinals they lie. */
  static final Field<Long> PEOPLE = DSL.field(DSL.name("people"), SQLDataType.BIGINT);

  static final Field<Integer> LOWEST = DSL.field(DSL.name("lowest"), SQLDataType.INTEGER);
  static final Field<Integer> HIGHEST = DSL.field(DSL.name("highest"), SQLDataType.INTEGER);
  static final Field<String> SEGMENT = DSL.field(DSL.name("segment"), SQLDataType.VARCHAR);
  static final Field<byte[]> JOINED = DSL.field(DSL.name("joined"), SQLDataType.BLOB);
  static final Field<byte[]> LEFT = DSL.field(DSL.name("left"), SQLDataType.BLOB);

  /** How many joined a segment, and how many left it. */
  static final Field<Long> MORE = DSL.field(DSL.name("more"), SQLDataType.BIGINT);

  static final Field<Long> FEWER = DSL.field(DSL.name("fewer"), SQLDataType.BIGINT);

  private final Database db;

  public DatabaseState(Database db) {
    this.db = db;
    db.sql().createSchemaIfNotExists(SCHEMA).execute();
    create(
        MOVE, NUMBER, NOW, PLACE, JOURNEY, KIND, RUN, STEP, DUE, DETAIL, PEOPLE, LOWEST, HIGHEST,
        WHO);
    create(MEMBER, NUMBER, NOW, SEGMENT, MORE, FEWER, LOWEST, HIGHEST, JOINED, LEFT);
  }

  private void create(Table<?> table, Field<?>... columns) {
    db.sql().createTableIfNotExists(table).columns(columns).execute();
  }

  @Override
  public void commit(Tick tick) {
    db.transaction(
        () -> {
          db.append(MOVE.getQualifiedName(), moves(tick));
          db.append(MEMBER.getQualifiedName(), members(tick));
        });
  }

  @Override
  public void whole(Runnable work) {
    db.transaction(work::run);
  }

  private static List<@Nullable Object[]> moves(Tick tick) {
    var rows = new ArrayList<@Nullable Object[]>();
    var before = Cohort.EMPTY;
    for (var journey : tick.moves().entrySet()) {
      for (var move : journey.getValue()) {
        var again = !rows.isEmpty() && move.who().equals(before);
        rows.add(
            new @Nullable Object[] {
              tick.number(),
              Stored.utc(tick.now()),
              rows.size(),
              journey.getKey(),
              move.kind().label(),
              move.run(),
              move.step(),
              Stored.value(move.due()),
              move.detail(),
              move.who().size(),
              lowest(move.who()),
              highest(move.who()),
              again ? null : move.who().toBytes()
            });
        before = move.who();
      }
    }
    return rows;
  }

  private static List<@Nullable Object[]> members(Tick tick) {
    var rows = new ArrayList<@Nullable Object[]>();
    tick.members()
        .forEach(
            (segment, change) ->
                rows.add(
                    new @Nullable Object[] {
                      tick.number(),
                      Stored.utc(tick.now()),
                      segment,
                      change.joined().size(),
                      change.left().size(),
                      lowest(change.joined().union(change.left())),
                      highest(change.joined().union(change.left())),
                      change.joined().toBytes(),
                      change.left().toBytes()
                    }));
    return rows;
  }

  private static @Nullable Integer lowest(Cohort cohort) {
    return cohort.isEmpty() ? null : cohort.first();
  }

  private static @Nullable Integer highest(Cohort cohort) {
    return cohort.isEmpty() ? null : cohort.last();
  }

  @Override
  public List<Tick> load() {
    var nows = new TreeMap<Long, Instant>();
    var moves = new HashMap<Long, Map<String, List<Move>>>();
    var before = new Cohort[] {Cohort.EMPTY};
    db.sql()
        .select(NUMBER, NOW, JOURNEY, KIND, RUN, STEP, DUE, DETAIL, WHO)
        .from(MOVE)
        .orderBy(NUMBER, PLACE)
        .forEach(
            row -> {
              nows.put(row.value1(), row.value2().toInstant(ZoneOffset.UTC));
              if (row.value9() != null) {
                before[0] = Cohort.fromBytes(row.value9());
              }
              moves
                  .computeIfAbsent(row.value1(), _ -> new LinkedHashMap<>())
                  .computeIfAbsent(row.value3(), _ -> new ArrayList<>())
                  .add(
                      new Move(
                          Move.Kind.valueOf(row.value4().toUpperCase(Locale.ROOT)),
                          row.value5(),
                          row.value6(),
                          instant(row.value7()),
                          row.value8(),
                          before[0]));
            });
    var members = new HashMap<Long, Map<String, Tick.MemberChange>>();
    db.sql()
        .select(NUMBER, NOW, SEGMENT, JOINED, LEFT)
        .from(MEMBER)
        .orderBy(NUMBER)
        .forEach(
            row -> {
              nows.put(row.value1(), row.value2().toInstant(ZoneOffset.UTC));
              members
                  .computeIfAbsent(row.value1(), _ -> new LinkedHashMap<>())
                  .put(
                      row.value3(),
                      new Tick.MemberChange(
                          Cohort.fromBytes(row.value4()), Cohort.fromBytes(row.value5())));
            });
    var ticks = new ArrayList<Tick>();
    nows.forEach(
        (number, now) ->
            ticks.add(
                new Tick(
                    number,
                    now,
                    moves.getOrDefault(number, Map.of()),
                    members.getOrDefault(number, Map.of()))));
    return ticks;
  }

  private static @Nullable Instant instant(@Nullable LocalDateTime time) {
    return time == null ? null : time.toInstant(ZoneOffset.UTC);
  }
}
