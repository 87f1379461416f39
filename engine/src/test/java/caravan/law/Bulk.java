package caravan.law;

import caravan.profile.Schema;
import caravan.profile.Table;
import caravan.profile.Tables;
import caravan.warehouse.Database;
import caravan.warehouse.Stored;
import caravan.workspace.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.Field;
import org.jooq.Name;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** Loads the rows with which a scenario begins as the rows of files are loaded: table by table. */
final class Bulk {

  private Bulk() {}

  /**
   * Whether people get the same ordinals so as when the rows come one by one: none may be heard of
   * first as somebody to whom a row belongs, but those who have no row.
   */
  static boolean isSame(Schema schema, Map<String, List<Row>> rows) {
    var tables = new ArrayList<>(schema.tables().keySet());
    var inOrder = tables.stream().filter(rows::containsKey).toList();
    return inOrder.equals(List.copyOf(rows.keySet()))
        && schema.tables().values().stream()
            .allMatch(
                table ->
                    table.toOne().values().stream()
                        .allMatch(
                            to ->
                                !schema.table(to.target()).toMany().containsKey(table.name())
                                    || tables.indexOf(to.target()) < tables.indexOf(table.name())))
        && rows.entrySet().stream()
            .allMatch(some -> isOnce(schema.table(some.getKey()), some.getValue()));
  }

  private static boolean isOnce(Table table, List<Row> rows) {
    var key = table.key();
    return key == null
        || rows.stream().map(row -> row.cells().get(key)).distinct().count() == rows.size();
  }

  static void load(Database db, Tables tables, Map<String, List<Row>> rows) {
    db.sql().createSchemaIfNotExists("staging").execute();
    var sources = new LinkedHashMap<String, Name>();
    rows.forEach(
        (name, some) -> {
          if (!some.isEmpty()) {
            sources.put(name, stage(db, tables.schema().table(name), some));
          }
        });
    tables.load(sources);
  }

  private static Name stage(Database db, Table table, List<Row> rows) {
    var name = DSL.name("staging", table.name());
    var fields = new ArrayList<Field<?>>();
    table
        .columns()
        .values()
        .forEach(
            column -> fields.add(DSL.field(DSL.name(column.name()), Stored.type(column.type()))));
    fields.add(DSL.field(DSL.name("caravan:row"), SQLDataType.BIGINT));
    db.sql().createTable(name).columns(fields).execute();
    var insert = db.sql().insertInto(DSL.table(name), fields);
    for (var i = 0; i < rows.size(); i++) {
      var values = new ArrayList<@Nullable Object>();
      for (var column : table.columns().keySet()) {
        values.add(Stored.value(rows.get(i).cells().get(column)));
      }
      values.add((long) i);
      insert = insert.values(values);
    }
    insert.execute();
    return name;
  }
}
