package caravan.http;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.channel.FaultySmtp;
import caravan.channel.MailKeys;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Letters go to a mail server that behaves badly: each recipient ends with exactly one outcome. */
class MailTest {

  private static final List<String> BEHAVIOURS =
      List.of(
          "fine",
          "gone",
          "grey",
          "busy",
          "close",
          "closetext",
          "droprcpt",
          "dropdata",
          "full",
          "later",
          "dropend",
          "stall");
  private static final int EACH = 4;
  private static final Duration LONGEST = Duration.ofSeconds(60);

  @TempDir private Path folder = Path.of("");

  private void write(int port, String more) throws IOException {
    write("smtp://127.0.0.1:%d?timeout=1".formatted(port), "news@harbour.example", more);
  }

  private void write(String url, String from, String more) throws IOException {
    Files.createDirectories(folder.resolve("messages"));
    Files.createDirectories(folder.resolve("journeys"));
    Files.writeString(
        folder.resolve("caravan.yaml"),
        """
        tables:
          contact: {audience: true, key: id, columns: {id: text, email: text, gone: boolean}, roles: {email: email}}
        channels:
          email:
            smtp: "%s"
            from: "Harbour <%s>"
            connections: 4
            attempts: 4
            %s
        """
            .formatted(url, from, more));
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
        steps: [{email: hello}, {wait: 30 days}]
        """);
    Files.writeString(
        folder.resolve("messages/hello.txt"),
        "---\nsubject: Hello {{contact.id}}\nkind: transactional\n---\nHello {{contact.id}}\n.\n.. dots\n");
  }

  private static List<Map<String, Object>> people() {
    var people = new ArrayList<Map<String, Object>>();
    for (var i = 0; i < EACH; i++) {
      for (var behaviour : BEHAVIOURS) {
        people.add(Map.of("id", behaviour + i, "email", behaviour + i + "@example.org"));
      }
    }
    return people;
  }

  private static void await(String what, BooleanSupplier condition) {
    var patience = System.nanoTime() + LONGEST.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as(what).isLessThan(patience);
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  /** The behaviours of those with whom there is trouble, by its kind. */
  private static Map<String, String> troubles(Client client) {
    var kinds = new TreeMap<String, String>();
    client
        .get("/api/v1/sending/troubles?limit=1000")
        .is(200)
        .json()
        .get("items")
        .forEach(
            trouble -> kinds.put(trouble.get("person").asString(), trouble.get("kind").asString()));
    return kinds;
  }

  private static boolean isQuiet(Client client) {
    return client.get("/api/v1/sending").json().get("waiting").isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void eachRecipientEndsWithExactlyOneOutcome(boolean pipelining) throws IOException {
    try (var smtp = FaultySmtp.start(pipelining)) {
      write(smtp.port(), "");
      try (var server = TestServer.start(folder)) {
        var ann = server.administrator();
        ann.post("/api/v1/journeys/News/live", Map.of()).is(200);
        ann.post("/api/v1/tables/contact/rows", people()).is(200);

        await("all are handed over", () -> isQuiet(ann));
        for (var i = 0; i < 6; i++) { // until nothing is deferred any more
          server.clock().pass(Duration.ofHours(5));
          ann.post("/api/v1/tables/contact/rows", List.of(people().getFirst())).is(200);
          await(
              "what was deferred is tried again",
              () ->
                  ann.get("/api/v1/sending/troubles?limit=1000&kind=deferred")
                      .json()
                      .get("items")
                      .valueStream()
                      .allMatch(
                          it ->
                              it.get("due")
                                      .asString()
                                      .compareTo(server.clock().instant().toString())
                                  > 0));
        }

        var taken = smtp.timesTaken();
        var troubles = troubles(ann);
        for (var person : people()) {
          var id = String.valueOf(person.get("id"));
          var times = taken.getOrDefault(String.valueOf(person.get("email")), 0L);
          switch (id.replaceFirst("\\d+", "")) {
            case "gone", "full" -> {
              assertThat(times).as(id).isZero();
              assertThat(troubles.get(id)).as(id).isEqualTo("failed");
            }
            case "busy" -> {
              assertThat(times).as(id).isZero();
              assertThat(troubles.get(id)).as(id).isEqualTo("failed");
            }
            case "dropend", "stall" -> {
              assertThat(times).as(id).isEqualTo(1);
              assertThat(troubles.get(id)).as(id).isEqualTo("unknown");
            }
            case "dropdata" -> {
              // whoever's text was cut off in the middle is unknown, though it was not taken
              assertThat(times).as(id).isLessThanOrEqualTo(1);
              assertThat(troubles.get(id)).as(id).isEqualTo(times == 0 ? "unknown" : null);
            }
            default -> {
              assertThat(times).as(id).isEqualTo(1);
              assertThat(troubles.get(id)).as(id).isNull();
            }
          }
        }
        assertThat(smtp.taken().getFirst().text()).contains("\r\n.\r\n.. dots");
      }
    }
  }

  private static Map<String, Long> outcomes(Client client) {
    var counts = new TreeMap<String, Long>();
    client
        .get("/api/v1/journeys/News/outcomes")
        .is(200)
        .json()
        .forEach(
            it ->
                counts.put(
                    it.get("outcome").asString()
                        + (it.has("reason") ? " " + it.get("reason").asString() : ""),
                    it.get("messages").asLong()));
    return counts;
  }

  private static void enter(Client client, int from, int to) {
    var rows = new ArrayList<Map<String, Object>>();
    for (var i = from; i < to; i++) {
      rows.add(Map.of("id", "p" + i, "email", "fine" + i + "@example.org"));
    }
    client.post("/api/v1/tables/contact/rows", rows).is(200);
  }

  private static List<String> faults(Client client) {
    return client
        .get("/api/v1/sending")
        .is(200)
        .json()
        .get("faults")
        .valueStream()
        .map(it -> it.get("channel").asString())
        .toList();
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Test
  void whatWaitsForAServerIsAskedAgainBeforeItGoes() throws IOException {
    var port = freePort();
    write(port, "");
    try (var server = TestServer.start(folder)) {
      var ann = server.administrator();
      ann.post("/api/v1/journeys/News/live", Map.of()).is(200);
      enter(ann, 0, 50);
      await("that the server cannot be reached is said", () -> faults(ann).contains("email"));
      ann.post("/api/v1/tables/contact/rows", List.of(Map.of("id", "p7", "gone", true))).is(200);

      try (var smtp = FaultySmtp.startOn(port)) {
        await("the others get it", () -> isQuiet(ann));

        assertThat(smtp.taken()).hasSize(49);
        assertThat(outcomes(ann)).isEqualTo(Map.of("delivered", 49L, "withdrawn exit-segment", 1L));
        assertThat(faults(ann)).isEmpty();
      }
    }
  }

  @Test
  void whatIsHeldGoesOnceItIsReleased() throws IOException {
    try (var smtp = FaultySmtp.start(true)) {
      write(smtp.port(), "");
      try (var server = TestServer.start(folder)) {
        var ann = server.administrator();
        ann.post("/api/v1/journeys/News/live", Map.of()).is(200);
        ann.post("/api/v1/sending/stop", Map.of()).is(200);
        enter(ann, 0, 10);
        ann.post("/api/v1/journeys/News/pause", Map.of()).is(200);
        ann.post("/api/v1/sending/release", Map.of()).is(200);
        enter(ann, 10, 20); // the door is shut
        assertThat(isQuiet(ann)).isFalse();
        assertThat(smtp.taken()).isEmpty();

        ann.post("/api/v1/journeys/News/resume", Map.of()).is(200);
        await("all get it", () -> smtp.taken().size() == 20);
        await("and that is known", () -> outcomes(ann).equals(Map.of("delivered", 20L)));
      }
    }
  }

  @Test
  void whatTroublesIsSentAgainOrGivenUp() throws IOException {
    try (var smtp = FaultySmtp.start(true)) {
      write(smtp.port(), "");
      try (var server = TestServer.start(folder)) {
        var ann = server.administrator();
        ann.post("/api/v1/journeys/News/live", Map.of()).is(200);
        var people =
            List.of(
                Map.of("id", "a", "email", "dropend@example.org"),
                Map.of("id", "b", "email", "gone@example.org"),
                Map.of("id", "c", "email", "later@example.org"));
        ann.post("/api/v1/tables/contact/rows", people).is(200);
        await("all were tried", () -> troubles(ann).size() == 3);
        ann.post(
                "/api/v1/tables/contact/rows",
                List.of(Map.of("id", "b", "email", "fine@example.org")))
            .is(200);

        ann.post("/api/v1/sending/troubles/resend", Map.of("kind", "failed")).is(200);
        ann.post("/api/v1/sending/troubles/resend", Map.of("kind", "deferred")).is(200);
        await("those come through", () -> smtp.taken().size() == 3);
        await("and are known", () -> troubles(ann).equals(Map.of("a", "unknown")));
        ann.post("/api/v1/sending/troubles/drop", Map.of("kind", "unknown")).is(200);

        assertThat(troubles(ann)).isEmpty();
        assertThat(outcomes(ann)).isEqualTo(Map.of("delivered", 2L, "dropped", 1L));
        ann.post("/api/v1/sending/troubles/drop", Map.of("kind", "lost")).is(422);
        server.user("vera", "viewer").post("/api/v1/sending/troubles/drop", Map.of()).is(403);
      }
    }
  }

  private static List<String> at(Client client, String step) {
    return client
        .get("/api/v1/journeys/News/steps/" + step + "/people")
        .is(200)
        .json()
        .get("items")
        .valueStream()
        .map(it -> it.get("key").asString())
        .sorted()
        .toList();
  }

  private static long responses(Client client, String kind) {
    return client
        .get("/api/v1/journeys/News/funnel")
        .is(200)
        .json()
        .get("steps")
        .get(0)
        .get("responses")
        .path(kind)
        .asLong();
  }

  @Test
  void whatTheServerSaysMovesPeopleAndGivesAddressesUp() throws IOException {
    try (var smtp = FaultySmtp.start(true)) {
      write(smtp.port(), "");
      Files.writeString(
          folder.resolve("journeys/news.yaml"),
          """
          journey: News
          audience: {segments: [All]}
          frequency: ongoing
          steps:
            - email: hello
            - wait-for:
                if: any(delivered where message = 'hello')
                up-to: 1 day
                then: [{wait: 30 days, id: came}]
                else: []
            - wait: 30 days
          """);
      try (var server = TestServer.start(folder)) {
        var ann = server.administrator();
        ann.post("/api/v1/journeys/News/live", Map.of()).is(200);
        var people =
            List.of(
                Map.of("id", "a", "email", "fine@example.org"),
                Map.of("id", "b", "email", "Gone@Example.org"),
                Map.of("id", "c", "email", "full@example.org"),
                Map.of("id", "d", "email", "spam@example.org"));
        ann.post("/api/v1/tables/contact/rows", people).is(200);
        await("all were tried", () -> troubles(ann).size() == 3);
        await("who got it goes on", () -> at(ann, "came").equals(List.of("a")));
        await("who did not is known", () -> responses(ann, "bounced") == 3);

        assertThat(responses(ann, "delivered")).isEqualTo(1);
        assertThat(
                ann.get("/api/v1/suppressed")
                    .is(200)
                    .json()
                    .get("items")
                    .valueStream()
                    .map(it -> it.get("address").asString() + " " + it.get("reason").asString()))
            .containsExactly("Gone@example.org hard-bounce");
      }
    }
  }

  @Test
  void whatBecameOfSomeIsKnownBeforeAllAreThrough() throws IOException {
    try (var smtp = FaultySmtp.start(true)) {
      write(smtp.port(), "rate: 1 per hour");
      try (var server = TestServer.start(folder)) {
        var ann = server.administrator();
        ann.post("/api/v1/journeys/News/live", Map.of()).is(200);
        enter(ann, 0, 5);
        await("the first is known", () -> outcomes(ann).equals(Map.of("delivered", 1L)));
        await("to journeys, too", () -> responses(ann, "delivered") == 1);
        assertThat(isQuiet(ann)).isFalse();
      }
    }
  }

  /** Has the server go by the settings as they are now. */
  private void apply(Client client) throws IOException {
    var documents = new TreeMap<String, String>();
    for (var file :
        List.of("caravan.yaml", "segments.yaml", "journeys/news.yaml", "messages/hello.txt")) {
      documents.put(file, Files.readString(folder.resolve(file)));
    }
    var body = new TreeMap<String, Object>(Map.of("documents", documents));
    var difference = client.post("/api/v1/workspace/diff", body).is(200).json();
    body.put("version", difference.get("version").asLong());
    client.post("/api/v1/workspace/apply", body).is(200);
  }

  /** What keeps a session from coming about, and what is said of it. */
  enum Refusal {
    NO_TLS("smtp://127.0.0.1:%d?tls=required", "offers no STARTTLS"),
    NO_TRUST("smtp://127.0.0.1:%d?tls=offered", "PKIX"),
    NO_SIGN_IN("smtp://ann:wr0ng@127.0.0.1:%d", "refused signing in");

    private final String url;
    private final String said;

    Refusal(String url, String said) {
      this.url = url;
      this.said = said;
    }

    FaultySmtp start() throws IOException, InterruptedException {
      return this == NO_TRUST
          ? FaultySmtp.startWithTls(true, MailKeys.get().serving())
          : FaultySmtp.start(true);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whereNoSessionComesAboutMailWaits(Refusal refusal) throws IOException, InterruptedException {
    try (var bad = refusal.start();
        var good = FaultySmtp.start(true)) {
      write(refusal.url.formatted(bad.port()), "news@harbour.example", "");
      try (var server = TestServer.start(folder)) {
        var ann = server.administrator();
        ann.post("/api/v1/journeys/News/live", Map.of()).is(200);
        enter(ann, 0, 20);
        await("why nothing goes is said", () -> faults(ann).contains("email"));
        assertThat(ann.get("/api/v1/sending").body())
            .contains(refusal.said)
            .doesNotContain("wr0ng");
        assertThat(bad.taken()).isEmpty();
        assertThat(troubles(ann)).isEmpty();
        assertThat(isQuiet(ann)).isFalse();

        write(good.port(), "");
        apply(ann);
        await("all get it", () -> isQuiet(ann));
        assertThat(good.taken()).hasSize(20);
        assertThat(outcomes(ann)).isEqualTo(Map.of("delivered", 20L));
      }
    }
  }

  @Test
  void whoseSenderIsRefusedWaitsUntilThatIsMended() throws IOException {
    try (var smtp = FaultySmtp.start(true)) {
      write("smtp://127.0.0.1:" + smtp.port(), "refused@harbour.example", "");
      try (var server = TestServer.start(folder)) {
        var ann = server.administrator();
        ann.post("/api/v1/journeys/News/live", Map.of()).is(200);
        enter(ann, 0, 3);
        await("all wait", () -> outcomes(ann).equals(Map.of("deferred sender-refused", 3L)));
        assertThat(ann.get("/api/v1/suppressed").json().get("items")).isEmpty();

        write(smtp.port(), "");
        apply(ann);
        server.clock().pass(Duration.ofMinutes(2));
        enter(ann, 3, 4);
        await("all get it", () -> outcomes(ann).equals(Map.of("delivered", 4L)));
      }
    }
  }

  @Test
  void aMailServerThatRestartsLosesNobody() throws IOException {
    try (var smtp = FaultySmtp.start(true)) {
      write(smtp.port(), "rate: 200 per second");
      try (var server = TestServer.start(folder)) {
        var ann = server.administrator();
        ann.post("/api/v1/journeys/News/live", Map.of()).is(200);
        enter(ann, 0, 200);
        await("some got it", () -> smtp.taken().size() > 50);
        smtp.breakAll();
        await("all are handed over", () -> isQuiet(ann));

        assertThat(smtp.timesTaken().values()).containsOnly(1L);
        var unknown = troubles(ann);
        assertThat(unknown.values()).allMatch("unknown"::equals);
        assertThat(unknown).hasSizeLessThanOrEqualTo(4); // one a connection
        var reached = new HashSet<>(smtp.timesTaken().keySet());
        unknown.keySet().forEach(id -> reached.add(id.replace("p", "fine") + "@example.org"));
        assertThat(reached).hasSize(200);
      }
    }
  }

  @Test
  void aServerThatEndsAmidSendingGoesOnWithTheOthers() throws IOException {
    try (var smtp = FaultySmtp.start(true)) {
      write(smtp.port(), "rate: 200 per second");
      try (var server = TestServer.start(folder)) {
        var ann = server.administrator();
        ann.post("/api/v1/journeys/News/live", Map.of()).is(200);
        enter(ann, 0, 200);
        await("some got it", () -> smtp.taken().size() > 50);
        server.restart();
        var again = server.administrator();
        await("all are handed over", () -> isQuiet(again));

        assertThat(smtp.timesTaken()).hasSize(200);
        assertThat(smtp.timesTaken().values()).containsOnly(1L);
        assertThat(outcomes(again)).isEqualTo(Map.of("delivered", 200L));
      }
    }
  }
}
