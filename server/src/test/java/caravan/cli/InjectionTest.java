package caravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.Message.RecipientType;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/**
 * Names and values are data: whatever stands in them, they come out as they went in, and are never
 * SQL, a template, a header, a format or a path.
 */
class InjectionTest extends CommandLineCase {

  /** What one or another reader would take for its own. */
  private static final String EVIL =
      "'\"; drop table data.contact; -- /* {{ contact.id }} {{{x}}} {{> y}} %s%n ${z} #{z} \\u0000 \\ `"
          + " <b>&amp; \uD83D\uDE00 \u202Eevil ../../x ]]> [*]?";

  private static final String LINES = EVIL + "\r\nBcc: spy@example.org\n\n.\nFrom x\t.";
  private static final String COLUMN = "c " + EVIL;

  /** A table's name has no dot and no quote in it. */
  private static final String ORDERS = "o " + EVIL.replace(".", "").replace("\"", "");

  private static final String SEGMENT = "s " + EVIL;
  private static final String OTHERS = "z " + EVIL;
  private static final String JOURNEY = "j " + EVIL;
  private static final String STEP = "i " + EVIL;
  private static final String MESSAGE = "m " + EVIL.replace('/', '|');

  private Path folder = Path.of("");

  @BeforeEach
  void make() throws IOException {
    folder = Files.createDirectories(temporary.resolve("ws"));
    var where = quoted('"', COLUMN) + " = " + quoted('\'', LINES);
    yaml(
        "caravan.yaml",
        Map.of(
            "tables",
            Map.of(
                "contact",
                Map.of(
                    "audience",
                    true,
                    "key",
                    "id",
                    "data",
                    "data/it's; a \"file\" [*].csv",
                    "roles",
                    Map.of("email", "email", "name", COLUMN)),
                ORDERS,
                Map.of("data", "data/o.csv", "belongs-to", Map.of("contact", "who")))));
    yaml(
        "segments.yaml",
        Map.of(
            "segments",
            List.of(
                Map.of("segment", SEGMENT, "where", where),
                Map.of(
                    "segment",
                    OTHERS,
                    "where",
                    "in segment %s and count(%s where what = %s) = 1"
                        .formatted(
                            quoted('\'', SEGMENT), quoted('"', ORDERS), quoted('\'', LINES))),
                Map.of("segment", "Fixed", "members", List.of(LINES)))));
    yaml(
        "journeys/j.yaml",
        Map.of(
            "journey",
            JOURNEY,
            "audience",
            Map.of("segments", List.of(OTHERS)),
            "frequency",
            "one-time",
            "steps",
            List.of(
                Map.of("id", STEP, "email", MESSAGE),
                Map.of("set", Map.of("spare", LINES)),
                Map.of(
                    "branch",
                    List.of(
                        Map.of(
                            "if",
                            "spare = " + quoted('\'', LINES),
                            "steps",
                            List.of(Map.of("email", "plain"))))),
                Map.of(
                    "webhook",
                    Map.of(
                        "url",
                        "https://x.example/",
                        "body",
                        Map.of("x", "{{ contact.spare }}"))))));
    var head = "---\nsubject: '{{ contact.spare }} {{ contact.id }}'\nkind: transactional\n---\n";
    text("messages/" + MESSAGE + ".md", head + "{{ contact.id }}\n");
    text("messages/plain.txt", head + "{{ contact.spare }}");
    text(
        "data/it's; a \"file\" [*].csv",
        csv("id", "email", COLUMN, "spare")
            + csv(LINES, "a@example.org", LINES, "")
            + csv("other", "b@example.org", EVIL, "x"));
    text("data/o.csv", csv("who", "what") + csv(LINES, LINES) + csv("other", EVIL));
    yaml(
        "scenarios/s.yaml",
        Map.of(
            "scenario",
            SEGMENT,
            "at",
            "2026-01-01T00:00:00Z",
            "rows",
            Map.of(
                "contact",
                List.of(Map.of("id", LINES, "email", "a@example.org", COLUMN, LINES)),
                ORDERS,
                List.of(Map.of("who", LINES, "what", LINES))),
            "steps",
            List.of(
                Map.of("live", JOURNEY),
                Map.of(
                    "event",
                    Map.of("name", EVIL, "contact", LINES, "properties", Map.of(EVIL, LINES))),
                Map.of(
                    "expect",
                    Map.of(
                        "sent", Map.of(MESSAGE, List.of(LINES), "plain", List.of(LINES)),
                        "segments", Map.of(SEGMENT, List.of(LINES)),
                        "left", Map.of(JOURNEY, Map.of("completed", List.of(LINES))))))));
  }

