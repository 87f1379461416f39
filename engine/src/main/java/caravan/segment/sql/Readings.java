package caravan.segment.sql;

import caravan.cohort.Cohort;
import caravan.profile.Physical;
import caravan.profile.Schema;
import caravan.profile.Table;
import caravan.segment.Moment;
import caravan.warehouse.Database;
import caravan.warehouse.Stored;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Answers leaves about a few people by reading their rows and those that belong to them, a table
 * once however many leaves ask, and testing them here: a database takes longer to plan many
 * conditions than to find a few rows.
 */
public final class Readings {

  /** So many rows that belong to people are read; where they have more the database is asked. */
  private static final int MOST_ROWS = 20_000;

  private final Database db;
  private final Schema schema;
  private final Moment moment;

  public Readings(Database db, Schema schema, Moment moment) {
    this.db = db;
    this.schema = schema;
    this.moment = moment;
  }

  /**
   * Who of some people fulfils each leaf; leaves that cannot be answered so are left out.
   *
   * @param among people who have rows
   */
  public Map<Leaf, Cohort> answer(Collection<Leaf> leaves, Cohort among) {
    var byAudience = new LinkedHashMap<Table, List<Leaf>>();
    for (var leaf : leaves) {
      if (new Testable(schema, leaf.audience()).test(leaf.expression())) {
        byAudience.computeIfAbsent(leaf.audience(), _ -> new ArrayList<>()).add(leaf);
      }
    }
    var answers = new HashMap<Leaf, Cohort>();
    byAudience.forEach((audience, some) -> answers.putAll(answer(audience, some, among)));
    return answers;
  }

  private Map<Leaf, Cohort> answer(Table audience, List<Leaf> leaves, Cohort among) {
    var tests = new RowTests(leaves, moment);
    for (var relation : tests.relations()) {
      var table = schema.table(relation.table());
      var owner = Physical.ordinalOf(relation.column());
      var rows = read(table, owner, tests.columns(relation), among, MOST_ROWS);
      if (rows.isEmpty()) {
        return Map.of();
      }
      tests.add(relation, rows.get());
    }
    var rows = read(audience, Physical.ORDINAL, tests.columns(), among, among.size());
    return tests.run(rows.orElseThrow());
  }

  /**
   * A row that was read.
   *
   * @param ordinal whose it is
   * @param cells by column
   */
  record Row(int ordinal, Map<String, @Nullable Object> cells) {}

  /** The rows of some people; nothing where there are more than so many. */
  private Optional<List<Row>> read(
      Table table, String ordinal, Set<String> columns, Cohort among, long most) {
    var whose = DSL.field(DSL.name(ordinal), Integer.class);
    var fields = new ArrayList<Field<?>>(List.of(whose));
    for (var column : columns) {
      var type = table.column(column).orElseThrow().type();
      fields.add(DSL.field(DSL.name(column), Stored.type(type)));
    }
    var rows =
        db.sql()
            .select(fields)
            .from(DSL.table(Physical.table(table)))
            .where(db.dialect().isAmong(among, whose))
            .limit(DSL.inline(most + 1))
            .fetch(
                read -> {
                  var cells = new HashMap<String, @Nullable Object>();
                  for (var i = 1; i < fields.size(); i++) {
                    cells.put(fields.get(i).getName(), Stored.cell(read.get(i)));
                  }
                  return new Row(Objects.requireNonNull(read.get(whose)), cells);
                });
    return rows.size() > most ? Optional.empty() : Optional.of(rows);
  }
}
