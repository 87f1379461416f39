package caravan.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.cohort.Cohort;
import caravan.segment.Texts;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every database must mean by the same words: as Java means it. */
abstract class DatabaseContract {

  private static final List<Integer> LETTERS =
      IntStream.rangeClosed(1, Character.MAX_CODE_POINT)
          .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
          .boxed()
          .toList();

  private Database db;
  private Dialect dialect;

  /** A new, empty database. */
  abstract Database open();

  @BeforeEach
  void opens() {
    db = open();
    dialect = db.dialect();
  }

  @AfterEach
  void closes() {
    db.close();
  }

  private <T> @Nullable T value(Field<T> field) {
    return db.sql().select(field).fetchSingle().value1();
  }

  private static Field<String> text(@Nullable String text) {
    return DSL.val(text, SQLDataType.VARCHAR);
  }

  @Test
  void lowersEveryLetterByItself() {
    for (var from = 0; from < LETTERS.size(); from += 10_000) {
      var letters = LETTERS.subList(from, Math.min(from + 10_000, LETTERS.size()));
      var all = letters.stream().map(Character::toString).collect(Collectors.joining());
      assertThat(value(dialect.lower(text(all), Optional.empty()))).isEqualTo(Texts.lower(all));
    }
  }

  @Test
  void lowersWhatAFixedTextIsComparedWith() {
    for (var letter : LETTERS) {
      if (Character.toLowerCase(letter) != letter && letter > 0x200) {
        var small = Character.toString(Character.toLowerCase(letter));
        var lower = dialect.lower(text(Character.toString(letter)), Optional.of(small));
        assertThat(value(lower)).isEqualTo(small);
      }
    }
  }

  @Test
  void ordersTextsByCodePoint() {
    var texts =
        List.of("", "a", "Z", "z", "é", "ß", "\uffee", "😀", "a😀", "aZ", "a b", "ab", "İ", "日本");
    for (var a : texts) {
      for (var b : texts) {
        var less = DSL.field(dialect.ordered(text(a)).lt(dialect.ordered(text(b))));
        assertThat(value(less)).as("%s < %s", a, b).isEqualTo(Texts.compare(a, b) < 0);
      }
    }
    db.sql().execute("create table texts (t varchar)");
    texts.forEach(t -> db.sql().execute("insert into texts values ({0})", DSL.inline(t)));
    var column = dialect.ordered(DSL.field(DSL.name("t"), String.class));
    var largest = db.sql().select(DSL.max(column)).from("texts").fetchSingle().value1();
    assertThat(largest)
        .isEqualTo(texts.stream().max(Comparator.comparing(t -> t, Texts::compare)).orElseThrow());
  }

  @Test
  void findsPartsOfTexts() {
    var texts = List.of("", "a", "ab", "aab", "%", "a%", "_", "\\", "é", "😀é", "ba");
    for (var whole : texts) {
      for (var part : texts) {
        var found =
            db.sql()
                .select(
                    DSL.field(dialect.contains(text(whole), text(part))),
                    DSL.field(dialect.startsWith(text(whole), text(part))),
                    DSL.field(dialect.endsWith(text(whole), text(part))))
                .fetchSingle();
        assertThat(found.intoList())
            .as("'%s' in '%s'", part, whole)
            .containsExactly(whole.contains(part), whole.startsWith(part), whole.endsWith(part));
      }
    }
  }

  @Test
  void readsPropertiesOfJson() {
    var json =
        text(
            "{\"a\":\"x\\\"y\",\"b\":1.5,\"c\":null,\"d\":true,\"e/f~g\":\"😀\",\"h\":{\"i\":[1,2]},\"\":\"empty\"}");
    assertThat(value(dialect.property(json, "a"))).isEqualTo("x\"y");
    assertThat(value(dialect.property(json, "b"))).isEqualTo("1.5");
    assertThat(value(dialect.property(json, "c"))).isNull();
    assertThat(value(dialect.property(json, "d"))).isEqualTo("true");
    assertThat(value(dialect.property(json, "e/f~g"))).isEqualTo("😀");
    assertThat(value(dialect.property(json, "h"))).isEqualTo("{\"i\":[1,2]}");
    assertThat(value(dialect.property(json, ""))).isEqualTo("empty");
    assertThat(value(dialect.property(json, "none"))).isNull();
    assertThat(value(dialect.property(text(null), "a"))).isNull();
  }

  @Test
  void readsNumbersAndNothingElseAsNumbers() {
    assertDecimal("4", "4");
    assertDecimal("-4.5", "-4.5");
    assertDecimal("1e3", "1000");
    assertDecimal("2.5E-3", "0.0025");
    assertDecimal("0.0000000005", "0.000000001");
    assertDecimal("-0.0000000005", "-0.000000001");
    assertDecimal(
        "99999999999999999999999999999.999999999", "99999999999999999999999999999.999999999");
    for (var no :
        List.of(
            "",
            " 4",
            "4 ",
            "+4",
            "0x10",
            "NaN",
            "Infinity",
            "1_000",
            "1,5",
            "four",
            "1e99",
            "100000000000000000000000000000",
            "1e")) {
      assertThat(value(dialect.readDecimal(text(no)))).as(no).isNull();
    }
  }

  private void assertDecimal(String text, String expected) {
    assertThat(value(dialect.readDecimal(text(text)))).isEqualByComparingTo(expected);
  }

