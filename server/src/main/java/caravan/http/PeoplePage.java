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
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Some people of an audience with a few of their columns. */
final class PeoplePage {

  /** How many columns are shown. */
  private static final int COLUMNS = 6;

  private static final String PERSON = "p";
  private static final Field<Integer> ORDINAL =
      DSL.field(DSL.name("o", "ordinal"), SQLDataType.INTEGER);
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

  /** The page of a cohort after a cursor, in the order in which they were first heard of. */
  <T> Page<T> page(
      Cohort all, @Nullable String cursor, int limit, BiFunction<Integer, Person, T> item) {
    return page(all, PeopleOrder.FIRST_HEARD_OF, cursor, limit, item);
  }

  /** The page of a cohort after a cursor, in some order. */
  <T> Page<T> page(
      Cohort all,
      PeopleOrder order,
      @Nullable String cursor,
      int limit,
      BiFunction<Integer, Person, T> item) {
    var most = Page.limit(limit);
    var spot = Cursor.read(cursor);
    var after = spot.map(it -> order.after(it, PERSON, ORDINAL)).orElse(DSL.noCondition());
    var some = order.among(all, spot, most + 1);
    var page = Page.of(select(some, order, after, most + 1), most, Line::spot);
    return new Page<>(
        page.items().stream().map(line -> item.apply(line.ordinal(), line.person())).toList(),
        page.next());
  }

  /** The people of a cohort, by ordinal. Those whose row is gone have their key only. */
  Map<Integer, Person> people(Cohort some) {
    var people = new LinkedHashMap<Integer, Person>();
    select(some, PeopleOrder.FIRST_HEARD_OF, DSL.noCondition(), (int) some.size())
        .forEach(line -> people.put(line.ordinal(), line.person()));
    return people;
  }

  private record Line(int ordinal, String spot, Person person) {}

  private List<Line> select(Cohort all, PeopleOrder order, Condition after, int most) {
    if (all.isEmpty()) {
      return List.of();
    }
    var columns = columns();
    var selected =
        new ArrayList<Field<?>>(
            List.of(ORDINAL, DSL.field(DSL.name("o", "key"), Object.class), order.key(PERSON)));
    columns.forEach(
        column ->
            selected.add(DSL.field(DSL.name(PERSON, column.name()), Stored.type(column.type()))));
    return reading
        .db()
        .sql()
        .select(selected)
        .from(DSL.table(Physical.ordinals(audience)).as("o"))
        .leftJoin(DSL.table(Physical.table(audience)).as(PERSON))
        .on(Physical.ordinal(PERSON).eq(ORDINAL))
        .where(reading.db().dialect().isAmong(all, ORDINAL))
        .and(after)
        .orderBy(order.fields(PERSON, ORDINAL))
        .limit(most)
        .fetch(row -> line(row, columns));
  }

  private static Line line(Record row, List<Column> columns) {
    var values = new LinkedHashMap<String, JsonNode>();
    for (var i = 0; i < columns.size(); i++) {
      var value = Stored.cell(row.get(i + 3));
      if (value != null) {
        values.put(columns.get(i).name(), json(columns.get(i), value));
      }
    }
    return new Line(
        row.get(ORDINAL),
        PeopleOrder.spot(row.get(ORDINAL), row.get(2)),
        new Person(Values.format(cell(row.get(1))), values));
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
