package caravan.bench;

import caravan.warehouse.Database;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Workload J as set-based SQL with a row a person: each phase is one transaction of as few
 * statements as it needs, the same in each database.
 *
 * @param keys whether the tables have primary keys
 * @param history whether each step of a person is a row, too
 */
record SqlJourney(Kind kind, boolean keys, boolean history) implements Contender {

  /** A database, and how it is told that rows of a table with a key will change. */
  enum Kind {
    DUCKDB("DuckDB", ""),

    /** Changed rows find room beside the old ones, so that no index needs to know of them. */
    POSTGRESQL("PostgreSQL", " with (fillfactor = 45)");

    private final String label;
    private final String changing;

    Kind(String label, String changing) {
      this.label = label;
      this.changing = changing;
    }
  }

  private static final String WAITING = "step in ('wait-a', 'wait-b')";
  private static final String STEP = "case when country = 'DE' then 'wait-a' else 'wait-b' end";
  private static final String SUPPRESSED =
      "select id from %s where suppressed_on <= date '%s'"
          .formatted(Customers.SQL, Customers.SUPPRESSED_ON);

  @Override
  public String name() {
    return "%s fused, %s keys%s"
        .formatted(kind.label, keys ? "with" : "no", history ? ", with history" : "");
  }

  @Override
  public Journey begin(Database db) {
    Rows.run(
        db,
        """
        create table participant (
          journey_id integer, customer_id bigint, step varchar, due timestamp, entered timestamp%s)%s
        """
            .formatted(
                keys ? ", primary key (journey_id, customer_id)" : "", keys ? kind.changing : ""),
        """
        create table send (journey_id integer, customer_id bigint, step varchar, sent timestamp%s)
        """
            .formatted(keys ? ", primary key (journey_id, customer_id, step)" : ""),
        "create table history (journey_id integer, customer_id bigint, step varchar, since timestamp)");
    return new Running(db, history);
  }

  private record Running(Database db, boolean history) implements Journey {

    @Override
    public void enter() {
      phase(
          """
          insert into participant
          select 1, id, %s, %s, %s from %s where not excluded
          """
              .formatted(STEP, time(FIRING), time(ENTRY), Customers.SQL),
          """
          insert into history select 1, id, %s, %s from %s where not excluded
          """
              .formatted(STEP, time(ENTRY), Customers.SQL));
    }

    @Override
    public void suppress() {
      phase(
          """
          update participant set step = 'suppressed' where %s and customer_id in (%s)
          """
              .formatted(WAITING, SUPPRESSED),
          """
          insert into history
          select journey_id, customer_id, step, %s from participant where step = 'suppressed'
          """
              .formatted(time(SUPPRESSION)));
    }

    @Override
    public void fire() {
      phase(
          """
          insert into send
          select 1, customer_id, case when vip then 'send-vip' else 'send-other' end, %s
          from participant join %s on id = customer_id
          where %s and due <= %1$s
          """
              .formatted(time(FIRING), Customers.SQL, WAITING),
          """
          insert into history select journey_id, customer_id, step, sent from send where sent = %s
          """
              .formatted(time(FIRING)),
          """
          update participant set step = 'end' where %s and due <= %s
          """
              .formatted(WAITING, time(FIRING)));
    }

    private void phase(String... statements) {
      db.transaction(
          () -> {
            for (var statement : statements) {
              if (history || !statement.startsWith("insert into history")) {
                Rows.run(db, statement);
              }
            }
          });
    }

    private static String time(Instant instant) {
      return "timestamp '" + instant.toString().replace("T", " ").replace("Z", "") + "'";
    }
  }

  @Override
  public Outcome outcome(Database db) {
    var ordinals =
        "select %s from %s join %%s on id = customer_id"
            .formatted(Customers.ORDINAL, Customers.SQL);
    var entered = Rows.cohort(db, ordinals.formatted("participant"));
    var everybody =
        Rows.cohort(db, "select %s from %s".formatted(Customers.ORDINAL, Customers.SQL));
    return new Outcome(
        everybody.minus(entered),
        Rows.cohort(db, ordinals.formatted("participant") + " where step = 'suppressed'"),
        Rows.cohort(db, ordinals.formatted("send")));
  }

  @Override
  public List<List<Passed>> ways(Database db, int[] people) {
    if (!history) {
      return List.of();
    }
    var asked = Arrays.stream(people).mapToObj(Integer::toString).collect(Collectors.joining(","));
    var found = new HashMap<Integer, List<Passed>>();
    db.sql()
        .fetch(
            """
            select %s, step, since from history join %s on id = customer_id
            where %1$s in (%s) order by since
            """
                .formatted(Customers.ORDINAL, Customers.SQL, asked))
        .forEach(
            row -> {
              var since = row.get(2, LocalDateTime.class).toInstant(ZoneOffset.UTC);
              var passed = new Passed(row.get(1, String.class), since);
              found.computeIfAbsent(row.get(0, Integer.class), _ -> new ArrayList<>()).add(passed);
            });
    return Arrays.stream(people).mapToObj(one -> found.getOrDefault(one, List.of())).toList();
  }
}
