package caravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.warehouse.DuckDb;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Runs of journeys on a virtual clock: what they report, write and keep. */
class RunCommandTest extends CommandLineCase {

  private static final String FROM = "2026-03-05T09:00:00Z";

  private Path folder = Path.of("");

  @BeforeEach
  void open() {
    folder = write(temporary.resolve("tea"), Tea.FILES);
  }

  private JsonNode report(Object... arguments) throws IOException {
    var file = temporary.resolve("reports/report.json");
    run(Stream.concat(Stream.of("run", folder, "--report", file), Stream.of(arguments)).toArray())
        .isDone();
    return json(file);
  }

  @Test
  void reportsWhatHappened() throws IOException {
    var report = report("--from", FROM);
    assertThat(report.get("from").asString()).isEqualTo(FROM);
    assertThat(report.get("until").asString()).isEqualTo("2026-03-07T09:00:00Z");
    assertThat(report.get("segments"))
        .hasToString("{\"Buyers\":2,\"Everyone\":6,\"Nobody\":0,\"Staff\":1}");
    var tea = report.at("/journeys/Tea");
    assertThat(tea.at("/runs/0"))
        .hasToString(
            "{\"occurrence\":\"%s\",\"eligible\":5,\"excluded\":1,\"entered\":5,\"waiting\":0,\"left\":{\"completed\":5}}"
                .formatted(FROM));
    assertThat(tea.at("/runs").size()).isEqualTo(1);
    assertThat(tea.get("steps"))
        .hasToString(
            """
            {"1":{"kind":"email","name":"hello","inflow":5},"2":{"kind":"wait","inflow":5},\
            "3":{"kind":"branch","inflow":5},"3.1.1":{"kind":"set","inflow":2},\
            "3.1.2":{"kind":"email","name":"more","inflow":2},"3.2.1":{"kind":"sms","name":"ping","inflow":3},\
            "4":{"kind":"webhook","inflow":5}}""");
    assertThat(tea.get("messages"))
        .hasToString(
            """
            {"hello":{"sent":2,"deferred":0,"blocked":{"no-address":2,"no-consent":1},"failed":0},\
            "more":{"sent":2,"deferred":0,"blocked":{},"failed":0},\
            "ping":{"sent":0,"deferred":0,"blocked":{"no-address":3},"failed":0}}""");
  }

  @Test
  void addsUp() throws IOException {
    write(folder, Tea.MANY);
    for (var until :
        List.of("2026-03-05T09:00:00Z", "2026-03-09T08:00", "2026-03-20", "2026-06-01")) {
      var report = report("--from", FROM, "--until", until);
      var runs = 0;
      for (var journey : report.get("journeys")) {
        for (var run : journey.get("runs")) {
          var left = 0L;
          for (var count : run.get("left")) {
            left += count.asLong();
          }
          assertThat(run.get("entered").asLong())
              .as("%s: %s", until, run)
              .isEqualTo(run.get("waiting").asLong() + left);
          runs++;
        }
        for (var message : journey.get("messages").properties()) {
          var blocked = 0L;
          for (var count : message.getValue().get("blocked")) {
            blocked += count.asLong();
          }
          var inflow = 0L;
          for (var step : journey.get("steps")) {
            inflow +=
                step.path("name").asString("").equals(message.getKey())
                    ? step.get("inflow").asLong()
                    : 0;
          }
          assertThat(message.getValue().get("sent").asLong() + blocked)
              .as("%s: %s", until, message)
              .isEqualTo(inflow);
        }
      }
      assertThat(runs).isPositive();
    }
  }

  @Test
  void onlyTheNamedJourneysRun() throws IOException {
    write(folder, Tea.MANY);
    var report =
        report(
            "--from",
            FROM,
            "--for",
            "20 days",
            "--journey",
            "Weekly",
            "--journey",
            "Tea",
            "--journey",
            "Tea");
    assertThat(report.get("journeys").propertyNames()).containsExactly("Weekly", "Tea");
    assertThat(report.get("until").asString()).isEqualTo("2026-03-25T09:00:00Z");
    run("run", folder, "--journey", "Weekley", "--journey", "x")
        .isRefused(
            "--journey: there is no journey 'Weekley' (did you mean 'Weekly'?)",
            "--journey: there is no journey 'x' (there are: Birthday, Tea, Trickle, Weekly)");
  }

