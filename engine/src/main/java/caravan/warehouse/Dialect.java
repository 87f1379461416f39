package caravan.warehouse;

import caravan.cohort.Cohort;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;

/**
 * How a database says what there is no common SQL for. Whatever the database, all of it means the
 * same: texts are lower-cased and ordered code point by code point, what cannot be read is missing.
 */
public interface Dialect {

  /** Up to so many ordinals stand in a statement; more go in as a bit string. */
  int FEW = 2_000;

  // Texts

  Condition contains(Field<String> text, Field<String> part);

  Condition startsWith(Field<String> text, Field<String> part);

  Condition endsWith(Field<String> text, Field<String> part);

  /**
   * A text in lower case.
   *
   * @param comparedWith the fixed text, in lower case, that it is compared with, if there is one
   */
  Field<String> lower(Field<String> text, Optional<String> comparedWith);

  /** A text that {@code <}, {@code min} and {@code max} order by code point. */
  Field<String> ordered(Field<String> text);

  // Values

  /** A member of a JSON object: a text as it is, anything else as JSON. */
  Field<String> property(Field<String> json, String name);

  Field<BigDecimal> readDecimal(Field<String> text);

  Field<LocalDate> readDate(Field<String> text);

  /** An instant, in UTC where the text does not say; a date is none. */
  Field<LocalDateTime> readInstant(Field<String> text);

  /**
   * A double as a decimal(38, 9): its whole part exactly, and to the nearest billionth what is
   * behind the point; missing where more than 29 digits are before it.
   */
  Field<BigDecimal> exact(Field<Double> number);

  /** The day of an instant in a zone. */
  default Field<LocalDate> dayIn(ZoneId zone, Field<?> instant) {
    return DSL.field(
        "cast(timezone({0}, timezone('UTC', {1})) as date)",
        LocalDate.class, DSL.inline(zone.getId()), instant);
  }

  /** The instant at which a day begins in a zone. */
  default Field<LocalDateTime> midnightIn(ZoneId zone, Field<LocalDate> day) {
    return DSL.field(
        "timezone('UTC', timezone({0}, cast({1} as timestamp)))",
        LocalDateTime.class, DSL.inline(zone.getId()), day);
  }

  // Cohorts

  /** Whether an ordinal is in a cohort; not known without an ordinal. */
  default Condition isIn(Cohort cohort, Field<Integer> ordinal) {
    return cohort.size() <= FEW ? isListed(cohort, ordinal) : isInMany(cohort, ordinal);
  }

  private static Condition isListed(Cohort few, Field<Integer> ordinal) {
    return ordinal.in(Arrays.stream(few.toArray()).mapToObj(DSL::inline).toList());
  }

  /** The same where it decides which rows of a table are read. */
  default Condition isAmong(Cohort cohort, Field<Integer> ordinal) {
    return isIn(cohort, ordinal);
  }

  /** The same for a cohort that is not empty. */
  Condition isInMany(Cohort cohort, Field<Integer> ordinal);

  /**
   * An aggregate: all ordinals, as {@link #cohort} reads them.
   *
   * @param capacity above every ordinal
   */
  Field<byte[]> gather(Field<Integer> ordinal, int capacity, Optional<Condition> filter);

  /** The cohort that was gathered. */
  Cohort cohort(byte[] gathered);

  // Storage

  /** Whether tables are found into by indexes on their keys. */
  boolean isIndexed();

  /** Where a row of a table lies: a hidden column that orders rows that are only ever added. */
  Field<?> position();

  /** Whether a row lies after a position; nothing where the text is none. */
  Optional<Condition> isAfter(String position);
}
