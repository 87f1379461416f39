package caravan.warehouse;

import caravan.cohort.Cohort;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** DuckDB's SQL. */
final class DuckDbDialect implements Dialect {

  static final Dialect INSTANCE = new DuckDbDialect();

  /**
   * Capitals of Unicode 16 that this DuckDB's {@code lower} does not know, and their small ones.
   */
  private static final String UNKNOWN =
      text(0x1C89, 0xA7CB, 0xA7CC, 0xA7DA, 0xA7DC) + range(0x10D50, 0x10D65);

  private static final String UNKNOWN_LOWER =
      text(0x1C8A, 0x264, 0xA7CD, 0xA7DB, 0x19B) + range(0x10D70, 0x10D85);

  /** Up to so many ordinals are found as soon in a list. */
  private static final int LISTED = 20;

  private DuckDbDialect() {}

  private static String text(int... codePoints) {
    return new String(codePoints, 0, codePoints.length);
  }

  private static String range(int from, int to) {
    return text(java.util.stream.IntStream.rangeClosed(from, to).toArray());
  }

  @Override
  public Condition contains(Field<String> text, Field<String> part) {
    return test("contains", text, part);
  }

  @Override
  public Condition startsWith(Field<String> text, Field<String> part) {
    return test("starts_with", text, part);
  }

  @Override
  public Condition endsWith(Field<String> text, Field<String> part) {
    return test("ends_with", text, part);
  }

  private static Condition test(String function, Field<String> text, Field<String> part) {
    return DSL.condition(DSL.function(function, SQLDataType.BOOLEAN, text, part));
  }

  @Override
  public Field<String> lower(Field<String> text, Optional<String> comparedWith) {
    var unknown =
        comparedWith.isEmpty()
            || comparedWith.get().codePoints().anyMatch(c -> UNKNOWN_LOWER.indexOf(c) >= 0);
    return unknown
        ? DSL.lower(DSL.translate(text, DSL.inline(UNKNOWN), DSL.inline(UNKNOWN_LOWER)))
        : DSL.lower(text);
  }

  @Override
  public Field<String> ordered(Field<String> text) {
    return text;
  }

  @Override
  public Field<String> property(Field<String> json, String name) {
    var pointer = "/" + name.replace("~", "~0").replace("/", "~1");
    return DSL.field(
        "json_extract_string(cast({0} as json), {1})", String.class, json, DSL.val(pointer));
  }

  @Override
  public Field<BigDecimal> readDecimal(Field<String> text) {
    return DSL.field(
        "case when regexp_full_match({0}, {1}) then try_cast({0} as decimal(38, 9)) end",
        BigDecimal.class, text, DSL.inline(Shapes.WIDE_NUMBER));
  }

  @Override
  public Field<LocalDate> readDate(Field<String> text) {
    return DSL.field(
        "case when regexp_full_match({0}, {1}) and {0} >= '0001' then try_cast({0} as date) end",
        LocalDate.class, text, DSL.inline(Shapes.DATE));
  }

  @Override
  public Field<LocalDateTime> readInstant(Field<String> text) {
    return DSL.field(
        "case when regexp_full_match({0}, {1}) and {0} >= '0001' then"
            + " cast(try_cast(regexp_replace({0}, {2}, {3}) as timestamptz) as timestamp) end",
        LocalDateTime.class,
        text,
        DSL.inline(Shapes.TIMESTAMP),
        DSL.inline(Shapes.BEYOND_MICROS),
        DSL.inline(Shapes.TO_MICROS));
  }

  @Override
  public Field<BigDecimal> exact(Field<Double> number) {
    return DSL.field(
        "case when abs({0}) < 1e29 then cast(cast(trunc({0}) as hugeint) as decimal(38, 9))"
            + " + cast(sign({0}) * floor(abs({0} - trunc({0})) * 1e9 + 0.5) as decimal(10, 0))"
            + " * 0.000000001 end",
        SQLDataType.DECIMAL(38, 9), number);
  }

  /** A few are joined with: a list in the statement takes long to plan, and is searched. */
  @Override
  public Condition isAmong(Cohort cohort, Field<Integer> ordinal) {
    if (cohort.size() <= LISTED || cohort.size() > FEW) {
      return isIn(cohort, ordinal);
    }
    var numbers = Arrays.stream(cohort.toArray()).mapToObj(Integer::toString);
    return DSL.condition(
        "{0} in (select unnest(cast(string_split({1}, ' ') as integer[])))",
        ordinal, DSL.val(numbers.collect(Collectors.joining(" "))));
  }

  @Override
  public Condition isInMany(Cohort cohort, Field<Integer> ordinal) {
    return DSL.condition(
        "case when {0} <= {1} then get_bit(cast({2} as bit), {0}) = 1 when {0} is not null then false end",
        ordinal, DSL.inline(cohort.last()), DSL.val(cohort.toBits(true)));
  }

  @Override
  public Field<byte[]> gather(Field<Integer> ordinal, int capacity, Optional<Condition> filter) {
    var bits = (capacity + 63) / 64 * 64;
    var aggregate =
        DSL.field(
            "bitstring_agg({0}, {1}, {2})",
            Object.class, ordinal, DSL.inline(0), DSL.inline(bits - 1));
    return filter.isEmpty()
        ? DSL.field("cast({0} as blob)", SQLDataType.BLOB, aggregate)
        : DSL.field(
            "cast({0} filter (where {1}) as blob)", SQLDataType.BLOB, aggregate, filter.get());
  }

  /** The bits of a bit string, whose first bit is the highest of its first byte. */
  @Override
  public Cohort cohort(byte[] gathered) {
    var words = new long[gathered.length / Long.BYTES];
    ByteBuffer.wrap(gathered).asLongBuffer().get(words);
    for (var i = 0; i < words.length; i++) {
      words[i] = Long.reverse(words[i]);
    }
    return Cohort.ofWords(words);
  }

  @Override
  public boolean isIndexed() {
    return false;
  }

  @Override
  public Field<?> position() {
    return DSL.field("rowid", SQLDataType.BIGINT);
  }

  @Override
  public Optional<Condition> isAfter(String position) {
    return position.matches("[0-9]{1,18}")
        ? Optional.of(DSL.condition("rowid > {0}", DSL.val(Long.parseLong(position))))
        : Optional.empty();
  }
}
