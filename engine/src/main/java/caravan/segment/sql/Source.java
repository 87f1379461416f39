package caravan.segment.sql;

import caravan.profile.Column;
import caravan.profile.Physical;
import caravan.profile.Schema;
import caravan.profile.Table;
import caravan.profile.ToOne;
import caravan.warehouse.ColumnType;
import caravan.warehouse.Stored;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jooq.Field;
import org.jooq.TableLike;
import org.jooq.impl.DSL;

/**
 * Rows of a table in a statement, under an alias, joined with the rows that to-one relations lead
 * to as they are used.
 */
final class Source {

  private final Schema schema;
  private final Table table;
  private final String alias;
  private final org.jooq.Table<?> rows;
  private final Map<ToOne, String> joined = new LinkedHashMap<>();

  Source(Schema schema, Table table, org.jooq.Table<?> rows, String alias) {
    this.schema = schema;
    this.table = table;
    this.rows = rows;
    this.alias = alias;
  }

  static Source of(Schema schema, Table table, String alias) {
    return new Source(schema, table, DSL.table(Physical.table(table)), alias);
  }

  Table table() {
    return table;
  }

  Field<?> column(String column) {
    var type = table.column(column).map(Column::type).orElse(ColumnType.TEXT);
    return DSL.field(DSL.name(alias, column), Stored.type(type));
  }

  Field<Integer> ordinal(String column) {
    return DSL.field(DSL.name(alias, column), Integer.class);
  }

  Field<Integer> ordinal() {
    return Physical.ordinal(alias);
  }

  /** A column of the row that a relation leads to. */
  Field<?> column(ToOne relation, String column) {
    var target = schema.table(relation.target());
    var other = joined.computeIfAbsent(relation, _ -> alias + "_" + joined.size());
    return DSL.field(
        DSL.name(other, column), Stored.type(target.column(column).orElseThrow().type()));
  }

  /** What follows {@code from}; complete only once all columns have been asked for. */
  TableLike<?> from() {
    org.jooq.Table<?> from = rows.as(DSL.name(alias));
    for (var join : joined.entrySet()) {
      var target = schema.table(join.getKey().target());
      var key = DSL.field(DSL.name(join.getValue(), target.keyColumn().name()), Object.class);
      from =
          from.leftJoin(DSL.table(Physical.table(target)).as(DSL.name(join.getValue())))
              .on(key.eq(SqlTypes.<Object>as(column(join.getKey().column()))));
    }
    return from;
  }
}
