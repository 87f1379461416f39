package caravan.runtime;

import caravan.cohort.Cohort;
import caravan.journey.Move;
import caravan.profile.Stored;
import caravan.warehouse.DuckDb;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** State in the embedded database: a row a move, with its cohort as a compressed bitmap. */
public final class DuckDbState implements StateStore {

  private static final String SCHEMA = "state";
  private static final Table<?> TICK = DSL.table(DSL.name(SCHEMA, "tick"));
  private static final Table<?> MOVE = DSL.table(DSL.name(SCHEMA, "move"));
  private static final Table<?> MEMBER = DSL.table(DSL.name(SCHEMA, "member"));
  private static final Field<Long> NUMBER = DSL.field(DSL.name("tick"), SQLDataType.BIGINT);
  private static final Field<LocalDateTime> NOW =
      DSL.field(DSL.name("now"), SQLDataType.LOCALDATETIME);
  private static final Field<Integer> PLACE = DSL.field(DSL.name("place"), SQLDataType.INTEGER);
  private static final Field<String> JOURNEY = DSL.field(DSL.name("journey"), SQLDataType.VARCHAR);
  private static final Field<String> KIND = DSL.field(DSL.name("kind"), SQLDataType.VARCHAR);
  private static final Field<Long> RUN = DSL.field(DSL.name("run"), SQLDataType.BIGINT);
  private static final Field<String> STEP = DSL.field(DSL.name("step"), SQLDataType.VARCHAR);
  private static final Field<LocalDateTime> DUE =
      DSL.field(DSL.name("due"), SQLDataType.LOCALDATETIME);
  private static final Field<String> DETAIL = DSL.field(DSL.name("detail"), SQLDataType.VARCHAR);
  private static final Field<byte[]> WHO = DSL.field(DSL.name("who"), SQLDataType.BLOB);
  private static final Field<String> SEGMENT = DSL.field(DSL.name("segment"), SQLDataType.VARCHAR);
  private static final Field<byte[]> JOINED = DSL.field(DSL.name("joined"), SQLDataType.BLOB);
  private static final Field<byte[]> LEFT = DSL.field(DSL.name("left"), SQLDataType.BLOB);

  private final DuckDb db;

  public DuckDbState(DuckDb db) {
    this.db = db;
    db.sql().createSchemaIfNotExists(SCHEMA).execute();
    create(TICK, NUMBER, NOW);
    create(MOVE, NUMBER, PLACE, JOURNEY, KIND, RUN, STEP, DUE, DETAIL, WHO);
    create(MEMBER, NUMBER, SEGMENT, JOINED, LEFT);
  }

  private void create(Table<?> table, Field<?>... columns) {
    db.sql().createTableIfNotExists(table).columns(columns).execute();
  }

  @Override
  public void commit(Tick tick) {
    var inserts = new ArrayList<Query>();
    var sql = db.sql();
    inserts.add(
        sql.insertInto(TICK, NUMBER, NOW).values(tick.number(), Stored.utc(tick.now())));
    var place = 0;
    for (var journey : tick.moves().entrySet()) {
      for (var move : journey.getValue()) {
        inserts.add(
            sql.insertInto(MOVE, NUMBER, PLACE, JOURNEY, KIND, RUN, STEP, DUE, DETAIL, WHO)
                .values(
                    tick.number(),
                    place++,
                    journey.getKey(),
                    move.kind().label(),
                    move.run(),
                    move.step(),
                    move.due() == null ? null : Stored.utc(move.due()),
                    move.detail(),
                    move.who().toBytes()));
      }
    }
    tick.members()
        .forEach(
            (segment, change) ->
                inserts.add(
                    sql.insertInto(MEMBER, NUMBER, SEGMENT, JOINED, LEFT)
                        .values(
                            tick.number(),
                            segment,
                            change.joined().toBytes(),
                            change.left().toBytes())));
    db.transaction(() -> inserts.forEach(Query::execute));
  }

  @Override
  public List<Tick> load() {
    var moves = new LinkedHashMap<Long, Map<String, List<Move>>>();
    db.sql()
        .select(NUMBER, JOURNEY, KIND, RUN, STEP, DUE, DETAIL, WHO)
        .from(MOVE)
        .orderBy(NUMBER, PLACE)
        .forEach(
            row ->
                moves
                    .computeIfAbsent(row.value1(), _ -> new LinkedHashMap<>())
                    .computeIfAbsent(row.value2(), _ -> new ArrayList<>())
                    .add(
                        new Move(
                            Move.Kind.valueOf(row.value3().toUpperCase(Locale.ROOT)),
                            row.value4(),
                            row.value5(),
                            instant(row.value6()),
                            row.value7(),
                            Cohort.fromBytes(row.value8()))));
    var members = new LinkedHashMap<Long, Map<String, Tick.MemberChange>>();
    db.sql()
        .select(NUMBER, SEGMENT, JOINED, LEFT)
        .from(MEMBER)
        .orderBy(NUMBER)
        .forEach(
            row ->
                members
                    .computeIfAbsent(row.value1(), _ -> new LinkedHashMap<>())
                    .put(
                        row.value2(),
                        new Tick.MemberChange(
                            Cohort.fromBytes(row.value3()), Cohort.fromBytes(row.value4()))));
    var ticks = new ArrayList<Tick>();
    db.sql()
        .select(NUMBER, NOW)
        .from(TICK)
        .orderBy(NUMBER)
        .forEach(
            row ->
                ticks.add(
                    new Tick(
                        row.value1(),
                        Objects.requireNonNull(instant(row.value2())),
                        moves.getOrDefault(row.value1(), Map.of()),
                        members.getOrDefault(row.value1(), Map.of()))));
    return ticks;
  }

  private static @Nullable Instant instant(@Nullable LocalDateTime time) {
    return time == null ? null : time.toInstant(ZoneOffset.UTC);
  }
}
