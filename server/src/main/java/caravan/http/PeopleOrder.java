package caravan.http;

import caravan.cohort.Cohort;
import caravan.problem.InvalidInput;
import caravan.problem.Place;
import caravan.problem.Printable;
import caravan.problem.Problems;
import caravan.profile.Column;
import caravan.profile.Table;
import caravan.warehouse.ColumnType;
import caravan.warehouse.Stored;
import caravan.warehouse.Values;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.SortField;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * An order of people: by a column, whatever the case of its texts, those without a value last; then
 * as they were first heard of. A page begins after a place in that order, so nobody who stays where
 * they are is lost or repeated.
 *
 * @param column null where they come as they were first heard of
 */
record PeopleOrder(@Nullable Column column, boolean isDown) {

  static final PeopleOrder FIRST_HEARD_OF = new PeopleOrder(null, false);

  /**
   * The order that somebody asked for.
   *
   * @param sort a column of the audience, with {@code -} before it the other way round
   */
  static PeopleOrder read(@Nullable String sort, Table audience) {
    if (sort == null || sort.isEmpty()) {
      return FIRST_HEARD_OF;
    }
    var isDown = sort.startsWith("-") && !audience.columns().containsKey(sort);
    var name = isDown ? sort.substring(1) : sort;
    var column = audience.columns().get(name);
    if (column == null || column.type() == ColumnType.JSON) {
      var known =
          audience.columns().values().stream()
              .filter(it -> it.type() != ColumnType.JSON)
              .map(Column::name)
              .toList();
      throw new InvalidInput(
          "sort",
          Place.of("sort"),
          "nobody is sorted by '%s'%s"
              .formatted(Printable.line(name), Problems.suggestion(name, known)));
    }
    return new PeopleOrder(column, isDown);
  }

  /** What people are sorted by; one value for all where that is no column. */
  Field<?> key(String alias) {
    if (column == null) {
      return DSL.inline((Object) null, SQLDataType.VARCHAR);
    }
    var field = DSL.field(DSL.name(alias, column.name()), Stored.type(column.type()));
    return column.type() == ColumnType.TEXT ? DSL.lower(field.coerce(String.class)) : field;
  }

  List<SortField<?>> fields(String alias, Field<Integer> ordinal) {
    if (column == null) {
      return List.of(ordinal.asc());
    }
    var key = key(alias);
    return List.of((isDown ? key.desc() : key.asc()).nullsLast(), ordinal.asc());
  }

  /**
   * Where somebody stands, as {@link #after} reads it.
   *
   * @param key what they are sorted by, as it is stored
   */
  static String spot(int ordinal, @Nullable Object key) {
    var value = Stored.cell(key);
    return value == null ? Integer.toString(ordinal) : ordinal + " " + Values.format(value);
  }

  /** Who comes after a place. */
  Condition after(String spot, String alias, Field<Integer> ordinal) {
    var end = spot.indexOf(' ');
    var last = number(end < 0 ? spot : spot.substring(0, end));
    if (column == null) {
      return ordinal.gt(last);
    }
    @SuppressWarnings("unchecked")
    var key = (Field<Object>) key(alias);
    if (end < 0) {
      return key.isNull().and(ordinal.gt(last));
    }
    var value =
        DSL.val(
            Values.parse(column.type(), spot.substring(end + 1))
                .map(Stored::value)
                .orElseThrow(Cursor::invalid),
            key.getDataType());
    return (isDown ? key.lt(value) : key.gt(value))
        .or(key.eq(value).and(ordinal.gt(last)))
        .or(key.isNull());
  }

  /** Some of whom the next ones after a place are among: as few as can be told without a look. */
  Cohort among(Cohort all, Optional<String> spot, int most) {
    return column == null ? spot.map(last -> all.above(number(last))).orElse(all).first(most) : all;
  }

  private static int number(String text) {
    try {
      return (int) Math.clamp(Long.parseLong(text), -1L, Integer.MAX_VALUE - 1L);
    } catch (NumberFormatException _) {
      throw Cursor.invalid();
    }
  }
}
