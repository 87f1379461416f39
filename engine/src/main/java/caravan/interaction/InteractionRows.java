package caravan.interaction;

import caravan.cohort.Cohort;
import caravan.profile.Physical;
import caravan.segment.Interaction;
import caravan.warehouse.Database;
import caravan.warehouse.Stored;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** Interactions that carry details of their own: a row each, in a table of its kind. */
public final class InteractionRows {

  /** The schema with a table for each kind. */
  public static final String SCHEMA = "happened";

  private static final Field<String> AUDIENCE =
      DSL.field(DSL.name("audience"), SQLDataType.VARCHAR);
  private static final Field<Integer> PERSON =
      DSL.field(DSL.name(Physical.ORDINAL), SQLDataType.INTEGER);
  private static final Field<Long[]> RUNS = DSL.field(DSL.name("runs"), SQLDataType.BIGINT.array());
  private static final Field<String> PROPERTIES =
      DSL.field(DSL.name("properties"), SQLDataType.VARCHAR);

  private final Database db;

  public InteractionRows(Database db) {
    this.db = db;
  }

  /** Makes the tables where they are missing. */
  public void create() {
    db.sql().createSchemaIfNotExists(SCHEMA).execute();
    for (var kind : Interaction.values()) {
      if (kind.isCohortWise()) {
        continue;
      }
      var columns = new ArrayList<Field<?>>(List.of(AUDIENCE, PERSON, RUNS));
      for (var column : kind.table().columns().values()) {
        columns.add(DSL.field(DSL.name(column.name()), Stored.type(column.type())));
      }
      if (kind == Interaction.EVENT) {
        columns.add(PROPERTIES);
      }
      db.sql().createTableIfNotExists(DSL.name(SCHEMA, kind.label())).columns(columns).execute();
    }
  }

  /** Notes in a log whom the rows are about. */
  public void note(InteractionLog log) {
    for (var kind : Interaction.values()) {
      if (!kind.isCohortWise()) {
        var people = new LinkedHashMap<String, Cohort.Builder>();
        db.sql()
            .selectDistinct(AUDIENCE, PERSON)
            .from(DSL.table(DSL.name(SCHEMA, kind.label())))
            .forEach(
                row ->
                    people
                        .computeIfAbsent(row.value1(), _ -> new Cohort.Builder())
                        .add(row.value2()));
        people.forEach((audience, some) -> log.note(kind, audience, some.build()));
      }
    }
  }

  /**
   * An interaction of one person.
   *
   * @param details by column, those without a value left out; an event's {@code properties} as a
   *     JSON text
   */
  public record One(Interaction kind, Instant happened, Map<String, String> details) {}

  /** The interactions of one person, oldest first by kind. */
  public List<One> of(String audience, int person) {
    var all = new ArrayList<One>();
    var happened = DSL.field(DSL.name("happened"), SQLDataType.LOCALDATETIME);
    for (var kind : Interaction.values()) {
      if (kind.isCohortWise()) {
        continue;
      }
      var texts = new ArrayList<Field<String>>();
      for (var column : kind.table().columns().keySet()) {
        if (!column.equals(happened.getName())) {
          texts.add(DSL.field(DSL.name(column), SQLDataType.VARCHAR));
        }
      }
      if (kind == Interaction.EVENT) {
        texts.add(PROPERTIES);
      }
      var selected = new ArrayList<Field<?>>(texts);
      selected.add(happened);
      db.sql()
          .select(selected)
          .from(DSL.table(DSL.name(SCHEMA, kind.label())))
          .where(AUDIENCE.eq(audience))
          .and(PERSON.eq(person))
          .orderBy(happened)
          .forEach(
              row -> {
                var details = new LinkedHashMap<String, String>();
                for (var text : texts) {
                  var value = row.get(text);
                  if (value != null) {
                    details.put(text.getName(), value);
                  }
                }
                all.add(new One(kind, row.get(happened).toInstant(ZoneOffset.UTC), details));
              });
    }
    return all;
  }

  /**
   * Adds one interaction.
   *
   * @param runs the runs of journeys that it belongs to
   * @param details by column; for an event also {@code properties}, a JSON text
   */
  public void add(
      Interaction kind,
      String audience,
      int person,
      List<Long> runs,
      Instant happened,
      Map<String, @Nullable String> details) {
    var values = new LinkedHashMap<Field<?>, @Nullable Object>();
    values.put(AUDIENCE, audience);
    values.put(PERSON, person);
    values.put(RUNS, runs.toArray(Long[]::new));
    values.put(DSL.field(DSL.name("happened"), SQLDataType.LOCALDATETIME), Stored.utc(happened));
    details.forEach(
        (column, value) -> values.put(DSL.field(DSL.name(column), SQLDataType.VARCHAR), value));
    db.sql().insertInto(DSL.table(DSL.name(SCHEMA, kind.label()))).set(values).execute();
  }

  /**
   * Adds the same interaction of many people, in one statement.
   *
   * @param run the run of the journey that it belongs to
   * @param details by column
   */
  public void add(
      Interaction kind,
      String audience,
      Cohort people,
      long run,
      Instant happened,
      Map<String, String> details) {
    var columns = new ArrayList<Field<?>>(List.of(AUDIENCE, PERSON, RUNS));
    var values = new ArrayList<Field<?>>();
    values.add(DSL.val(audience));
    values.add(DSL.field("cast(people.each as integer)"));
    values.add(DSL.field("cast(array[{0}] as bigint[])", DSL.inline(run)));
    columns.add(DSL.field(DSL.name("happened"), SQLDataType.LOCALDATETIME));
    values.add(DSL.val(Stored.utc(happened)));
    details.forEach(
        (column, value) -> {
          columns.add(DSL.field(DSL.name(column), SQLDataType.VARCHAR));
          values.add(DSL.val(value));
        });
    var ordinals = Arrays.stream(people.toArray()).mapToObj(Integer::toString);
    // One text, where as many parameters would be too many for either database.
    var each =
        DSL.table(
            "(select unnest(string_to_array({0}, ',')) as each) as people",
            DSL.val(ordinals.collect(Collectors.joining(","))));
    db.sql()
        .insertInto(DSL.table(DSL.name(SCHEMA, kind.label())), columns)
        .select(DSL.select(values).from(each))
        .execute();
  }
}