  @Test
  void segmentsScenariosAndTablesTakeThemAsTheyAre() {
    run("check", folder).isDone();
    assertThat(run("test", folder).isDone().lines())
        .containsExactly("passed  " + SEGMENT, "1 passed, 0 failed");
    assertThat(run("tables", folder).isDone().out()).contains(COLUMN, ORDERS);
    for (var options : List.of(List.of("--sql"), List.of("--explain", LINES))) {
      var command = new java.util.ArrayList<Object>();
      command.addAll(List.of("segment", quoted('"', COLUMN) + " = " + quoted('\'', LINES), folder));
      command.addAll(options);
      assertThat(run(command.toArray()).isDone().lines().getFirst()).isNotBlank();
    }
  }

  @Test
  void aRunReportsAndWritesThemAsTheyAre() throws Exception {
    var report = temporary.resolve("report.json");
    var out = temporary.resolve("out");
    run("run", folder, "--from", "2026-01-01", "--report", report, "--out", out).isDone();
    var journey = json(report).get("journeys").get(JOURNEY);
    assertThat(json(report).get("segments").get(SEGMENT).asInt()).isEqualTo(1);
    assertThat(journey.get("steps").get(STEP).get("name").asString()).isEqualTo(MESSAGE);
    assertThat(journey.get("messages").get(MESSAGE).get("sent").asInt()).isEqualTo(1);
    assertThat(journey.get("messages").get("plain").get("sent").asInt()).isEqualTo(1);
    try (var all = Files.walk(out)) {
      for (var file : all.filter(Files::isRegularFile).toList()) {
        if (file.toString().endsWith(".json")) {
          // a template writes every line end as a line feed
          assertThat(json(file).get("body").get("x").asString())
              .isEqualTo(LINES.replace("\r\n", "\n"));
        } else {
          isOneMail(file);
        }
      }
    }
    assertThat(contents(out)).hasSize(3);
    assertThat(contents(temporary).keySet()).allMatch(name -> !name.startsWith("x"));
  }

  private static void isOneMail(Path file) throws Exception {
    try (var in = Files.newInputStream(file)) {
      var mail = new MimeMessage(Session.getInstance(new Properties()), in);
      assertThat(mail.getRecipients(RecipientType.BCC)).isNull();
      assertThat(mail.getRecipients(RecipientType.TO)).hasSize(1);
      assertThat(((InternetAddress) mail.getRecipients(RecipientType.TO)[0]).getAddress())
          .isEqualTo("a@example.org");
      assertThat(mail.getSubject()).contains("drop table").doesNotContain("\n", "\r");
    }
  }

  @Test
  void exportAndImportGiveThemBack() throws IOException {
    var first = temporary.resolve("first");
    var second = temporary.resolve("second");
    run("export", folder, "--to", first).isDone();
    run("export", first, "--to", second).isDone();
    assertThat(contents(second)).isEqualTo(contents(first));
    run("test", second).isDone();
    var rows =
        Files.writeString(
            temporary.resolve("rows.csv"),
            csv("id", "spare") + csv(LINES, LINES) + csv(EVIL, EVIL));
    assertThat(run("import", "contact", rows, second).isDone().out())
        .startsWith("1 rows added, 1 changed;");
    var where = "spare = " + quoted('\'', LINES) + " or spare = " + quoted('\'', EVIL);
    assertThat(run("segment", where, second).isDone().out()).startsWith("2 of 3 contact");
  }

  private void yaml(String file, Object tree) throws IOException {
    text(file, JsonMapper.builder().build().writeValueAsString(tree));
  }

  private void text(String file, String text) throws IOException {
    var path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private static String csv(String... cells) {
    var row = new StringBuilder();
    for (var cell : cells) {
      row.append(row.isEmpty() ? "" : ",").append(quoted('"', cell));
    }
    return row.append('\n').toString();
  }

  private static String quoted(char quote, String text) {
    return quote + text.replace(String.valueOf(quote), String.valueOf(quote) + quote) + quote;
  }
}
