package caravan.http;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.channel.FaultySmtp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Messages are sent to try them out, by the way that e-mail takes; they count nowhere. */
class MessageTestsTest {

  private static final String PATH = "/api/v1/messages/test";
  private static final Duration LONGEST = Duration.ofSeconds(30);

  @TempDir private Path folder = Path.of("");

  private void write(String channels) throws IOException {
    Files.createDirectories(folder.resolve("messages"));
    Files.createDirectories(folder.resolve("journeys"));
    Files.writeString(
        folder.resolve("caravan.yaml"),
        """
        tables:
          contact: {audience: true, key: id, columns: {id: text, email: text, city: text}, roles: {email: email}}
          shop: {audience: true, key: id, columns: {id: text, email: text}, roles: {email: email}}
        %s
        consent: {tracking: always, postal-address: "Harbour, Hamburg", caps: {email: 1 per 7 days}}
        seeds: [eve@seeds.example, pat@seeds.example]
        """
            .formatted(channels));
    Files.writeString(
        folder.resolve("segments.yaml"),
        "segments: [{segment: All, audience: contact, where: id is not missing}]");
    Files.writeString(
        folder.resolve("journeys/news.yaml"),
        """
        journey: News
        audience: {segments: [All]}
        frequency: ongoing
        steps: [{email: news}, {wait: 30 days}]
        """);
    Files.writeString(
        folder.resolve("messages/news.md"),
        "---\nsubject: News for {{contact.city}}\n---\n[Read](https://harbour.example/a)\n");
    Files.writeString(folder.resolve("messages/short.txt"), "---\nchannel: sms\n---\nShort\n");
  }

  private static final String SMTP =
      "channels: {email: {smtp: \"smtp://127.0.0.1:%d?timeout=1\", from: news@harbour.example}}";

  private static Map<String, Object> test(Object... more) {
    var body = new HashMap<String, Object>(Map.of("audience", "contact", "key", "c1"));
    for (var i = 0; i < more.length; i += 2) {
      body.put((String) more[i], more[i + 1]);
    }
    return body;
  }

  private static Client begin(TestServer server) {
    var ann = server.administrator();
    ann.post(
            "/api/v1/tables/contact/rows",
            List.of(Map.of("id", "c1", "email", "fine1@example.org", "city", "Bremen")))
        .is(200);
    return ann;
  }

