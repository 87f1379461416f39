package caravan.http;

import caravan.cohort.Cohort;
import caravan.profile.Column;
import caravan.profile.Physical;
import caravan.profile.Role;
import caravan.profile.Table;
import caravan.runtime.Readers.Reading;
import caravan.warehouse.ColumnType;
import caravan.warehouse.Stored;
import caravan.warehouse.Values;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Some people of an audience with a few of their columns, in the order in which they were first
 * heard of. That order never changes, so pages lose and repeat nobody who stays.
 */
final class PeoplePage {

  /** How many columns are shown. */
  private static final int COLUMNS = 6;

  private static final JsonMapper JSON = JsonMapper.shared();

  private final Reading reading;
  private final Table audience;

  PeoplePage(Reading reading, String audience) {
    this.reading = reading;
    this.audience = reading.tables().schema().table(audience);
  }

  /**
   * Somebody.
   *
   * @param columns a few; those without a value are left out
   */
  @Schema(name = "PersonLine")
  record Person(String key, Map<String, JsonNode> columns) {}

  /** The page of a cohort after a cursor. */
  <T> Page<T> page(
      Cohort all, @Nullable String cursor, int limit, BiFunction<Integer, Person, T> item) {
    var most = Page.limit(limit);
    var rest = Cursor.readNumber(cursor).map(last -> all.above(ordinal(last))).orElse(all);
    var some = rest.first(most);
    var items = new ArrayList<T>();
    people(some).forEach((ordinal, person) -> items.add(item.apply(ordinal, person)));
    return new Page<>(
        items, rest.size() > some.size() ? Cursor.write(Integer.toString(some.last())) : null);
  }

  private static int ordinal(long number) {
    return (int) Math.clamp(number, -1L, Integer.MAX_VALUE - 1L);
  }

  /** The people of a cohort, by ordinal. Those whose row is gone have their key only. */
  Map<Integer, Person> people(Cohort some) {
    var people = new LinkedHashMap<Integer, Person>();
    if (some.isEmpty()) {
      return people;
    }
    var ordinal = DSL.field(DSL.name("o", "ordinal"), SQLDataType.INTEGER);
    var key = DSL.field(DSL.name("o", "key"), Object.class);
    var columns = columns();
    var selected = new ArrayList<Field<?>>(List.of(ordinal, key));
    columns.forEach(
        column ->
            selected.add(DSL.field(DSL.name("p", column.name()), Stored.type(column.type()))));
    reading
        .db()
        .sql()
        .select(selected)
        .from(DSL.table(Physical.ordinals(audience)).as("o"))
        .leftJoin(DSL.table(Physical.table(audience)).as("p"))
        .on(Physical.ordinal("p").eq(ordinal))
        .where(reading.db().dialect().isIn(some, ordinal))
        .orderBy(ordinal)
        .forEach(
            row -> {
              var values = new LinkedHashMap<String, JsonNode>();
              for (var i = 0; i < columns.size(); i++) {
                var value = Stored.cell(row.get(i + 2));
                if (value != null) {
                  values.put(columns.get(i).name(), json(columns.get(i), value));
                }
              }
              people.put(row.get(ordinal), new Person(Values.format(cell(row.get(key))), values));
            });
    return people;
  }

  private static Object cell(@Nullable Object stored) {
    return Optional.ofNullable(Stored.cell(stored)).orElse("");
  }

  static JsonNode json(Column column, Object value) {
    return column.type() == ColumnType.JSON
        ? JSON.readTree(value.toString())
        : JSON.valueToTree(value);
  }

  /** The key, what tells who somebody is, and as many others as there is room for. */
  List<Column> columns() {
    var columns = new LinkedHashSet<Column>();
    columns.add(audience.keyColumn());
    for (var role : List.of(Role.NAME, Role.EMAIL, Role.PHONE)) {
      audience.role(role).ifPresent(columns::add);
    }
    columns.addAll(audience.columns().values());
    return columns.stream().limit(COLUMNS).toList();
  }

  Table audience() {
    return audience;
  }
}
