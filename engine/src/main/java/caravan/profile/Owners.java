package caravan.profile;

import caravan.cohort.Cohort;
import caravan.warehouse.Database;
import java.util.HashSet;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Name;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * Finds whom rows concern: the people they are, belong to, or are asked about through relations.
 */
final class Owners {

  private final Database db;
  private final Schema schema;

  Owners(Database db, Schema schema) {
    this.db = db;
    this.schema = schema;
  }

  /** Whether the rows of a table concern the people that they are, and nobody else. */
  boolean areThemselves(Table table) {
    return table.audience()
        && table.toOne().values().stream().noneMatch(relation -> belongs(table, relation))
        && schema.tables().values().stream()
            .allMatch(
                other ->
                    other.toOne().values().stream()
                        .allMatch(
                            relation ->
                                !relation.target().equals(table.name())
                                    || leadsBack(other, relation)));
  }

  /**
   * Adds everybody whom the rows of a table that fulfil a condition concern: a relation to one row
   * is followed one step, those to many rows any number of them.
   */
  void find(Table table, Condition rows, Touched touched) {
    climb(table.name(), table, rows, touched, Set.of());
    if (table.key() != null) {
      var keys = select(table, table.key(), rows);
      for (var other : schema.tables().values()) {
        for (var relation : other.toOne().values()) {
          if (relation.target().equals(table.name()) && !leadsBack(other, relation)) {
            climb(table.name(), other, column(relation.column()).in(keys), touched, Set.of());
          }
        }
      }
    }
  }

  /**
   * Whether the rows with a relation concern only those to whom it leads, to whom they belong: who
   * that is need not be found by reading them.
   */
  private boolean leadsBack(Table table, ToOne relation) {
    return !table.audience()
        && belongs(table, relation)
        && table.toOne().values().stream()
            .allMatch(other -> other.equals(relation) || !belongs(table, other));
  }

  /** Adds the people that rows are, and those to whom they belong. */
  void climb(String source, Table table, Condition rows, Touched touched, Set<String> from) {
    if (from.contains(table.name())) {
      return;
    }
    var seen = new HashSet<>(from);
    seen.add(table.name());
    if (table.audience()) {
      add(source, table.name(), table, Physical.ORDINAL, rows, touched);
    }
    for (var relation : table.toOne().values()) {
      if (belongs(table, relation)) {
        var target = schema.table(relation.target());
        if (target.audience()) {
          add(source, target.name(), table, Physical.ordinalOf(relation.column()), rows, touched);
        }
        var keys = select(table, relation.column(), rows);
        climb(source, target, column(target.keyColumn().name()).in(keys), touched, seen);
      }
    }
  }

  /** Adds whom rows just added to a table without key concern, as they still lie in a source. */
  void ofNewRows(Table table, Name source, Touched touched) {
    for (var relation : table.toOne().values()) {
      if (belongs(table, relation)) {
        var target = schema.table(relation.target());
        var keys = DSL.select(column(relation.column())).from(DSL.table(source));
        if (target.audience()) {
          touched.people(
              table.name(),
              target.name(),
              cohort(Physical.ordinals(target), "ordinal", column("key").in(keys)));
        }
        var parents = column(target.keyColumn().name()).in(keys);
        climb(table.name(), target, parents, touched, Set.of(table.name()));
      }
    }
  }

  /** Whether a relation is also one from the other side to many rows here. */
  boolean belongs(Table table, ToOne relation) {
    var back = schema.table(relation.target()).toMany().get(table.name());
    return back != null && back.column().equals(relation.column());
  }

  private static Field<Object> column(String name) {
    return DSL.field(DSL.name(name), Object.class);
  }

  private static org.jooq.Select<org.jooq.Record1<Object>> select(
      Table table, String column, Condition rows) {
    return DSL.select(column(column)).from(DSL.table(Physical.table(table))).where(rows);
  }

  private void add(
      String source, String audience, Table table, String column, Condition rows, Touched touched) {
    touched.people(source, audience, cohort(Physical.table(table), column, rows));
  }

  private Cohort cohort(Name table, String column, Condition rows) {
    var ordinal = DSL.field(DSL.name(column), SQLDataType.INTEGER);
    var cohort = new Cohort.Builder();
    db.sql()
        .select(ordinal)
        .from(DSL.table(table))
        .where(rows)
        .and(ordinal.isNotNull())
        .forEach(row -> cohort.add(row.value1()));
    return cohort.build();
  }
}