  /** However often a run is stopped and continued, it ends as an undisturbed one does. */
  @Test
  void goesOnFromAStateAsIfNothingHadBeen() throws IOException {
    write(folder, Tea.MANY);
    var undisturbed = report("--from", FROM, "--until", "2026-05-20");
    assertThat(undisturbed.at("/journeys/Weekly/runs").size()).isGreaterThan(7);
    var state = temporary.resolve("state/run.db");
    for (var until :
        List.of(
            "2026-03-05T10:00",
            "2026-03-05T10:00",
            "2026-03-07T10:30",
            "2026-03-09T09:00",
            "2026-04-01",
            "2026-05-20")) {
      var stopped = report("--from", FROM, "--until", until, "--state", state);
      assertThat(stopped).as(until).isEqualTo(report("--from", FROM, "--until", until));
    }
    assertThat(report("--state", state, "--until", "2026-05-20")).isEqualTo(undisturbed);
  }

  /** Killed in between, that is: the tables are there, and nothing else. */
  @Test
  void aStateOfARunThatNeverBeganIsBegunAnew() throws IOException {
    var state = temporary.resolve("run.db");
    var undisturbed = report("--from", FROM, "--state", state);
    try (var db = DuckDb.file(state, List.of())) {
      db.sql().execute("delete from state.origin");
    }
    assertThat(report("--from", FROM, "--state", state)).isEqualTo(undisturbed);
  }

  @Test
  void aStateIsOfOneRun() throws IOException {
    var state = temporary.resolve("run.db");
    report("--from", FROM, "--state", state);
    run("run", folder, "--from", "2026-03-06T09:00:00Z", "--state", state)
        .isRefused(
            "--from: the run in '%s' began at 2026-03-05T09:00:00Z, not at 2026-03-06T09:00:00Z"
                .formatted(state));
    run("run", folder, "--from", FROM, "--until", "2026-03-06", "--state", state)
        .isRefused(
            state
                + ": the end, 2026-03-05T23:00:00Z, is before 2026-03-07T09:00:00Z, where the run is already");
    write(folder, Tea.MANY);
    run("run", folder, "--state", state)
        .isRefused(
            "--state: '%s' was begun with other files; name a new file to begin anew"
                .formatted(state));
    run("run", folder, "--state", folder)
        .isRefused("--state: '" + folder + "' is a folder; a file should stand here");
  }

  @Test
  void timesMustBeTimes() {
    run("run", folder, "--from", "soon")
        .isRefused(
            "--from: 'soon' is no instant: write 2026-06-01T09:00:00Z, or 2026-06-01T09:00 in the workspace's zone");
    run("run", folder, "--for", "-3 days")
        .isRefused(
            "--for: '-3 days' is no duration: write \"90 days\", with minutes, hours, days, weeks, months or years");
    run("run", folder, "--from", "2026-03-05", "--until", "2026-03-04")
        .isRefused(
            "--until: the end, 2026-03-03T23:00:00Z, is before 2026-03-04T23:00:00Z, where the run is already");
    assertThat(run("run", folder, "--until", "2026-03-05", "--for", "3 days").code())
        .isEqualTo(Caravan.WRONG_INPUT);
  }

