package caravan.http;

import caravan.profile.Column;
import caravan.profile.Physical;
import caravan.profile.Role;
import caravan.profile.Table;
import caravan.warehouse.ColumnType;
import caravan.warehouse.Database;
import caravan.warehouse.Stored;
import caravan.warehouse.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The rows of an audience, as JSON has them. */
record PeopleTable(Database db, Table audience) {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String ALIAS = "p";
  private static final Field<Integer> ORDINAL = Physical.ordinal(ALIAS);
  private static final List<Role> SEARCHED = List.of(Role.EMAIL, Role.NAME, Role.PHONE);

  /**
   * A row; columns without a value are left out.
   *
   * @param spot where it stands in the order that was asked for
   */
  record Row(String spot, String key, Map<String, Object> values) {}

  /**
   * Some rows.
   *
   * @param search what key, address, name or phone number contain; null for all
   * @param after only those after this one's spot
   */
  List<Row> list(@Nullable String search, PeopleOrder order, Optional<String> after, int most) {
    var where = search == null ? DSL.noCondition() : contains(search);
    return select(
        after.map(spot -> where.and(order.after(spot, ALIAS, ORDINAL))).orElse(where), order, most);
  }

  Optional<Row> find(int ordinal) {
    return select(ORDINAL.eq(ordinal), PeopleOrder.FIRST_HEARD_OF, 1).stream().findFirst();
  }

  private Condition contains(String search) {
    var columns = new LinkedHashSet<String>();
    columns.add(audience.keyColumn().name());
    SEARCHED.forEach(role -> audience.role(role).ifPresent(it -> columns.add(it.name())));
    return DSL.or(
        columns.stream()
            .map(
                it ->
                    DSL.field(DSL.name(ALIAS, it), Object.class)
                        .cast(SQLDataType.VARCHAR)
                        .containsIgnoreCase(search))
            .toList());
  }

  private List<Row> select(Condition where, PeopleOrder order, int most) {
    var fields = new ArrayList<Field<?>>(List.of(ORDINAL, order.key(ALIAS)));
    audience.columns().values().forEach(column -> fields.add(field(column)));
    return db.sql()
        .select(fields)
        .from(DSL.table(Physical.table(audience)).as(ALIAS))
        .where(where)
        .orderBy(order.fields(ALIAS, ORDINAL))
        .limit(most)
        .fetch(this::row);
  }

  private static Field<?> field(Column column) {
    return DSL.field(DSL.name(ALIAS, column.name()), Stored.type(column.type()));
  }

  private Row row(Record row) {
    var values = new LinkedHashMap<String, Object>();
    var key = "";
    var at = 2;
    for (var column : audience.columns().values()) {
      var cell = Stored.cell(row.get(at++));
      if (cell != null) {
        values.put(column.name(), json(column.type(), cell));
        key = column.name().equals(audience.key()) ? Values.format(cell) : key;
      }
    }
    return new Row(PeopleOrder.spot(row.get(ORDINAL), row.get(1)), key, values);
  }

  private static Object json(ColumnType type, Object cell) {
    return switch (type) {
      case TEXT, INTEGER, DECIMAL, NUMBER, BOOLEAN -> cell;
      case DATE, TIMESTAMP -> Values.format(cell);
      case JSON -> JSON.readTree(cell.toString());
    };
  }
}
