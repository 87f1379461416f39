package caravan.http;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.channel.FaultySmtp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Advertising waits while it is quiet where people are, and is asked again before it goes. */
class QuietTimesTest {

  private static final Duration LONGEST = Duration.ofSeconds(30);

  @TempDir private Path folder = Path.of("");

  private void write(int port, String quiet, String head) throws IOException {
    Files.createDirectories(folder.resolve("messages"));
    Files.createDirectories(folder.resolve("journeys"));
    Files.writeString(
        folder.resolve("caravan.yaml"),
        """
        tables:
          contact:
            audience: true
            key: id
            columns: {id: text, email: text, tz: text, gone: boolean}
            roles: {email: email, time-zone: tz}
        channels:
          email: {smtp: "smtp://127.0.0.1:%d?timeout=5", from: "Harbour <news@harbour.example>"}
        consent:
          quiet: %s
        time-zone: Europe/Berlin
        """
            .formatted(port, quiet));
    Files.writeString(
        folder.resolve("segments.yaml"),
        "segments: [{segment: All, where: not gone = true}, {segment: Gone, where: gone = true}]");
    Files.writeString(
        folder.resolve("journeys/news.yaml"),
        """
        journey: News
        audience: {segments: [All]}
        frequency: ongoing
        exit: {segments: [Gone]}
        steps: [{email: bill}, {email: news}, {wait: 30 days}]
        """);
    Files.writeString(
        folder.resolve("messages/bill.txt"), "---\nsubject: Bill\nkind: transactional\n---\nx\n");
    Files.writeString(
        folder.resolve("messages/news.txt"), "---\nsubject: News\n" + head + "---\nx\n");
  }

  /** Somebody whose session does not end while days pass. */
  private static Client program(TestServer server) {
    var token =
        server
            .administrator()
            .post(
                "/api/v1/tokens",
                Map.of("name", "test", "scopes", List.of("read", "edit", "data", "admin")))
            .is(201)
            .json();
    return server.anybody().withToken(token.get("key").asString());
  }

