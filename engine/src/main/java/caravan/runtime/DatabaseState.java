package caravan.runtime;

import caravan.cohort.Cohort;
import caravan.journey.Move;
import caravan.warehouse.Database;
import caravan.warehouse.Stored;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * State in a database: a row a move, with its cohort as a compressed bitmap; none where it is the
 * one of the move before in the same tick, as it often is when people pass several steps. For one
 * thread.
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

  /** A snapshot, in the same shape: what all ticks up to its number add up to. */
  private static final Table<?> SNAPSHOT_MOVE = DSL.table(DSL.name(SCHEMA, "snapshot_move"));

  private static final Table<?> SNAPSHOT_MEMBER = DSL.table(DSL.name(SCHEMA, "snapshot_member"));

  /** So few are gone through in a moment, and so many are seldom there. */
  private static final int MOVES_BETWEEN_SNAPSHOTS = 5_000;

  private final Database db;
  private final int between;
  private long added;

  public DatabaseState(Database db) {
    this(db, MOVES_BETWEEN_SNAPSHOTS);
  }

  /**
   * State in a database.
   *
   * @param between how many moves are added, at least, between two snapshots
   */
  public DatabaseState(Database db, int between) {
    this.db = db;
    this.between = between;
    db.sql().createSchemaIfNotExists(SCHEMA).execute();
    for (var table : List.of(MOVE, SNAPSHOT_MOVE)) {
      create(
          table, NUMBER, NOW, PLACE, JOURNEY, KIND, RUN, STEP, DUE, DETAIL, PEOPLE, LOWEST, HIGHEST,
          WHO);
    }
    for (var table : List.of(MEMBER, SNAPSHOT_MEMBER)) {
      create(table, NUMBER, NOW, SEGMENT, MORE, FEWER, LOWEST, HIGHEST, JOINED, LEFT);
    }
  }

  private void create(Table<?> table, Field<?>... columns) {
    db.sql().createTableIfNotExists(table).columns(columns).execute();
  }

  @Override
  public void commit(Tick tick) {
    append(MOVE, MEMBER, tick);
  }

  @Override
  public boolean wantsSnapshot() {
    return added >= between;
  }

  @Override
  public void keep(Tick snapshot) {
    db.transaction(
        () -> {
          db.sql().deleteFrom(SNAPSHOT_MOVE).execute();
          db.sql().deleteFrom(SNAPSHOT_MEMBER).execute();
          append(SNAPSHOT_MOVE, SNAPSHOT_MEMBER, snapshot);
        });
    added = 0;
  }

  private void append(Table<?> moves, Table<?> members, Tick tick) {
    var moved = moves(tick);
    var changed = members(tick);
    db.transaction(
        () -> {
          db.append(moves.getQualifiedName(), moved);
          db.append(members.getQualifiedName(), changed);
        });
    added += moved.size() + changed.size();
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
  public Optional<Tick> snapshot() {
    return ticks(SNAPSHOT_MOVE, SNAPSHOT_MEMBER, 0).stream().findFirst();
  }

  @Override
  public List<Tick> after(long number) {
    var ticks = ticks(MOVE, MEMBER, number);
    added = ticks.stream().mapToLong(DatabaseState::rows).sum();
    return ticks;
  }

  private static long rows(Tick tick) {
    return tick.members().size() + tick.moves().values().stream().mapToLong(List::size).sum();
  }

  @Override
  public void moves(long upTo, Reader reader) {
    read(MOVE, NUMBER.le(upTo), (_, now, journey, move) -> reader.read(now, journey, move));
  }

  private List<Tick> ticks(Table<?> moveTable, Table<?> memberTable, long after) {
    var ticks = new TreeMap<Long, Tick>();
    read(
        moveTable,
        NUMBER.gt(after),
        (number, now, journey, move) ->
            tick(ticks, number, now)
                .moves()
                .computeIfAbsent(journey, _ -> new ArrayList<>())
                .add(move));
    db.sql()
        .select(NUMBER, NOW, SEGMENT, JOINED, LEFT)
        .from(memberTable)
        .where(NUMBER.gt(after))
        .orderBy(NUMBER)
        .forEach(
            row ->
                tick(ticks, row.value1(), row.value2().toInstant(ZoneOffset.UTC))
                    .members()
                    .put(
                        row.value3(),
                        new Tick.MemberChange(
                            Cohort.fromBytes(row.value4()), Cohort.fromBytes(row.value5()))));
    return List.copyOf(ticks.values());
  }

  private static Tick tick(Map<Long, Tick> ticks, long number, Instant now) {
    return ticks.computeIfAbsent(
        number, _ -> new Tick(number, now, new LinkedHashMap<>(), new LinkedHashMap<>()));
  }

  /** Is told of one move after the other, with the number of its tick. */
  private interface RowReader {
    void read(long number, Instant now, String journey, Move move);
  }

  private void read(Table<?> table, Condition which, RowReader reader) {
    var before = Cohort.EMPTY;
    try (var rows =
        db.sql()
            .select(NUMBER, NOW, JOURNEY, KIND, RUN, STEP, DUE, DETAIL, WHO)
            .from(table)
            .where(which)
            .orderBy(NUMBER, PLACE)
            .fetchLazy()) {
      for (var row : rows) {
        before = row.value9() == null ? before : Cohort.fromBytes(row.value9());
        reader.read(
            row.value1(),
            row.value2().toInstant(ZoneOffset.UTC),
            row.value3(),
            new Move(
                Move.Kind.valueOf(row.value4().toUpperCase(Locale.ROOT)),
                row.value5(),
                row.value6(),
                instant(row.value7()),
                row.value8(),
                before));
      }
    }
  }

  private static @Nullable Instant instant(@Nullable LocalDateTime time) {
    return time == null ? null : time.toInstant(ZoneOffset.UTC);
  }
}
