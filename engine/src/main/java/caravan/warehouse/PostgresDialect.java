package caravan.warehouse;

import caravan.cohort.Cohort;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * PostgreSQL's SQL, from version 17 on: its own collation {@code pg_c_utf8} orders by code point
 * and lower-cases one by one, wherever the server runs.
 */
final class PostgresDialect implements Dialect {

  static final Dialect INSTANCE = new PostgresDialect();

  /** Up to here a double holds every whole number. */
  private static final long EXACT_TO = 1L << 53;

  private PostgresDialect() {}

  @Override
  public Condition contains(Field<String> text, Field<String> part) {
    return DSL.condition("strpos({0}, {1}) > 0", ordered(text), ordered(part));
  }

  @Override
  public Condition startsWith(Field<String> text, Field<String> part) {
    return DSL.condition("starts_with({0}, {1})", ordered(text), ordered(part));
  }

  @Override
  public Condition endsWith(Field<String> text, Field<String> part) {
    return DSL.condition("right({0}, length({1})) = {1}", ordered(text), ordered(part));
  }

  @Override
  public Field<String> lower(Field<String> text, Optional<String> comparedWith) {
    return DSL.lower(ordered(text));
  }

  @Override
  public Field<String> ordered(Field<String> text) {
    return DSL.field("({0} collate \"pg_c_utf8\")", SQLDataType.VARCHAR, text);
  }

  @Override
  public Field<String> property(Field<String> json, String name) {
    return DSL.field("(cast({0} as json) ->> {1})", SQLDataType.VARCHAR, json, DSL.val(name));
  }

  @Override
  public Field<BigDecimal> readDecimal(Field<String> text) {
    return DSL.field(
        "case when {0} ~ {1} and pg_input_is_valid({0}, 'numeric(38,9)') then cast({0} as"
            + " numeric(38, 9)) end",
        BigDecimal.class, text, whole(Shapes.WIDE_NUMBER));
  }

  @Override
  public Field<LocalDate> readDate(Field<String> text) {
    return DSL.field(
        "case when {0} ~ {1} and pg_input_is_valid({0}, 'date') then cast({0} as date) end",
        LocalDate.class, text, whole(Shapes.DATE));
  }

  @Override
  public Field<LocalDateTime> readInstant(Field<String> text) {
    return DSL.field(
        "case when {0} ~ {1} and pg_input_is_valid({0}, 'timestamptz') then"
            + " cast(cast(regexp_replace({0}, {2}, {3}) as timestamptz) as timestamp) end",
        LocalDateTime.class,
        text,
        whole(Shapes.TIMESTAMP),
        DSL.inline(Shapes.BEYOND_MICROS),
        DSL.inline(Shapes.TO_MICROS));
  }

  private static Field<String> whole(String shape) {
    return DSL.inline("^(" + shape + ")$");
  }

  @Override
  public Field<BigDecimal> exact(Field<Double> number) {
    return DSL.field(
        "case when abs({0}) < 1e29 then"
            + " cast(cast(trunc({0} / {1}) as bigint) as numeric) * {1}"
            + " + cast(trunc({0}) - trunc({0} / {1}) * {1} as bigint)"
            + " + cast(sign({0}) * floor(abs({0} - trunc({0})) * 1e9 + 0.5) as bigint)"
            + " * 0.000000001 end",
        SQLDataType.DECIMAL(38, 9), number, DSL.inline(EXACT_TO));
  }

  @Override
  public Condition isInMany(Cohort cohort, Field<Integer> ordinal) {
    return DSL.condition(
        "case when {0} <= {1} then get_bit({2}, {0}) = 1 when {0} is not null then false end",
        ordinal, DSL.inline(cohort.last()), DSL.val(cohort.toBits(false)));
  }

  @Override
  public Field<byte[]> gather(Field<Integer> ordinal, int capacity, Optional<Condition> filter) {
    var packed = "string_agg(int4send({0}), '')";
    return filter
        .map(only -> DSL.field(packed + " filter (where {1})", SQLDataType.BLOB, ordinal, only))
        .orElseGet(() -> DSL.field(packed, SQLDataType.BLOB, ordinal));
  }

  /** Ordinals of four bytes each, in any order, some of them twice. */
  @Override
  public Cohort cohort(byte[] gathered) {
    var ordinals = new int[gathered.length / Integer.BYTES];
    ByteBuffer.wrap(gathered).asIntBuffer().get(ordinals);
    return Cohort.ofUnordered(ordinals);
  }

  @Override
  public boolean isIndexed() {
    return true;
  }

  @Override
  public Field<?> position() {
    return DSL.field("ctid");
  }

  @Override
  public Optional<Condition> isAfter(String position) {
    return position.matches("\\([0-9]{1,9},[0-9]{1,4}\\)")
        ? Optional.of(DSL.condition("ctid > cast({0} as tid)", DSL.val(position)))
        : Optional.empty();
  }
}