  private static List<String> fates(JsonNode answer) {
    return answer
        .get("results")
        .valueStream()
        .map(it -> it.get("to").asString() + " " + it.get("fate").asString())
        .toList();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theServerSaysWhatBecomesOfEach(boolean pipelining) throws IOException {
    try (var smtp = FaultySmtp.start(pipelining)) {
      write(SMTP.formatted(smtp.port()));
      try (var server = TestServer.start(folder)) {
        var ann = begin(server);
        ann.post("/api/v1/suppressed", Map.of("address", "dead@example.org")).is(200);
        var to =
            List.of(
                "fine@example.org",
                "gone@example.org",
                "grey@example.org",
                "dead@example.org",
                "close@example.org",
                "full@example.org",
                "dropend@example.org",
                "fine2@example.org");
        var answer = ann.post(PATH, test("name", "news", "to", to)).is(200).json();

        assertThat(fates(answer))
            .containsExactly(
                "fine@example.org sent",
                "gone@example.org refused",
                "grey@example.org refused",
                "dead@example.org refused",
                "close@example.org refused",
                "full@example.org refused",
                "dropend@example.org unknown",
                "fine2@example.org sent");
        assertThat(answer.toString())
            .contains("no such user", "greylisted", "mailbox full", "by-hand", "closing");
        assertThat(ann.get("/api/v1/suppressed").json().get("items").size()).isEqualTo(1);
      }
    }
  }

  @Test
  void itIsMarkedAndCountsNowhere() throws IOException {
    try (var smtp = FaultySmtp.start(true)) {
      write(SMTP.formatted(smtp.port()));
      try (var server = TestServer.start(folder)) {
        var ann = begin(server);
        var text =
            "---\nsubject: Draft for {{contact.city}}\n---\n[Read](https://harbour.example/b)";
        var body =
            test("name", "news", "format", "md", "text", text, "to", List.of("fine@x.example"));
        ann.post(PATH, body).is(200);

        var mail = smtp.taken().getFirst();
        assertThat(mail.header("Subject")).isEqualTo("[Test] Draft for Bremen");
        assertThat(mail.header("To")).isEqualTo("fine@x.example");
        assertThat(mail.header("X-Caravan-Letter") + mail.header("List-Unsubscribe")).isEmpty();
        assertThat(mail.text())
            .contains("https://harbour.example/b", "Harbour, Hamburg")
            .doesNotContain("/r/", "<img");

        ann.post("/api/v1/journeys/News/live", Map.of())
            .is(200); // the cap holds for real ones only
        await(() -> smtp.taken().size() == 2);
        assertThat(smtp.taken().getLast().header("Subject")).isEqualTo("News for Bremen");
        assertThat(smtp.taken().getLast().to()).isEqualTo("fine1@example.org");

        var note = ann.get("/api/v1/audit?action=message-tested").is(200).json().at("/items/0");
        assertThat(note.get("target").asString()).isEqualTo("message 'news'");
        assertThat(note.at("/after/person").asString()).isEqualTo("c1");
        assertThat(note.at("/after/to/0").asString()).isEqualTo("fine@x.example");
      }
    }
  }

  private static void await(BooleanSupplier condition) {
    var patience = System.nanoTime() + LONGEST.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(patience);
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  @Test
  void withoutAServerItLiesInTheInbox() throws IOException {
    write("channels: {email: {outbox: out/}}");
    Files.delete(folder.resolve("journeys/news.yaml"));
    try (var server = TestServer.start(folder)) {
      var ann = begin(server);
      assertThat(ann.get("/api/v1/seeds").is(200).json().get("addresses").size()).isEqualTo(2);
      var body = test("name", "news", "to", List.of("me@harbour.example"), "seeds", true);
      assertThat(fates(ann.post(PATH, body).is(200).json()))
          .containsExactly(
              "me@harbour.example kept", "eve@seeds.example kept", "pat@seeds.example kept");
      var letters = ann.get("/api/v1/inbox?search=Bremen").is(200).json().get("items");
      assertThat(letters.valueStream().map(it -> it.get("subject").asString()))
          .containsOnly("[Test] News for Bremen")
          .hasSize(3);
      assertThat(letters.at("/0/journey").asString()).isEmpty();
      ann.get("/api/v1/inbox/" + letters.at("/0/id").asString() + "/eml").is(200);
    }
  }

  @Test
  void aServerThatIsAwayIsSaid() throws IOException {
    write(SMTP.formatted(1));
    try (var server = TestServer.start(folder)) {
      var to = List.of("a@x.example", "b@x.example");
      var answer = begin(server).post(PATH, test("name", "news", "to", to)).is(200).json();
      assertThat(fates(answer)).containsExactly("a@x.example refused", "b@x.example refused");
      assertThat(answer.at("/results/1/detail").asString()).startsWith("smtp://127.0.0.1:1: ");
    }
  }

  @Test
  void whatDoesNotFitIsSaidAndNothingIsSent() throws IOException {
    write("channels: {email: {outbox: out/}}");
    Files.delete(folder.resolve("journeys/news.yaml"));
    try (var server = TestServer.start(folder)) {
      var ann = begin(server);
      var to = List.of("a@x.example");
      var wrong = "---\nsubject: S\n---\n{{contact.ctiy}}";
      assertThat(
              ann.post(PATH, test("format", "md", "text", wrong, "to", to))
                  .isProblem(422, "invalid-input")
                  .body())
          .contains("ctiy", "city");
      ann.post(PATH, test("name", "news", "audience", "shop", "to", to))
          .isProblem(422, "invalid-input");
      ann.post(PATH, test("name", "nwes", "to", to)).isProblem(404, "not-found");
      ann.post(PATH, test("name", "news", "key", "c9", "to", to)).isProblem(404, "not-found");
      ann.post(PATH, test("name", "short", "to", to)).isProblem(422, "invalid-input");
      ann.post(PATH, test("name", "news")).isProblem(422, "invalid-input");
      ann.post(PATH, test("name", "news", "to", List.of("me"))).isProblem(422, "invalid-input");
      server.user("vera", "viewer").post(PATH, test("name", "news", "to", to)).is(403);
      ann.post("/api/v1/sending/stop", Map.of()).is(200);
      ann.post(PATH, test("name", "news", "to", to)).isProblem(409, "sending-stopped");
      assertThat(ann.get("/api/v1/inbox").json().get("items").size()).isZero();
      assertThat(ann.get("/api/v1/audit?action=message-tested").json().get("items").size())
          .isZero();
    }
  }

  private static List<String> copies(FaultySmtp smtp) {
    return smtp.taken().stream()
        .filter(mail -> mail.header("Subject").startsWith("[Seed]"))
        .map(mail -> mail.header("Subject") + " to " + mail.to())
        .toList();
  }

  private static void pass(TestServer server, Client client, int minutes) {
    server.clock().pass(Duration.ofMinutes(minutes));
    client.post("/api/v1/tables/contact/rows", List.of(Map.of("id", "c2"))).is(200);
  }

  @Test
  void seedsGetOneCopyOfEachMessageInEachRun() throws IOException {
    try (var smtp = FaultySmtp.start(true)) {
      write(SMTP.formatted(smtp.port()));
      var root = folder.resolve("caravan.yaml");
      Files.writeString(
          root,
          Files.readString(root)
              .replaceFirst("consent: .*", "")
              .replaceFirst(
                  "seeds: .*", "seeds: {addresses: [eve@seeds.example], every-run: true}"));
      Files.writeString(
          folder.resolve("journeys/news.yaml"),
          """
          journey: News
          audience: {segments: [All]}
          frequency: repeating
          every: 1 hours
          start: 2026-03-02T09:00
          steps: [{email: news}, {wait: 30 minutes}, {email: news}]
          """);
      try (var server = TestServer.start(folder)) {
        var ann = begin(server);
        assertThat(ann.get("/api/v1/seeds").json().get("everyRun").asBoolean()).isTrue();
        ann.post("/api/v1/journeys/News/live", Map.of()).is(200);
        pass(server, ann, 60);
        await(() -> smtp.taken().size() == 2 && copies(smtp).size() == 1);
        server.restart();
        var again = server.administrator();
        pass(server, again, 30); // the same message in the same run
        await(() -> smtp.taken().size() == 3);
        pass(server, again, 30);
        await(() -> smtp.taken().size() == 5);

        assertThat(copies(smtp))
            .hasSize(2)
            .containsOnly("[Seed] News for Bremen to eve@seeds.example");
        assertThat(smtp.taken().stream().filter(it -> it.to().startsWith("eve")).findFirst())
            .get()
            .satisfies(mail -> assertThat(mail.header("X-Caravan-Letter")).isEmpty());
        await(
            () ->
                again.get("/api/v1/journeys/News/outcomes").json().at("/0/messages").asLong() == 3);
      }
    }
  }
}
