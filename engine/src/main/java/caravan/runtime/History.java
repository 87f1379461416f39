package caravan.runtime;

import static caravan.runtime.DatabaseState.DETAIL;
import static caravan.runtime.DatabaseState.DUE;
import static caravan.runtime.DatabaseState.FEWER;
import static caravan.runtime.DatabaseState.HIGHEST;
import static caravan.runtime.DatabaseState.JOINED;
import static caravan.runtime.DatabaseState.JOURNEY;
import static caravan.runtime.DatabaseState.KIND;
import static caravan.runtime.DatabaseState.LEFT;
import static caravan.runtime.DatabaseState.LOWEST;
import static caravan.runtime.DatabaseState.MEMBER;
import static caravan.runtime.DatabaseState.MORE;
import static caravan.runtime.DatabaseState.MOVE;
import static caravan.runtime.DatabaseState.NOW;
import static caravan.runtime.DatabaseState.NUMBER;
import static caravan.runtime.DatabaseState.PEOPLE;
import static caravan.runtime.DatabaseState.PLACE;
import static caravan.runtime.DatabaseState.RUN;
import static caravan.runtime.DatabaseState.SEGMENT;
import static caravan.runtime.DatabaseState.STEP;
import static caravan.runtime.DatabaseState.WHO;

import caravan.cohort.Cohort;
import caravan.journey.Move;
import caravan.warehouse.Database;
import caravan.warehouse.Stored;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** Answers what happened earlier from the ticks that are stored. */
public final class History {

  private final Database db;

  /**
   * The history in a state's database.
   *
   * @param db a connection of the caller's
   */
  public History(Database db) {
    this.db = db;
  }

  /** Something that happened to one person in a journey. */
  public record Step(
      Instant now,
      String journey,
      Move.Kind kind,
      long run,
      @Nullable String step,
      @Nullable Instant due,
      @Nullable String detail) {}

  /** That one person joined or left a segment. */
  public record Membership(Instant now, String segment, boolean joined) {}

  /** A part of a time that is told of as one, in UTC. */
  public enum Grain {
    DAY,
    MINUTE
  }

  /** How many joined a segment and how many left it in a day or minute that begins then. */
  public record Change(Instant begin, long joined, long left) {}

  /** How many people made a kind of move on one day. */
  public record Count(Instant day, String step, Move.Kind kind, long people) {}

  /** What happened to a person in some journeys, oldest first. */
  public List<Step> steps(int person, Collection<String> journeys) {
    var steps = new ArrayList<Step>();
    var before = new Cohort[] {Cohort.EMPTY};
    db.sql()
        .select(NOW, JOURNEY, KIND, RUN, STEP, DUE, DETAIL, WHO)
        .from(MOVE)
        .where(covers(person))
        .orderBy(NUMBER, PLACE)
        .forEach(
            row -> {
              // A cohort that is the one of the move before, of any journey, covers the same
              // people,
              // so that one was found as well.
              if (row.value8() != null) {
                before[0] = Cohort.fromBytes(row.value8());
              }
              if (before[0].contains(person) && journeys.contains(row.value2())) {
                steps.add(
                    new Step(
                        instant(row.value1()),
                        row.value2(),
                        kind(row.value3()),
                        row.value4(),
                        row.value5(),
                        row.value6() == null ? null : instant(row.value6()),
                        row.value7()));
              }
            });
    return steps;
  }

  /** When a person joined and left some segments, oldest first. */
  public List<Membership> memberships(int person, Collection<String> segments) {
    var memberships = new ArrayList<Membership>();
    db.sql()
        .select(NOW, SEGMENT, JOINED, LEFT)
        .from(MEMBER)
        .where(covers(person))
        .and(SEGMENT.in(segments))
        .orderBy(NUMBER)
        .forEach(
            row -> {
              var joined = Cohort.fromBytes(row.value3()).contains(person);
              if (joined || Cohort.fromBytes(row.value4()).contains(person)) {
                memberships.add(new Membership(instant(row.value1()), row.value2(), joined));
              }
            });
    return memberships;
  }

  /** How a segment changed, oldest first; days or minutes without changes are left out. */
  public List<Change> changes(String segment, Grain grain) {
    var begin = begin(grain);
    var changes = new ArrayList<Change>();
    db.sql()
        .select(begin, sum(MORE), sum(FEWER))
        .from(MEMBER)
        .where(SEGMENT.eq(segment))
        .groupBy(begin)
        .orderBy(begin)
        .forEach(row -> changes.add(new Change(instant(row.value1()), row.value2(), row.value3())));
    return changes;
  }

  /** How much each segment grew since an instant; those that did not change are left out. */
  public Map<String, Long> growth(Instant since) {
    var growth = new TreeMap<String, Long>();
    db.sql()
        .select(SEGMENT, sum(MORE), sum(FEWER))
        .from(MEMBER)
        .where(NOW.gt(Stored.utc(since)))
        .groupBy(SEGMENT)
        .forEach(row -> growth.put(row.value1(), row.value2() - row.value3()));
    return growth;
  }

  /** How many people made moves of some kinds in a journey, by day in UTC, step and kind. */
  public List<Count> counts(String journey, Collection<Move.Kind> kinds) {
    var day = begin(Grain.DAY);
    var step = DSL.coalesce(STEP, DSL.inline(""));
    var counts = new ArrayList<Count>();
    db.sql()
        .select(day, step, KIND, sum(PEOPLE))
        .from(MOVE)
        .where(JOURNEY.eq(journey))
        .and(KIND.in(kinds.stream().map(Move.Kind::label).toList()))
        .groupBy(day, step, KIND)
        .orderBy(day, step, KIND)
        .forEach(
            row ->
                counts.add(
                    new Count(
                        instant(row.value1()), row.value2(), kind(row.value3()), row.value4())));
    return counts;
  }

  /** Who ever made a kind of move at a step of a journey, in some of its runs. */
  public Cohort who(String journey, String step, Move.Kind kind, Collection<Long> runs) {
    var wanted =
        JOURNEY.eq(journey).and(STEP.eq(step)).and(KIND.eq(kind.label())).and(RUN.in(runs));
    var all = new ArrayList<Cohort>();
    var before = new Cohort[] {Cohort.EMPTY};
    db.sql()
        .select(DSL.field(wanted), WHO)
        .from(MOVE)
        .where(NUMBER.in(DSL.select(NUMBER).from(MOVE).where(wanted)))
        .orderBy(NUMBER, PLACE)
        .forEach(
            row -> {
              // As above: what is left out is that of the move before, of the same tick.
              if (row.value2() != null) {
                before[0] = Cohort.fromBytes(row.value2());
              }
              if (Boolean.TRUE.equals(row.value1())) {
                all.add(before[0]);
              }
            });
    return Cohort.union(all);
  }

  private static Condition covers(int person) {
    return LOWEST.le(person).and(HIGHEST.ge(person));
  }

  private static Field<LocalDateTime> begin(Grain grain) {
    return DSL.field(
        "date_trunc({0}, {1})",
        SQLDataType.LOCALDATETIME, DSL.inline(grain == Grain.DAY ? "day" : "minute"), NOW);
  }

  private static Field<Long> sum(Field<Long> counts) {
    return DSL.coalesce(DSL.sum(counts), DSL.inline(0)).cast(SQLDataType.BIGINT);
  }

  private static Move.Kind kind(String label) {
    return Move.Kind.valueOf(label.toUpperCase(Locale.ROOT));
  }

  private static Instant instant(LocalDateTime time) {
    return time.toInstant(ZoneOffset.UTC);
  }
}
