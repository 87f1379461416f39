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

import caravan.problem.Problems;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NdjsonTest extends StagingCase {

  @Test
  void unitesTheKeysInTheOrderSeen() throws Exception {
    var staged =
        staged(
            write("a.ndjson", "\uFEFF{\"b\": 1, \"a\": \"x\"}\n\n{\"c\": true, \"a\": null}\r\n"));
    assertThat(names(staged)).containsExactly("b", "a", "c");
    assertThat(types(staged)).containsExactly(INTEGER, TEXT, BOOLEAN);
    assertThat(rows())
        .isEqualTo(List.of(Arrays.asList(1L, "x", null), Arrays.asList(null, null, true)));
  }

  @Test
  void infersByTheSameRules() throws Exception {
    var file =
        write(
            "a.jsonl",
            """
            {"i": 1, "d": 1, "n": 1, "t": "12", "day": "2026-01-31", "at": "2026-01-31", "o": {"x": [1, "é"]}, "m": 1, "p": []}
            {"i": 2, "d": 2.50, "n": 1e5, "t": "x", "day": "2024-02-29", "at": "2026-01-31T09:00Z", "o": [ ], "m": "1", "p": 1}
            """);
    assertThat(types(staged(file)))
        .containsExactly(INTEGER, DECIMAL, NUMBER, TEXT, DATE, TIMESTAMP, JSON, TEXT, TEXT);
    var first = rows().getFirst();
    assertThat(first.get(1)).isEqualTo(new BigDecimal("1.000000"));
    assertThat(first.get(4)).isEqualTo(LocalDate.of(2026, 1, 31));
    assertThat(first.subList(6, 9)).isEqualTo(List.of("{\"x\": [1, \"é\"]}", "1", "[]"));
  }

  @Test
  void aTextOfDigitsStaysText() throws Exception {
    assertThat(types(staged(write("a.ndjson", "{\"a\": \"12\", \"b\": \"true\"}\n"))))
        .containsExactly(TEXT, TEXT);
  }

  @Test
  void declaredTypesWin() throws Exception {
    var file = write("a.ndjson", "{\"a\": \"012\", \"b\": \"x\", \"c\": 5}\n");
    assertThat(types(staged(file, Map.of("a", INTEGER, "b", JSON, "c", TEXT))))
        .containsExactly(INTEGER, JSON, TEXT);
    assertThat(rows()).isEqualTo(List.of(List.of(12L, "\"x\"", "5")));
    assertThat(faults(write("a.ndjson", "{\"a\": 1}\n\n{\"a\": \"no\"}\n"), Map.of("a", DATE)))
        .hasSize(2)
        .last()
        .isEqualTo(
            "data:3: row 2, column 'a': 'no' does not fit date; it takes a date like 2026-01-31");
  }

  @Test
  void reportsBadLines() throws Exception {
    var lines =
        List.of(
            "{\"a\": 1}",
            "[1]",
            "{\"a\": 1} 2",
            "{\"a\"",
            "{\"a\": 1, \"a\": 2}",
            "{\"a\": \"\\u0000\"}");
    assertThat(faults(write("a.ndjson", String.join("\n", lines))))
        .hasSize(5)
        .allMatch(fault -> fault.matches("(?s)data:[2-6]: .*"));
    assertThat(faults(write("a.ndjson", "x\n".repeat(9)))).hasSize(6);
    assertThat(faults(write("a.ndjson", "{\"id\": 1, \"ID\": 2}\n"))).hasSize(1);
    assertThat(faults(write("a.ndjson", new byte[] {'{', '"', (byte) 0xFF, '"', ':', '1', '}'})))
        .hasSize(1);
    assertThat(faults(write("a.ndjson", ""))).singleElement().asString().contains("no rows");
  }

  @Test
  void headerGivesTheKeys() throws Exception {
    assertThat(
            DataFiles.header(
                db, write("a.ndjson", "{\"a\": 1}\n{\"b\": 1}"), "data", new Problems()))
        .contains(List.of("a", "b"));
  }
}
