package caravan.segment;

import static caravan.segment.Language.parse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.segment.Expression.Comparison;
import caravan.segment.Operand.Literal;
import caravan.warehouse.ColumnType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What conditions mean, on the values of one person. */
class InterpreterTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  /**
   * In Berlin it is half past three, and half past two never was: the clocks were set an hour ago.
   */
  private static final Instant NOW = Instant.parse("2026-03-29T01:30:00Z");

  /** Whatever has no value here is missing. */
  private static final Map<String, Object> PERSON =
      Map.of(
          "name",
          "Ann ÜNAL-😀",
          "country",
          "de",
          "age",
          42L,
          "ltv",
          12.5,
          "balance",
          new BigDecimal("3.500000"),
          "vip",
          true,
          "any",
          false,
          "born",
          LocalDate.parse("2004-02-29"),
          "seen",
          Instant.parse("2026-03-28T23:30:00Z")); // half past midnight there

  static Stream<String> truths() {
    return """
        name = 'ann ünal-😀'
        name = NAME !
        not name = 'Ann'
        name != 'Ann'
        country in ('AT', 'DE')
        country not in ('AT', 'CH')
        name contains 'ünal'
        name starts with 'ANN'
        name ends with '😀'
        name contains ''
        not name contains 'x'
        not name starts with 'nn'
        not name ends with 'l'
        country < 'e'
        country > 'DF'
        country <= 'DE' and country >= 'DE'
        country between 'DE' and 'DE'
        age = 42
        age = 42.0
        age < 42.000000001
        age > -1
        ltv = 12.5
        ltv > 12.499999999
        balance = 3.5
        balance between 3.5 and 4
        age not between 43 and 50
        age in (1, 42.00)
        vip
        not any
        any = false
        vip = true
        not missing
        country > account_id or country <= account_id or account_id is missing
        born = date '2004-02-29'
        born < today
        today = date '2026-03-29'
        now = timestamp '2026-03-29T01:30:00Z'
        now = timestamp '2026-03-29T03:30:00+02:00'
        seen = today
        seen = date '2026-03-29'
        seen > date '2026-03-28'
        seen < now
        seen >= 2 hours ago
        not seen > 2 hours ago
        1 days ago = date '2026-03-28'
        1 days ago = timestamp '2026-03-28T02:30:00Z'
        24 hours ago = timestamp '2026-03-28T01:30:00Z'
        1 month from now = timestamp '2026-04-29T01:30:00Z'
        today < now
        date '2026-03-29' = today
        date '2026-03-29' < now
        date '2026-03-30' > now
        2 days ago = date '2026-03-27'
        seen within last 121 minutes
        not seen within last 120 minutes
        not seen within last 2 hours
        seen within last 1 day
        not seen within next 5 years
        now within last 1 minute
        not now within next 1 minute
        1 minute from now within next 1 minute
        not 1 minute ago within last 1 minute
        1 day ago within last 25 hours
        not 1 day ago within last 1 day
        today within last 3 hours
        date '2026-03-30' within next 1 day
        not date '2026-03-31' within next 1 day
        not date '2026-03-30' within next 20 hours
        date '2026-03-30' within next 21 hours
        anniversary of date '2000-03-29' is today
        not anniversary of date '2026-03-29' is today
        not anniversary of date '2027-03-29' is today
        not anniversary of date '2000-03-30' is today
        anniversary of timestamp '2020-03-28T23:30:00Z' is today
        not anniversary of timestamp '2020-03-28T21:30:00Z' is today
        anniversary of date '2000-03-30' within next 1 day
        not anniversary of date '2000-03-29' within next 364 days
        anniversary of date '2000-03-29' within next 365 days
        anniversary of born within next 1 year
        anniversary of date '2026-03-30' within next 2 years
        not anniversary of date '2026-03-30' within next 11 months
        account_id is missing
        name is not missing
        not account_id = 'x'
        account_id != 'x'
        not account_id < 'x' and not account_id >= 'x'
        account_id not in ('x') and not account_id in ('x')
        account_id not between 'a' and 'z'
        account_id not contains ''
        not account_id contains ''
        not name contains account_id
        not age = days and not age != age
        timestamp not within last 1000 years
        not anniversary of anniversary is today
        vip and not any
        any or vip
        not (vip and any)
        """
        .lines()
        .filter(line -> !line.endsWith("!"));
  }

  @ParameterizedTest
  @MethodSource("truths")
  void holds(String text) {
    assertThat(test(parse(text))).isTrue();
    assertThat(test(new Expression.Not(parse(text)))).isFalse();
  }

  private static boolean test(Expression expression) {
    return at(NOW).test(expression);
  }

  private static Interpreter at(Instant now) {
    return new Interpreter(new Moment(now, BERLIN), InterpreterTest::value);
  }

  private static @Nullable Object value(Operand operand) {
    return operand instanceof Operand.Own(var column) ? PERSON.get(column.name()) : null;
  }

  /** 29 February is kept on the 28th in other years. */
  @Test
  void leapDaysComeEveryYear() {
    var birthday = parse("anniversary of born is today");
    var soon = parse("anniversary of born within next 1 day");
    assertThat(at(Instant.parse("2026-02-28T12:00:00Z")).test(birthday)).isTrue();
    assertThat(at(Instant.parse("2028-02-28T12:00:00Z")).test(birthday)).isFalse();
    assertThat(at(Instant.parse("2028-02-29T12:00:00Z")).test(birthday)).isTrue();
    assertThat(at(Instant.parse("2028-02-28T12:00:00Z")).test(soon)).isTrue();
    assertThat(at(Instant.parse("2026-02-27T22:59:59Z")).test(birthday)).isFalse();
    assertThat(at(Instant.parse("2026-02-27T23:00:00Z")).test(birthday)).isTrue();
    assertThat(at(Instant.parse("2004-02-29T12:00:00Z")).test(birthday)).isFalse();
  }

  /**
   * Texts are equal ignoring case, and ordered by code point; {@code <=} is {@code <} or {@code =}.
   */
  @Test
  void textsAreInTheOrderOfTheirCodePoints() {
    var texts =
        List.of(
            "", "A", "B", "Z", "a", "b", "z", "ß", "İ", "Σ", "ς", "σ", "\uFFFD", "😀", "aa", "a😀",
            "a\uFFFD");
    for (var a : texts) {
      for (var b : texts) {
        var less = compare(a, Comparison.LESS, b);
        var equal = compare(a, Comparison.EQUAL, b);
        assertThat(less).as("%s < %s", a, b).isEqualTo(Texts.compare(a, b) < 0);
        assertThat(compare(a, Comparison.AT_MOST, b)).as("%s <= %s", a, b).isEqualTo(less || equal);
        assertThat(compare(a, Comparison.GREATER, b))
            .as("%s > %s", a, b)
            .isEqualTo(compare(b, Comparison.LESS, a));
        assertThat(compare(a, Comparison.AT_LEAST, b))
            .as("%s >= %s", a, b)
            .isEqualTo(compare(b, Comparison.AT_MOST, a));
        assertThat(equal).as("%s = %s", a, b).isEqualTo(compare(b, Comparison.EQUAL, a));
      }
    }
    assertThat(Texts.compare("\uFFFD", "😀")).isNegative(); // UTF-16 has them the other way round
    assertThat(compare("a", Comparison.EQUAL, "A")).isTrue();
    assertThat(compare("Σ", Comparison.EQUAL, "σ")).isTrue();
    assertThat(compare("ς", Comparison.EQUAL, "σ")).isFalse(); // lower-case both already
    assertThat(compare("ß", Comparison.EQUAL, "ss")).isFalse();
    assertThat(compare("İ", Comparison.EQUAL, "i"))
        .isTrue(); // code point by code point: no dot is left over
  }

  private static boolean compare(String a, Comparison comparison, String b) {
    return test(
        new Expression.Compare(
            new Literal(a, ColumnType.TEXT), comparison, new Literal(b, ColumnType.TEXT)));
  }

  @Test
  void numbersAreComparedExactly() {
    var values =
        Map.<String, Object>of("age", Long.MAX_VALUE, "ltv", 0.1, "balance", new BigDecimal("0.1"));
    var interpreter =
        new Interpreter(
            new Moment(NOW, BERLIN),
            operand ->
                operand instanceof Operand.Own(var column) ? values.get(column.name()) : null);
    assertThat(interpreter.test(parse("age = 9223372036854775807"))).isTrue();
    assertThat(interpreter.test(parse("age < 9223372036854775808"))).isTrue();
    assertThat(interpreter.test(parse("age = 9223372036854775806"))).isFalse();
    assertThat(interpreter.test(parse("ltv = 0.1"))).isTrue();
    assertThat(interpreter.test(parse("ltv = balance"))).isTrue();
    assertThat(interpreter.test(parse("balance = 0.100000001"))).isFalse();
  }

  /** Others answer for what is not in one person's values. */
  @Test
  void refusesWhatIsNoConditionOnValues() {
    for (var text : List.of("in segment 'VIP'", "any(purchase)", "vip and in segment 'VIP'")) {
      assertThatThrownBy(() -> test(parse(text)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("not a condition on values: ");
    }
    assertThat(test(parse("count(purchase) = 0"))).isFalse(); // unless it is given a value
  }
}
