package caravan.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows, events and interactions come in: all or nothing, each once, durable before the answer. */
class RowsTest {

  private static final int MANY = Boolean.getBoolean("caravan.long") ? 1_000_000 : 20_000;
  private static final String ROWS = "/api/v1/tables/contact/rows";

  @TempDir private Path folder = Path.of("");
  private TestServer server;
  private Client client;

  @BeforeEach
  void start() throws IOException {
    Files.writeString(
        folder.resolve("caravan.yaml"),
        """
        tables:
          contact:
            audience: true
            key: id
            columns: {id: text, email: text, points: integer, credit: decimal, born: date, more: json}
            roles: {email: email}
          visit:
            columns: {contact_id: text, at: timestamp}
            belongs-to: {contact: contact_id}
        """);
    Files.writeString(
        folder.resolve("segments.yaml"),
        """
        segments:
          - {segment: Rich, where: points > 100}
          - {segment: Buyers, where: any(event where name = 'bought' and properties.amount > 5)}
          - {segment: Visitors, where: any(visit)}
        """);
    server = TestServer.start(folder);
    client = server.administrator();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private long members(String segment) {
    return client.get("/api/v1/segments/" + segment).is(200).json().get("members").asLong();
  }

  @Test
  void rowsAreAddedAndChangedByTheirKeys() {
    client
        .post(ROWS, List.of(Map.of("id", "ann", "points", 500), Map.of("id", "bob", "credit", 1.5)))
        .is(200);
    client.put(ROWS + "/bob", Map.of("points", "7", "born", "1990-02-28")).is(200);

    assertThat(members("Rich")).isEqualTo(1);
    var bob = client.get(ROWS + "/bob").is(200).json();
    assertThat(bob.get("points").asLong()).isEqualTo(7);
    assertThat(bob.get("credit").decimalValue()).isEqualByComparingTo("1.5");
    assertThat(bob.get("born").asString()).isEqualTo("1990-02-28");

    client.post(ROWS, Map.of("id", "ann", "points", 1, "more", Map.of("a", List.of(1)))).is(200);
    assertThat(members("Rich")).isZero();
    assertThat(client.get(ROWS + "/ann").json().get("more").toString()).isEqualTo("{\"a\":[1]}");
    client.delete(ROWS + "/ann").is(204);
    client.get(ROWS + "/ann").isProblem(404, "not-found");
  }

  @Test
  void everythingWrongIsSaidAtOnceAndNothingTaken() {
    var reply =
        client.post(
            ROWS,
            List.of(
                Map.of("id", "ann", "pionts", 1),
                Map.of("id", "bob", "points", "many", "born", "31.1.1990"),
                Map.of("points", 1)));

    reply.isProblem(422, "invalid-input");
    assertThat(reply.faults())
        .hasSize(4)
        .anySatisfy(fault -> assertThat(fault).contains("pionts", "did you mean 'points'"))
        .anySatisfy(fault -> assertThat(fault).contains("'points' should be", "\"many\""))
        .anySatisfy(fault -> assertThat(fault).contains("'born' should be", "31.1.1990"))
        .anySatisfy(fault -> assertThat(fault).contains("needs its key 'id'"));
    assertThat(client.get(ROWS).json().get("items").size()).isZero();
    client.post(ROWS, "{\"id\": ").isProblem(400, "not-json");
    client.post("/api/v1/tables/contcat/rows", List.of()).isProblem(404, "not-found");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a/b", "it's \"quoted\"; drop table x", "{{contact.id}}", "😀 ü", "%2F", " "})
  void aKeyIsAnyText(String key) {
    client.post(ROWS, Map.of("id", key, "points", 500)).is(200);

    var path = ROWS + "/" + URLEncoder.encode(key, StandardCharsets.UTF_8).replace("+", "%20");
    assertThat(client.get(path).is(200).json().get("id").asString()).isEqualTo(key);
    assertThat(members("Rich")).isEqualTo(1);
    client.delete(path).is(204);
    assertThat(members("Rich")).isZero();
  }

  @Test
  void whatIsAskedForTwiceUnderOneKeyIsDoneOnceAlsoAfterARestart() {
    var visit = List.of(Map.of("contact_id", "ann", "at", "2026-03-01T00:00:00Z"));
    var path = "/api/v1/tables/visit/rows";
    client.send("POST", path, visit, "Idempotency-Key", "k1").is(200);
    server.restart();
    client = server.administrator();
    client.send("POST", path, visit, "Idempotency-Key", "k1").is(200);

    assertThat(client.get(path).json().get("items").size()).isEqualTo(1);
    client
        .send("POST", path, List.of(), "Idempotency-Key", "k1")
        .isProblem(422, "idempotency-key-reused");
    client.send("POST", path, visit, "Idempotency-Key", "k2").is(200);
    assertThat(client.get(path).json().get("items").size()).isEqualTo(2);
  }

  @Test
  void aStreamOfManyRowsIsTakenInAndCanBeSentAgain() {
    var lines = new StringBuilder();
    for (var i = 0; i < MANY; i++) {
      lines.append("{\"id\": \"p").append(i).append("\", \"points\": ").append(i).append("}\n");
    }
    for (var times = 0; times < 2; times++) {
      var reply =
          client.raw(
              "POST",
              ROWS,
              lines.toString(),
              "Content-Type",
              "application/x-ndjson",
              "Idempotency-Key",
              "many");
      assertThat(reply.is(200).json().get("taken").asLong()).isEqualTo(MANY);
    }
    assertThat(members("Rich")).isEqualTo(MANY - 101);
  }

  @Test
  void aStreamSaysWhichLinesDoNotFit() {
    var lines = "{\"id\": \"a\", \"points\": 1}\nnonsense\n\n{\"id\": \"b\", \"points\": \"x\"}\n";
    var stopped = client.raw("POST", ROWS, lines, "Content-Type", "application/x-ndjson");
    stopped.isProblem(422, "invalid-input");
    assertThat(stopped.json().get("problems").valueStream().map(it -> it.get("line").asInt()))
        .containsExactly(2, 4);
    assertThat(stopped.json().get("taken").asLong()).isZero();
    assertThat(client.get(ROWS).json().get("items").size()).isZero();

    var skipped =
        client
            .raw("POST", ROWS + "?on-error=skip", lines, "Content-Type", "application/x-ndjson")
            .is(200)
            .json();
    assertThat(skipped.get("taken").asLong()).isEqualTo(1);
    assertThat(skipped.get("rejected").asLong()).isEqualTo(2);
    assertThat(skipped.get("problems").size()).isEqualTo(2);
  }

  @Test
  void eventsHappenToPeopleWhoAreThere() {
    client.post(ROWS, List.of(Map.of("id", "ann"), Map.of("id", "bob"))).is(200);
    client
        .post(
            "/api/v1/events",
            List.of(
                Map.of("name", "bought", "contact", "ann", "properties", Map.of("amount", 12)),
                Map.of("name", "bought", "contact", "bob", "properties", Map.of("amount", 2))))
        .is(200);
    assertThat(members("Buyers")).isEqualTo(1);

    var reply =
        client.post(
            "/api/v1/events",
            List.of(
                Map.of("name", "bought", "contact", "ann"), Map.of("name", "x", "contact", "eve")));
    reply.isProblem(422, "invalid-input");
    assertThat(reply.faults()).containsExactly("there is no contact 'eve'");
    client
        .post("/api/v1/interactions", Map.of("type", "opend", "message", "m", "contact", "ann"))
        .isProblem(422, "invalid-input");
  }

  @Test
  void whoMayOnlyReadChangesNothing() {
    var viewer = server.user("vic", "viewer");
    viewer.post(ROWS, Map.of("id", "x")).isProblem(403, "forbidden");
    viewer.delete(ROWS + "/x").isProblem(403, "forbidden");
    viewer.get(ROWS).is(200);
  }

  @Test
  void pagesFollowEachOtherWithoutGaps() {
    var rows = new ArrayList<Map<String, Object>>();
    for (var i = 0; i < 25; i++) {
      rows.add(Map.of("id", "p%02d".formatted(i)));
    }
    client.post(ROWS, rows).is(200);
    var seen = new ArrayList<String>();
    var path = ROWS + "?limit=10";
    while (true) {
      var page = client.get(path).is(200).json();
      page.get("items").forEach(row -> seen.add(row.get("id").asString()));
      if (page.path("next").isMissingNode() || page.get("next").isNull()) {
        break;
      }
      path = ROWS + "?limit=10&cursor=" + page.get("next").asString();
    }
    assertThat(seen).hasSize(25).doesNotHaveDuplicates().isSorted();
  }
}
