package caravan.interaction;

import caravan.cohort.Cohort;
import caravan.profile.Physical;
import caravan.segment.Interaction;
import caravan.warehouse.Database;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record4;
import org.jooq.Select;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * What people did with the messages of one journey. Somebody who opened the same message twice in a
 * run counts once; in another run, again.
 */
public final class Responses {

  /** The kinds of interactions that answer a message, in the order in which they may happen. */
  public static final List<Interaction> KINDS =
      Arrays.stream(Interaction.values())
          .filter(kind -> kind.concernsMessage() && !kind.isCohortWise())
          .toList();

  private static final Field<String> AUDIENCE =
      DSL.field(DSL.name("audience"), SQLDataType.VARCHAR);
  private static final Field<String> JOURNEY = DSL.field(DSL.name("journey"), SQLDataType.VARCHAR);
  private static final Field<String> MESSAGE = DSL.field(DSL.name("message"), SQLDataType.VARCHAR);
  private static final Field<Integer> PERSON =
      DSL.field(DSL.name(Physical.ORDINAL), SQLDataType.INTEGER);
  private static final Field<Long> RUN =
      DSL.arrayGet(DSL.field(DSL.name("runs"), SQLDataType.BIGINT.array()), 1);

  private final Database db;
  private final String audience;
  private final String journey;
  private final Collection<Long> runs;

  /**
   * Of some runs of a journey.
   *
   * @param db a connection of the caller's
   */
  public Responses(Database db, String audience, String journey, Collection<Long> runs) {
    this.db = db;
    this.audience = audience;
    this.journey = journey;
    this.runs = List.copyOf(runs);
  }

  /** How many people did something with a message. */
  public record Count(String message, Interaction kind, long people) {}

  /** All of them; what nobody did is left out. */
  public List<Count> counts() {
    if (runs.isEmpty()) {
      return List.of();
    }
    var each = DSL.table(all()).as("each");
    var kind = each.field("kind", String.class);
    var message = each.field("message", String.class);
    return db.sql()
        .select(kind, message, DSL.count())
        .from(each)
        .groupBy(kind, message)
        .orderBy(message, kind)
        .fetch(
            row ->
                new Count(row.value2(), Interaction.of(row.value1()).orElseThrow(), row.value3()));
  }

  private Select<?> all() {
    return KINDS.stream()
        .<Select<Record4<String, String, Integer, Long>>>map(
            kind ->
                db.sql()
                    .selectDistinct(
                        DSL.inline(kind.label()).as("kind"), MESSAGE, PERSON, RUN.as("run"))
                    .from(table(kind))
                    .where(isOurs()))
        .reduce(Select::unionAll)
        .orElseThrow();
  }

  /** Who did something with a message. */
  public Cohort people(Interaction kind, String message) {
    var people = new Cohort.Builder();
    db.sql()
        .selectDistinct(PERSON)
        .from(table(kind))
        .where(isOurs())
        .and(MESSAGE.eq(message))
        .forEach(row -> people.add(Objects.requireNonNull(row.value1())));
    return people.build();
  }

  private Condition isOurs() {
    return AUDIENCE.eq(audience).and(JOURNEY.eq(journey)).and(RUN.in(runs));
  }

  private static org.jooq.Table<?> table(Interaction kind) {
    return DSL.table(DSL.name(InteractionRows.SCHEMA, kind.label()));
  }
}
