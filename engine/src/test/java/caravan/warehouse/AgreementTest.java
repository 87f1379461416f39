package caravan.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What Java infers and parses is what a staged CSV has, cell by cell. */
class AgreementTest extends StagingCase {

  private static final String[] ODD = {
    "0",
    "-0",
    "00",
    "-",
    ".",
    "1.",
    ".5",
    "-.5",
    "1e5",
    "1E-5",
    "1e999",
    "1e-999",
    "2.5e-324",
    "+1",
    "1_0",
    "0x1",
    " 1",
    "1 ",
    "9223372036854775807",
    "-9223372036854775808",
    "9223372036854775808",
    "123456789012",
    "1234567890123",
    "123456789012.123456",
    "1.1234567",
    "true",
    "False",
    "t",
    "yes",
    "2026-02-29",
    "2024-02-29",
    "0000-01-01",
    "0001-01-01",
    "10000-01-01",
    "2026-1-1",
    "infinity",
    "nan",
    "Infinity",
    "2026-01-31T09:00",
    "2026-01-31 09:00:00+14:59",
    "2026-01-31 09:00:00 +02",
    "2026-01-31T09:00:00-15:00",
    "0001-01-01T00:00+01:00",
    "9999-12-31T23:59:59.9999999Z",
    "9999-12-31T23:59-01",
    "1582-10-10T00:00:00Z",
    "1500-02-29",
    "2026-01-31t09:00z",
    "2026-01-31T09:00:00.Z",
    "x",
    "ünï 😀",
    "\"",
    "a\nb",
    "a\r\nb",
    ",",
    ";",
    "null",
    "NULL",
    "\\",
    "٣",
    "today",
    "epoch",
    "2026-01-31 (BC)",
    "12:30"
  };

  @Test
  void randomTables() throws Exception {
    var seed = new Random().nextLong();
    for (var round = 0; round < 150; round++) {
      var random = new Random(seed + round);
      var columns = 1 + random.nextInt(6);
      var rows = random.nextInt(12);
      var table = new ArrayList<List<@Nullable String>>();
      for (var c = 0; c < columns; c++) {
        table.add(column(random, rows));
      }
      agrees(table, rows, random, "seed " + seed + ", round " + round);
    }
  }

  @Test
  void everyOddTextAlone() throws Exception {
    for (var text : ODD) {
      agrees(List.of(Arrays.asList(text, null)), 2, new Random(1), text);
      agrees(List.of(Arrays.asList(text, "0.5")), 2, new Random(1), text);
    }
  }

  @Test
  void everyOddTextAsEveryDeclaredType() throws Exception {
    for (var type : ColumnType.values()) {
      for (var text : ODD) {
        var file = write("declared.csv", "a,b\n" + quoted(text) + ",1\n");
        var expected = Values.parse(type, text);
        if (expected.isPresent()) {
          staged(file, Map.of("a", type));
          assertThat(rows()).as(type + " " + text).isEqualTo(List.of(List.of(expected.get(), 1L)));
        } else {
          assertThat(faults(file, Map.of("a", type))).as(type + " " + text).hasSize(1);
        }
      }
    }
  }

  private static List<@Nullable String> column(Random random, int rows) {
    var makers = makers(random);
    var first = makers.get(random.nextInt(makers.size()));
    var second = random.nextInt(3) == 0 ? makers.get(random.nextInt(makers.size())) : first;
    var cells = new ArrayList<@Nullable String>();
    for (var r = 0; r < rows; r++) {
      var pick = random.nextInt(10);
      cells.add(pick == 0 ? null : pick == 1 ? "" : pick < 7 ? first.get() : second.get());
    }
    return cells;
  }

  private static List<Supplier<String>> makers(Random random) {
    return List.of(
        () -> Integer.toString(random.nextInt(2000) - 1000),
        () -> Long.toString(random.nextLong()),
        () -> random.nextInt(1000) + "." + random.nextInt(1_000_000),
        () -> Double.toString(Double.longBitsToDouble(random.nextLong())),
        () -> random.nextBoolean() ? "true" : "FALSE",
        () -> date(random),
        () -> date(random) + (random.nextBoolean() ? "T" : " ") + clock(random),
        () -> ODD[random.nextInt(ODD.length)]);
  }

  private static String date(Random random) {
    return "%04d-%02d-%02d"
        .formatted(1 + random.nextInt(9999), 1 + random.nextInt(12), 1 + random.nextInt(28));
  }

  private static String clock(Random random) {
    var text = "%02d:%02d".formatted(random.nextInt(24), random.nextInt(60));
    if (random.nextBoolean()) {
      text += ":%02d".formatted(random.nextInt(60));
      text += random.nextBoolean() ? "." + random.nextInt(1_000_000_000) : "";
    }
    var zones = List.of("", "Z", "+02:00", "-0330", "+14", "-00:00");
    return text + zones.get(random.nextInt(zones.size()));
  }

  private static String quoted(@Nullable String text) {
    return text == null ? "" : "\"" + text.replace("\"", "\"\"") + "\"";
  }

  private void agrees(List<List<@Nullable String>> table, int rows, Random random, String what)
      throws Exception {
    var lineEnd = random.nextBoolean() ? "\n" : "\r\n";
    var delimiter = List.of(",", ";", "\t", "|").get(random.nextInt(4));
    var text = new StringBuilder();
    var types = new ArrayList<ColumnType>();
    for (var c = 0; c < table.size(); c++) {
      text.append("c").append(c).append(delimiter);
      types.add(Values.infer(table.get(c)));
    }
    text.append("last").append(lineEnd);
    types.add(ColumnType.TEXT);
    var expected = new ArrayList<List<@Nullable Object>>();
    for (var r = 0; r < rows; r++) {
      var row = new ArrayList<@Nullable Object>();
      for (var c = 0; c < table.size(); c++) {
        var cell = table.get(c).get(r);
        text.append(quoted(cell)).append(delimiter);
        var isMissing = cell == null || (cell.isEmpty() && types.get(c) != ColumnType.TEXT);
        row.add(isMissing ? null : Values.parse(types.get(c), String.valueOf(cell)).orElseThrow());
      }
      text.append("x").append(lineEnd);
      row.add("x");
      expected.add(Collections.unmodifiableList(row));
    }
    if (rows == 0) {
      types.replaceAll(_ -> ColumnType.TEXT);
    }
    var staged = staged(write("random.csv", text.toString()));
    assertThat(types(staged)).as(what + "\n" + text).isEqualTo(types);
    assertThat(rows()).as(what + "\n" + text).isEqualTo(expected);
  }
}