  @Test
  void readsDaysAndInstantsAndNothingElse() {
    assertThat(value(dialect.readDate(text("2024-02-29")))).isEqualTo("2024-02-29");
    for (var no :
        List.of(
            "2026-02-29",
            "2026-2-3",
            "today",
            "epoch",
            "infinity",
            "0000-01-01",
            "2026-01-01 ",
            "20260101")) {
      assertThat(value(dialect.readDate(text(no)))).as(no).isNull();
    }
    assertInstant("2026-01-31T09:00:00Z", "2026-01-31T09:00:00");
    assertInstant("2026-01-31 09:00+01:00", "2026-01-31T08:00:00");
    assertInstant("2026-01-31T09:00:00.1234567-05", "2026-01-31T14:00:00.123456");
    assertInstant("2026-01-31T09:00", "2026-01-31T09:00:00");
    for (var no :
        List.of(
            "2026-01-31",
            "2026-01-31T24:00:00Z",
            "2026-01-31T09:60:00Z",
            "2026-02-30T09:00:00Z",
            "now",
            "infinity",
            "2026-01-31T09:00:00 Europe/Berlin")) {
      assertThat(value(dialect.readInstant(text(no)))).as(no).isNull();
    }
  }

  private void assertInstant(String text, String expected) {
    assertThat(value(dialect.readInstant(text(text)))).isEqualTo(LocalDateTime.parse(expected));
  }

  @Test
  void takesDoublesExactly() {
    var random = new Random(7);
    var numbers =
        new ArrayList<>(
            List.of(
                0.0,
                -0.0,
                0.1,
                0.1 + 0.2,
                123456789.12345679,
                5e-10,
                -5e-10,
                1e-300,
                1e28,
                9.9e28));
    for (var i = 0; i < 300; i++) {
      numbers.add(random.nextGaussian() * Math.pow(10, random.nextInt(40) - 12));
    }
    for (var number : numbers) {
      var fraction = Math.floor(Math.abs(number % 1) * 1e9 + 0.5) * Math.signum(number);
      var expected =
          new BigDecimal(number)
              .setScale(0, RoundingMode.DOWN)
              .add(BigDecimal.valueOf((long) fraction, 9));
      var exact = value(dialect.exact(DSL.val(number)));
      if (Math.abs(number) < 1e29) {
        assertThat(exact).as("%s", number).isEqualByComparingTo(expected);
      } else {
        assertThat(exact).as("%s", number).isNull();
      }
    }
    assertThat(value(dialect.exact(DSL.val(1e29)))).isNull();
  }

  @Test
  void findsTheDayInAZone() {
    for (var zone :
        List.of(
            "Europe/Berlin",
            "America/New_York",
            "Pacific/Apia",
            "Asia/Kolkata",
            "Australia/Lord_Howe",
            "UTC")) {
      for (var time = LocalDateTime.parse("2024-01-01T00:30");
          time.getYear() < 2026;
          time = time.plusHours(509)) {
        var day = value(dialect.dayIn(ZoneId.of(zone), DSL.val(time)));
        assertThat(day)
            .isEqualTo(LocalDate.ofInstant(time.toInstant(ZoneOffset.UTC), ZoneId.of(zone)));
      }
    }
  }

  @Test
  void takesCohortsInAndGivesThemBack() {
    var ordinal = DSL.field(DSL.name("o"), Integer.class);
    db.sql()
        .execute(
            "create table numbers as select cast(i as integer) as o from generate_series(0, 70000) as s(i)");
    db.sql().execute("insert into numbers values (null), (5), (70000)");
    var random = new Random(3);
    var many = random.ints(30_000, 0, 90_000).distinct().toArray();
    for (var cohort :
        List.of(
            Cohort.EMPTY,
            Cohort.of(0),
            Cohort.of(5, 63, 64, 70_000),
            Cohort.range(10, 60_000),
            Cohort.of(many).first(300),
            Cohort.of(many))) {
      var gathered =
          db.sql()
              .select(
                  dialect.gather(ordinal, 70_001, Optional.empty()),
                  dialect.gather(ordinal, 70_001, Optional.of(ordinal.lt(100))))
              .from("numbers")
              .where(dialect.isIn(cohort, ordinal))
              .fetchSingle();
      var expected = cohort.intersect(Cohort.range(0, 70_001));
      assertThat(cohort(gathered.value1())).isEqualTo(expected);
      assertThat(cohort(gathered.value2())).isEqualTo(expected.intersect(Cohort.range(0, 100)));
      var among = DSL.table("numbers").where(dialect.isAmong(cohort, ordinal));
      var in = DSL.table("numbers").where(dialect.isIn(cohort, ordinal));
      assertThat(db.sql().fetchCount(among)).isEqualTo(db.sql().fetchCount(in));
      var others = DSL.not(dialect.isIn(cohort, ordinal)).and(ordinal.isNotNull());
      assertThat(db.sql().fetchCount(DSL.table("numbers"), others))
          .isEqualTo(
              db.sql().fetchCount(DSL.table("numbers"), ordinal.isNotNull())
                  - db.sql().fetchCount(DSL.table("numbers"), dialect.isIn(cohort, ordinal)));
    }
  }

  private Cohort cohort(byte @Nullable [] gathered) {
    return gathered == null ? Cohort.EMPTY : dialect.cohort(gathered);
  }

  @Test
  void rollsBackWhatFails() {
    db.sql().execute("create schema s");
    db.sql().execute("create table s.t (i integer)");
    var failure = new IllegalStateException("no");
    try {
      db.transaction(
          () -> {
            db.append(DSL.name("s", "t"), List.<@Nullable Object[]>of(new Object[] {1}));
            throw failure;
          });
    } catch (IllegalStateException e) {
      assertThat(e).isSameAs(failure);
    }
    assertThat(db.sql().fetchCount(DSL.table("s.t"))).isZero();
    db.transaction(
        () -> db.append(DSL.name("s", "t"), List.<@Nullable Object[]>of(new Object[] {1})));
    assertThat(db.sql().fetchCount(DSL.table("s.t"))).isOne();
  }
}
