package caravan.message;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.problem.Place;
import caravan.problem.Problem;
import caravan.problem.Problems;
import caravan.warehouse.ColumnType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The table that the tests write to, a person in it, and short ways to parse and render. */
final class People {

  static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private People() {}

  static Fields fields() {
    var columns = new LinkedHashMap<String, ColumnType>();
    columns.put("first_name", ColumnType.TEXT);
    columns.put("plan", ColumnType.TEXT);
    columns.put("joined", ColumnType.DATE);
    columns.put("seen", ColumnType.TIMESTAMP);
    columns.put("ltv", ColumnType.DECIMAL);
    columns.put("score", ColumnType.NUMBER);
    columns.put("visits", ColumnType.INTEGER);
    columns.put("active", ColumnType.BOOLEAN);
    columns.put("two words", ColumnType.TEXT);
    columns.put("date", ColumnType.DATE);
    return new Fields(
        "contact",
        columns,
        Map.of("account", Map.of("name", ColumnType.TEXT, "size", ColumnType.INTEGER)));
  }

  /** Tom, with some values set otherwise: name, value, name, value … */
  static Map<String, Object> tom(@Nullable Object... changes) {
    var row = new HashMap<String, @Nullable Object>();
    row.put("first_name", "Tom & Jerry");
    row.put("plan", "pro");
    row.put("joined", LocalDate.of(2026, 3, 9));
    row.put("seen", Instant.parse("2026-01-31T23:30:00Z"));
    row.put("ltv", new BigDecimal("1234.500000"));
    row.put("score", 0.25);
    row.put("visits", 1234567L);
    row.put("active", true);
    row.put("two words", "both");
    row.put("date", LocalDate.of(2026, 3, 10));
    var account = new HashMap<String, @Nullable Object>();
    account.put("name", "Acme <GmbH>");
    account.put("size", 12L);
    row.put("account", account);
    for (var i = 0; i < changes.length; i += 2) {
      row.put(String.valueOf(changes[i]), changes[i + 1]);
    }
    return Map.of("contact", row);
  }

  static String text(String template, Map<String, ?> values, Locale locale, ZoneId zone) {
    var problems = new Problems();
    var compiled = TextTemplate.compile(template, fields(), Place.of("t"), Escape.NONE, problems);
    assertThat(problems.list()).isEmpty();
    return compiled.orElseThrow().render(values, locale, zone);
  }

  static String text(String template, @Nullable Object... changes) {
    return text(template, tom(changes), Locale.ENGLISH, BERLIN);
  }

  static Message message(String file, String text) {
    var problems = new Problems();
    var message = MessageParser.parse("m", file, text, fields(), problems);
    assertThat(problems.list()).isEmpty();
    return message.orElseThrow();
  }

  static Rendered mail(String file, String body, @Nullable Object... changes) {
    return message(file, "---\nsubject: s\n---\n" + body)
        .render(tom(changes), Locale.ENGLISH, BERLIN);
  }

  static List<String> problems(String file, String text) {
    var problems = new Problems();
    var message = MessageParser.parse("m", file, text, fields(), problems);
    assertThat(message.isEmpty()).isEqualTo(!problems.isEmpty());
    return problems.list().stream().map(Problem::toString).toList();
  }
}
