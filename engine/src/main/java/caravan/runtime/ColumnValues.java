package caravan.runtime;

import caravan.cohort.Cohort;
import caravan.profile.Column;
import caravan.profile.Physical;
import caravan.profile.Role;
import caravan.profile.Schema;
import caravan.profile.Table;
import caravan.segment.Operand;
import caravan.warehouse.Database;
import caravan.warehouse.Stored;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** Groups people by a value of theirs: dates that they wait for, and time zones. */
public final class ColumnValues {

  private static final DataType<String> TEXT = SQLDataType.VARCHAR;

  private final Database db;
  private final Schema schema;
  private final Map<String, Long> unknownZones = new TreeMap<>();

  /**
   * Those of the tables in a database.
   *
   * @param db a connection of the caller's
   */
  public ColumnValues(Database db, Schema schema) {
    this.db = db;
    this.schema = schema;
  }

  /**
   * People by the value in a column of theirs, or of a row that theirs leads to; without one they
   * are left out.
   */
  Map<Object, Cohort> group(Table audience, Operand column, Cohort among) {
    var ordinal = Physical.ordinal("p");
    org.jooq.Table<?> from = DSL.table(Physical.table(audience)).as("p");
    Field<?> value;
    if (column instanceof Operand.Joined(var relation, var joined)) {
      var target = schema.table(relation.target());
      value = DSL.field(DSL.name("t", joined.name()), Stored.type(joined.type()));
      from =
          from.join(DSL.table(Physical.table(target)).as("t"))
              .on(
                  DSL.field(DSL.name("t", target.keyColumn().name()), Object.class)
                      .eq(DSL.field(DSL.name("p", relation.column()), Object.class)));
    } else {
      var own = ((Operand.Own) column).column();
      value = DSL.field(DSL.name("p", own.name()), Stored.type(own.type()));
    }
    var builders = new LinkedHashMap<Object, Cohort.Builder>();
    try (var cursor =
        db.sql()
            .select(value, ordinal)
            .from(from)
            .where(value.isNotNull())
            .and(db.dialect().isAmong(among, ordinal))
            .orderBy(ordinal)
            .fetchLazy()) {
      for (var row : cursor) {
        var cell = Stored.cell(row.value1());
        if (cell != null) {
          builders.computeIfAbsent(cell, _ -> new Cohort.Builder()).add(row.value2());
        }
      }
    }
    var groups = new HashMap<Object, Cohort>();
    builders.forEach((cell, builder) -> groups.put(cell, builder.build()));
    return groups;
  }

  /**
   * What stands in a column of theirs, of those with whom others of them share it; case and blanks
   * at the ends aside.
   */
  Map<Integer, String> shared(Table audience, Column column, Cohort among) {
    var ordinal = Physical.ordinal("p");
    var value = DSL.field(DSL.name("p", column.name()), Stored.type(column.type())).cast(TEXT);
    var person = DSL.field(DSL.name("each", "person"), Integer.class);
    var text = DSL.field(DSL.name("each", "text"), String.class);
    var each =
        DSL.select(
                ordinal.as("person"),
                value.as("text"),
                DSL.count().over(DSL.partitionBy(DSL.lower(DSL.trim(value)))).as("people"))
            .from(DSL.table(Physical.table(audience)).as("p"))
            .where(value.isNotNull())
            .and(db.dialect().isAmong(among, ordinal));
    var shared = new LinkedHashMap<Integer, String>();
    db.sql()
        .select(person, text)
        .from(each.asTable("each"))
        .where(DSL.field(DSL.name("each", "people"), Integer.class).gt(1))
        .orderBy(person)
        .forEach(row -> shared.put(row.value1(), row.value2()));
    return shared;
  }

  /** People by their time zone, without those who have none or one that does not exist. */
  public Map<ZoneId, Cohort> zones(Table audience, Cohort among) {
    var zones = new HashMap<ZoneId, Cohort>();
    audience
        .role(Role.TIME_ZONE)
        .ifPresent(
            column ->
                group(audience, new Operand.Own(column), among)
                    .forEach(
                        (name, people) -> {
                          try {
                            zones.merge(ZoneId.of(name.toString()), people, Cohort::union);
                          } catch (DateTimeException _) {
                            noSuchZone(audience, name.toString(), people.size());
                          }
                        }));
    return zones;
  }

  private void noSuchZone(Table audience, String zone, long people) {
    unknownZones.merge(audience.name() + ": " + zone, people, Math::max);
  }

  /** Zone names in people's rows that do not exist, with how many people came by with them. */
  Map<String, Long> unknownZones() {
    return unknownZones;
  }
}