  @Test
  void writesEachMessageAsAFile() throws IOException, MessagingException {
    var out = temporary.resolve("out");
    run("run", folder, "--from", FROM, "--out", out).isDone();
    assertThat(files(out, ".eml")).hasSize(4);
    assertThat(files(out, ".json")).hasSize(5);
    assertThat(files(out, "")).hasSize(9);
    for (var file : files(out, ".eml")) {
      isWellFormed(file);
    }
    var hello = mail(file(out.resolve("Tea/hello"), "bob"));
    assertThat(hello.getSubject()).isEqualTo("Hello Bob \"B\" Böhm – grüß dich");
    assertThat(hello.getFrom()).containsExactly(new InternetAddress("tea@example.org", "Tea & Co"));
    var to = (InternetAddress) hello.getAllRecipients()[0];
    assertThat(to.getAddress()).isEqualTo("bob@example.org");
    assertThat(to.getPersonal()).isEqualTo("Bob \"B\" Böhm");
    assertThat(hello.getSentDate().toInstant()).hasToString(FROM);
    var parts = (MimeMultipart) hello.getContent();
    assertThat(hello.getContentType()).startsWith("multipart/alternative");
    assertThat(parts.getCount()).isEqualTo(2);
    assertThat(parts.getBodyPart(0).getContent().toString().strip())
        .isEqualTo(
            "Dear Bob \"B\" Böhm of Rostock, this line is so long that it has to be folded on its way.");
    assertThat(parts.getBodyPart(1).getContent().toString())
        .contains("<p>Dear Bob &quot;B&quot; Böhm of Rostock, ");
    assertThat(mail(file(out.resolve("Tea/more"), "ann")).getContent().toString().lines())
        .startsWith(".", "A line of one dot stands above.");
    assertThat(json(file(out.resolve("Tea/webhook 4"), "ann")))
        .hasToString(
            "{\"url\":\"https://x.example/h\",\"body\":{\"id\":\"ann\",\"shop\":\"Kiel\"}}");
    assertThat(json(file(out.resolve("Tea/webhook 4"), "c_")))
        .hasToString("{\"url\":\"https://x.example/h\",\"body\":{\"id\":\"c, d\",\"shop\":\"\"}}");
    // the same run writes the same files again
    var before = contents(out);
    run("run", folder, "--from", FROM, "--out", out).isDone();
    assertThat(contents(out)).isEqualTo(before);
    run("run", folder, "--out", folder.resolve("caravan.yaml"))
        .isRefused(
            "--out: '%s' is a file; a folder should stand here"
                .formatted(folder.resolve("caravan.yaml")));
  }

  @Test
  void textMessagesAreWrittenAsText() throws IOException {
    write(
        folder,
        "== journeys/tea.yaml\njourney: Tea\naudience: {segments: [Everyone]}\nfrequency: one-time\nsteps: [{sms: ping}]\n");
    write(
        folder,
        "== scenarios/one.yaml\nscenario: Nothing\nat: 2026-03-05T09:00:00Z\nrows: {}\nsteps: []\n");
    var out = temporary.resolve("out");
    run("run", folder, "--from", FROM, "--out", out).isDone();
    assertThat(files(out, "")).hasSize(1);
    assertThat(file(out.resolve("Tea/ping"), "ann"))
        .content()
        .isEqualToIgnoringNewLines("Ping Ann");
  }

  private static List<Path> files(Path folder, String ending) throws IOException {
    try (var files = Files.walk(folder)) {
      return files
          .filter(file -> Files.isRegularFile(file) && file.toString().endsWith(ending))
          .sorted()
          .toList();
    }
  }

  private static Path file(Path folder, String person) throws IOException {
    var found = new ArrayList<Path>();
    for (var file : files(folder, "")) {
      if (String.valueOf(file.getFileName()).startsWith(person)) {
        found.add(file);
      }
    }
    assertThat(found).as("%s in %s", person, folder).hasSize(1);
    return found.getFirst();
  }

  private static MimeMessage mail(Path file) throws IOException, MessagingException {
    try (var bytes = Files.newInputStream(file)) {
      return new MimeMessage(Session.getInstance(new Properties()), bytes);
    }
  }

  /**
   * Lines end with CR LF, none is longer than 998 bytes, all is ASCII, and no header is left out.
   */
  private static void isWellFormed(Path file) throws IOException, MessagingException {
    var text = Files.readString(file, StandardCharsets.ISO_8859_1);
    assertThat(text.replace("\r\n", "")).doesNotContain("\r").doesNotContain("\n");
    assertThat(text).isASCII();
    assertThat(text.split("\r\n", -1))
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(998));
    var mail = mail(file);
    for (var header :
        List.of("Date", "From", "To", "Subject", "Message-ID", "MIME-Version", "Content-Type")) {
      assertThat(mail.getHeader(header)).as(header).hasSize(1);
    }
  }
}
