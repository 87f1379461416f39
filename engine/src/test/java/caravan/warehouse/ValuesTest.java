package caravan.warehouse;

import static caravan.warehouse.ColumnType.BOOLEAN;
import static caravan.warehouse.ColumnType.DATE;
import static caravan.warehouse.ColumnType.DECIMAL;
import static caravan.warehouse.ColumnType.INTEGER;
import static caravan.warehouse.ColumnType.JSON;
import static caravan.warehouse.ColumnType.NUMBER;
import static caravan.warehouse.ColumnType.TEXT;
import static caravan.warehouse.ColumnType.TIMESTAMP;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ValuesTest {

  private static ColumnType infer(@Nullable String... texts) {
    return Values.infer(Arrays.asList(texts));
  }

  @Test
  void infersWholeNumbers() {
    assertThat(infer("0", "1", "-5", null, "")).isEqualTo(INTEGER);
    assertThat(infer("9223372036854775807", "-9223372036854775808")).isEqualTo(INTEGER);
    assertThat(infer("9223372036854775808")).as("an identifier keeps its digits").isEqualTo(TEXT);
    assertThat(infer("007")).isEqualTo(TEXT);
    assertThat(infer("1", "01")).isEqualTo(TEXT);
    assertThat(infer("+1")).isEqualTo(TEXT);
    assertThat(infer(" 1")).isEqualTo(TEXT);
    assertThat(infer("1_000")).isEqualTo(TEXT);
    assertThat(infer("1,000")).isEqualTo(TEXT);
  }

  @Test
  void infersFractions() {
    assertThat(infer("0.5", "-12.345678", ".5", "3")).isEqualTo(DECIMAL);
    assertThat(infer("123456789012.123456")).isEqualTo(DECIMAL);
    assertThat(infer("0.1234567")).isEqualTo(NUMBER);
    assertThat(infer("1234567890123.5")).isEqualTo(NUMBER);
    assertThat(infer("0.5", "1234567890123"))
        .as("an integer too long for a decimal")
        .isEqualTo(NUMBER);
    assertThat(infer("9223372036854775808", "0.5")).isEqualTo(NUMBER);
    assertThat(infer("1e5", "2.5E-3", "7")).isEqualTo(NUMBER);
    assertThat(infer("1e999")).isEqualTo(TEXT);
    assertThat(infer("00.5")).isEqualTo(TEXT);
    assertThat(infer("1.")).as("a German ordinal").isEqualTo(TEXT);
    assertThat(infer("NaN")).isEqualTo(TEXT);
  }

  @Test
  void infersTruthAndTime() {
    assertThat(infer("true", "FALSE", "True")).isEqualTo(BOOLEAN);
    assertThat(infer("true", "1")).isEqualTo(TEXT);
    assertThat(infer("2024-02-29", "0001-01-01", "9999-12-31")).isEqualTo(DATE);
    assertThat(infer("2023-02-29")).isEqualTo(TEXT);
    assertThat(infer("0000-00-00")).isEqualTo(TEXT);
    assertThat(infer("0000-01-01")).isEqualTo(TEXT);
    assertThat(infer("2026/01/31")).isEqualTo(TEXT);
    assertThat(
            infer(
                "2026-01-31T09:00",
                "2026-01-31 09:00:00.5",
                "2026-01-31T09:00:00Z",
                "2026-01-31T09:00+02:00"))
        .isEqualTo(TIMESTAMP);
    assertThat(infer("2026-01-31", "2026-01-31T09:00:00Z")).isEqualTo(TIMESTAMP);
    assertThat(infer("2026-01-31T24:00")).isEqualTo(TEXT);
    assertThat(infer("2026-01-31T09:00:60")).isEqualTo(TEXT);
    assertThat(infer("2026-01-31T09")).isEqualTo(TEXT);
    assertThat(infer("2026-02-30T09:00")).isEqualTo(TEXT);
    assertThat(infer("2026-01-31", "5")).isEqualTo(TEXT);
  }

  @Test
  void infersTextWhereNothingStands() {
    assertThat(infer()).isEqualTo(TEXT);
    assertThat(infer(null, "", null)).isEqualTo(TEXT);
  }

  @Test
  void parsesWhatWasDeclared() {
    assertThat(Values.parse(INTEGER, "007")).contains(7L);
    assertThat(Values.parse(INTEGER, "1.0")).isEmpty();
    assertThat(Values.parse(INTEGER, "9223372036854775808")).isEmpty();
    assertThat(Values.parse(DECIMAL, "12.5")).contains(new BigDecimal("12.500000"));
    assertThat(Values.parse(DECIMAL, "1.50000000")).contains(new BigDecimal("1.500000"));
    assertThat(Values.parse(DECIMAL, "0.1234567")).isEmpty();
    assertThat(Values.parse(DECIMAL, "1234567890123")).isEmpty();
    assertThat(Values.parse(NUMBER, "1e3")).contains(1000.0);
    assertThat(Values.parse(NUMBER, "1e999")).isEmpty();
    assertThat(Values.parse(BOOLEAN, "TRUE")).contains(true);
    assertThat(Values.parse(BOOLEAN, "0")).contains(false);
    assertThat(Values.parse(BOOLEAN, "yes")).isEmpty();
    assertThat(Values.parse(DATE, "2026-01-31")).contains(LocalDate.of(2026, 1, 31));
    assertThat(Values.parse(DATE, "31.01.2026")).isEmpty();
    assertThat(Values.parse(TEXT, "")).contains("");
    assertThat(Values.parse(TEXT, "a\0b")).isEmpty();
    assertThat(Values.parse(TEXT, "\ud83d")).isEmpty();
    assertThat(Values.parse(JSON, "{\"a\": [1, null]}")).contains("{\"a\": [1, null]}");
    for (var bad : List.of("", "{", "NaN", "[1,]", "1 2", "{'a': 1}")) {
      assertThat(Values.parse(JSON, bad)).as(bad).isEmpty();
    }
  }

  @Test
  void parsesInstants() {
    assertThat(Values.parse(TIMESTAMP, "2026-01-31 09:00"))
        .contains(Instant.parse("2026-01-31T09:00:00Z"));
    assertThat(Values.parse(TIMESTAMP, "2026-01-31T09:00:00+02"))
        .contains(Instant.parse("2026-01-31T07:00:00Z"));
    assertThat(Values.parse(TIMESTAMP, "2026-01-31T09:00-0530"))
        .contains(Instant.parse("2026-01-31T14:30:00Z"));
    assertThat(Values.parse(TIMESTAMP, "2026-01-31"))
        .contains(Instant.parse("2026-01-31T00:00:00Z"));
    assertThat(Values.parse(TIMESTAMP, "2026-01-31T09:00:00.12345678Z"))
        .contains(Instant.parse("2026-01-31T09:00:00.123456Z"));
    assertThat(Values.parse(TIMESTAMP, "0001-01-01T00:00+01:00")).isEmpty();
  }

  @Test
  void formatsSoThatParsingGivesTheSame() {
    assertThat(Values.format(new BigDecimal("12.500000"))).isEqualTo("12.5");
    assertThat(Values.format(new BigDecimal("100.000000"))).isEqualTo("100");
    assertThat(Values.format(5.0)).isEqualTo("5");
    assertThat(Values.format(Instant.parse("2026-01-31T09:00:00Z")))
        .isEqualTo("2026-01-31T09:00:00Z");
    for (var number : List.of(0.1, -0.0, 1e300, 4.9e-324, 1e15, 123456.5)) {
      assertThat(Values.parse(NUMBER, Values.format(number))).contains(number);
    }
  }

  @Test
  void saysForEveryTypeWhatItTakes() {
    for (var type : ColumnType.values()) {
      assertThat(Values.accepted(type)).isNotBlank();
    }
    assertThat(Values.accepted(DATE)).isEqualTo("a date like 2026-01-31");
  }
}