  private static void await(String what, BooleanSupplier condition) {
    var patience = System.nanoTime() + LONGEST.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as(what).isLessThan(patience);
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  private static List<String> got(FaultySmtp smtp, String subject) {
    return smtp.taken().stream()
        .filter(mail -> mail.header("Subject").equals(subject))
        .map(mail -> mail.to().replaceFirst("@.*", ""))
        .sorted()
        .toList();
  }

  private static Map<String, Object> person(String id, @Nullable String zone) {
    var row = new TreeMap<String, Object>(Map.of("id", id, "email", id + "@example.org"));
    if (zone != null) {
      row.put("tz", zone);
    }
    return row;
  }

  private static List<String> heldUntil(Client client) {
    var until = new ArrayList<String>();
    for (var waiting : client.get("/api/v1/sending").is(200).json().get("waiting")) {
      until.add(waiting.path("until").asString(""));
    }
    return until;
  }

  private static Map<String, Long> outcomes(Client client) {
    var counts = new TreeMap<String, Long>();
    for (var it : client.get("/api/v1/journeys/News/outcomes").is(200).json()) {
      var reason = it.has("reason") ? " " + it.get("reason").asString() : "";
      counts.put(
          it.get("message").asString() + " " + it.get("outcome").asString() + reason,
          it.get("messages").asLong());
    }
    return counts;
  }

  /** Brings the clock to an instant, and has somebody look at it. */
  private static void pass(TestServer server, Client client, String until) {
    var left = Duration.between(server.clock().instant(), Instant.parse(until));
    assertThat(left).isPositive();
    server.clock().pass(left);
    client
        .post("/api/v1/tables/contact/rows", List.of(Map.of("id", "nobody", "gone", true)))
        .is(200);
  }

  /** Has the server go by the files as they are now. */
  private void apply(Client client) throws IOException {
    var documents = new TreeMap<String, Object>();
    for (var file :
        List.of(
            "caravan.yaml",
            "segments.yaml",
            "journeys/news.yaml",
            "messages/bill.txt",
            "messages/news.txt")) {
      documents.put(file, Files.readString(folder.resolve(file)));
    }
    var version =
        client
            .post("/api/v1/workspace/diff", Map.of("documents", documents))
            .is(200)
            .json()
            .get("version")
            .asLong();
    client
        .post("/api/v1/workspace/apply", Map.of("documents", documents, "version", version))
        .is(200);
  }

  /** The next evening, 21:30 in Berlin. */
  private static Instant evening(TestServer server) {
    var zone = java.time.ZoneId.of("Europe/Berlin");
    var tomorrow = server.clock().instant().atZone(zone).toLocalDate().plusDays(1);
    return tomorrow.atTime(21, 30).atZone(zone).toInstant();
  }

  @Test
  void whatIsHeldGoesInTheMorningToWhoMayStillGetIt() throws IOException {
    try (var smtp = FaultySmtp.start(true)) {
      write(smtp.port(), "21:00 - 08:00", "");
      try (var server = TestServer.start(folder)) {
        var ann = program(server);
        ann.post("/api/v1/journeys/News/live", Map.of()).is(200);
        var evening = evening(server);
        pass(server, ann, evening.toString());
        ann.post(
                "/api/v1/tables/contact/rows",
                List.of(
                    person("berlin", "Europe/Berlin"),
                    person("nowhere", null),
                    person("odd", "Europe/Atlantis"),
                    person("leaving", "Europe/Berlin"),
                    person("refusing", "Europe/Berlin"),
                    person("halifax", "America/Halifax")))
            .is(200);
        await("bills go at once", () -> got(smtp, "Bill").size() == 6);
        await("and news where it is day", () -> got(smtp, "News").equals(List.of("halifax")));
        var morning = evening.plus(Duration.ofMinutes(630)).toString();
        await("the others wait", () -> heldUntil(ann).equals(List.of(morning)));

        ann.post("/api/v1/tables/contact/rows", List.of(Map.of("id", "leaving", "gone", true)))
            .is(200);
        ann.post(
                "/api/v1/people/contact/refusing/consent",
                Map.of("channel", "email", "allowed", false))
            .is(200);
        server.restart();
        pass(server, ann, evening.plus(Duration.ofMinutes(629)).toString());
        await("they wait still", () -> heldUntil(ann).equals(List.of(morning)));
        assertThat(got(smtp, "News")).containsExactly("halifax");

        pass(server, ann, morning);
        await("nobody waits", () -> heldUntil(ann).isEmpty());
        assertThat(got(smtp, "News")).containsExactly("berlin", "halifax", "nowhere", "odd");
        await(
            "what became of them is known",
            () ->
                outcomes(ann)
                    .equals(
                        Map.of(
                            "bill delivered", 6L,
                            "news blocked no-consent", 1L,
                            "news delivered", 4L,
                            "news withdrawn exit-segment", 1L)));
      }
    }
  }

  @Test
  void whatExpiresOvernightIsNotSent() throws IOException {
    try (var smtp = FaultySmtp.start(true)) {
      write(smtp.port(), "{all: 21:00 - 08:00}", "expires: 6 hours\n");
      try (var server = TestServer.start(folder)) {
        var ann = program(server);
        ann.post("/api/v1/journeys/News/live", Map.of()).is(200);
        var evening = evening(server);
        pass(server, ann, evening.toString());
        ann.post(
                "/api/v1/tables/contact/rows",
                List.of(person("berlin", "Europe/Berlin"), person("halifax", "America/Halifax")))
            .is(200);
        var expiry = evening.plus(Duration.ofHours(6)).toString();
        await("it waits until it expires", () -> heldUntil(ann).equals(List.of(expiry)));

        pass(server, ann, expiry);
        await("nobody waits", () -> heldUntil(ann).isEmpty());
        assertThat(got(smtp, "News")).containsExactly("halifax");
        assertThat(outcomes(ann))
            .isEqualTo(
                Map.of("bill delivered", 2L, "news delivered", 1L, "news blocked expired", 1L));
      }
    }
  }

  @Test
  void whatIsTriedAgainWaitsToo() throws IOException {
    try (var smtp = FaultySmtp.start(true)) {
      write(smtp.port(), "{email: 21:00 - 08:00, all: 00:00 - 23:59}", "");
      var journey = folder.resolve("journeys/news.yaml");
      Files.writeString(journey, Files.readString(journey).replace("{email: bill}, ", ""));
      try (var server = TestServer.start(folder)) {
        var ann = program(server);
        ann.post("/api/v1/journeys/News/live", Map.of()).is(200);
        var evening = evening(server);
        pass(server, ann, evening.minus(Duration.ofMinutes(31)).toString());
        ann.post("/api/v1/tables/contact/rows", List.of(person("later", "Europe/Berlin"))).is(200);
        await("it is refused for now", () -> deferredUntil(ann).size() == 1);

        pass(server, ann, evening.toString());
        var morning = evening.plus(Duration.ofMinutes(630)).toString();
        await("it waits", () -> deferredUntil(ann).equals(List.of(morning)));
        assertThat(got(smtp, "News")).isEmpty();

        pass(server, ann, morning);
        await("it comes through", () -> got(smtp, "News").equals(List.of("later")));
      }
    }
  }

  private static List<String> deferredUntil(Client client) {
    return client
        .get("/api/v1/sending/troubles?kind=deferred")
        .is(200)
        .json()
        .get("items")
        .valueStream()
        .map(it -> it.get("due").asString())
        .toList();
  }

  @Test
  void otherQuietTimesCountAtOnce() throws IOException {
    try (var smtp = FaultySmtp.start(true)) {
      write(smtp.port(), "{email: 00:00 - 23:59}", "");
      try (var server = TestServer.start(folder)) {
        var ann = program(server);
        ann.post("/api/v1/journeys/News/live", Map.of()).is(200);
        pass(server, ann, evening(server).toString());
        ann.post("/api/v1/tables/contact/rows", List.of(person("berlin", "Europe/Berlin"))).is(200);
        await("it waits", () -> heldUntil(ann).size() == 1 && !heldUntil(ann).contains(""));

        write(smtp.port(), "{all: 00:00 - 23:59, email: never}", "");
        apply(ann);
        await("it goes", () -> got(smtp, "News").equals(List.of("berlin")));
      }
    }
  }
}
