package caravan.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The log of what people changed. */
class AuditTest {

  @TempDir private Path folder;
  private TestServer server;

  @BeforeEach
  void starts() {
    server = TestServer.start(folder);
  }

  @AfterEach
  void ends() {
    server.close();
  }

  @Test
  void changesAreNotedWithWhoAndWhat() {
    var ann = server.administrator();
    var bob = server.user("bob", "viewer");
    var id = bob.get("/api/v1/session").json().at("/user/id").asString();
    server.clock().pass(Duration.ofMinutes(5));
    ann.patch("/api/v1/users/" + id, Map.of("role", "marketer"), "If-Match", "*").is(200);
    ann.patch("/api/v1/users/" + id, Map.of("role", "marketer"), "If-Match", "*").is(200);
    var changes = ann.get("/api/v1/audit?action=user-changed").is(200).json().get("items");
    assertThat(changes.size()).as("what changes nothing is not noted").isEqualTo(1);
    var change = changes.get(0);
    assertThat(change.get("user").asString()).isEqualTo("Ann");
    assertThat(change.get("via").asString()).startsWith("session ");
    assertThat(change.get("address").asString()).isEqualTo("127.0.0.1");
    assertThat(change.get("target").asString()).isEqualTo("user bob@example.org");
    assertThat(change.at("/before/role").asString()).isEqualTo("viewer");
    assertThat(change.at("/after/role").asString()).isEqualTo("marketer");
    assertThat(change.get("at").asString()).isEqualTo("2026-03-02T08:05:00Z");
    assertThat(ann.get("/api/v1/audit?from=2026-03-02T08:05:00Z").json().get("items").size())
        .isEqualTo(1);
    assertThat(
            ann.get("/api/v1/audit?until=2026-03-02T08:05:00Z&action=user-changed")
                .json()
                .get("items")
                .size())
        .isZero();
  }

  @Test
  void pagesFollowEachOtherWithoutGapsAcrossARestart() {
    var ann = server.administrator();
    for (var i = 0; i < 7; i++) {
      ann.post("/api/v1/invitations", Map.of("email", "p" + i + "@example.org", "role", "viewer"))
          .is(201);
    }
    server.restart();
    ann.post("/api/v1/invitations", Map.of("email", "last@example.org", "role", "viewer")).is(201);
    var numbers = new ArrayList<Long>();
    var path = "/api/v1/audit?action=user-invited&limit=3";
    var next = path;
    while (true) {
      var page = ann.get(next).is(200).json();
      page.get("items").forEach(it -> numbers.add(it.get("number").asLong()));
      if (!page.has("next")) {
        break;
      }
      assertThat(page.get("items").size()).isEqualTo(3);
      next = path + "&cursor=" + page.get("next").asString();
    }
    assertThat(numbers)
        .hasSize(8)
        .doesNotHaveDuplicates()
        .isSortedAccordingTo((a, b) -> Long.compare(b, a));
  }

  @Test
  void noSecretIsNoted() {
    var ann = server.administrator();
    server.user("bob", "viewer");
    ann.put(
            "/api/v1/session/password",
            Map.of("current", TestServer.PASSWORD, "password", "another horse battery"))
        .is(204);
    server.anybody().signIn("secret typed here", TestServer.PASSWORD);
    var log = ann.get("/api/v1/audit?limit=1000").is(200).body();
    assertThat(log)
        .contains("password-changed", "sign-in-failed", "user-created")
        .doesNotContain(TestServer.PASSWORD, "another horse", "argon2", "secret typed here");
  }

  @Test
  void whatCannotBeNotedIsNotDone() {
    server.close();
    server = Harbour.start(folder.resolve("harbour"), 3);
    var ann = server.administrator();
    ann.put("/api/v1/segments/Pros", Map.of("where", "plan = 'pro'")).is(201);
    ann.put("/api/v1/segments/Rich", Map.of("where", "spent > 1")).is(201);
    ann.put("/api/v1/journeys/Draft", Harbour.journey("Draft", "Pros")).is(201);
    ann.put("/api/v1/journeys/Live", Harbour.journey("Live", "Pros")).is(201);
    ann.post("/api/v1/journeys/Live/live", "").is(200);
    var before = all(ann);
    var applied = applied(ann.get("/api/v1/workspace/documents").json());
    sql("alter table admin.audit rename to hidden");

    var changes =
        List.of(
            ann.raw("PUT", "/api/v1/segments/New", "{\"where\": \"plan = 'pro'\"}"),
            ann.raw("DELETE", "/api/v1/segments/Rich", null, "If-Match", "*"),
            ann.raw("POST", "/api/v1/journeys/Draft/live", null),
            ann.raw("POST", "/api/v1/journeys/Draft/archive", null),
            ann.raw("POST", "/api/v1/journeys/Live/pause", null),
            ann.raw("POST", "/api/v1/journeys/Live/stop", null),
            ann.raw("PUT", "/api/v1/tables/thing", "{\"columns\": {\"name\": \"text\"}}"),
            ann.raw("POST", "/api/v1/workspace/apply", applied),
            ann.raw("POST", "/api/v1/sending/release", null),
            ann.raw("PUT", "/api/v1/sources/customer-insights/secret", "{\"secret\": \"hush\"}"),
            ann.raw(
                "PUT",
                "/api/v1/sources/customer-insights",
                """
                {"environment": "http://localhost:1", "tenant": "%s", "client": "%1$s"}
                """
                    .formatted("00000000-0000-0000-0000-000000000001")));
    assertThat(changes).allSatisfy(reply -> reply.isProblem(500, "internal"));
    assertThat(all(ann)).isEqualTo(before);

    ann.raw("POST", "/api/v1/sending/stop", null).isProblem(500, "internal");
    assertThat(ann.get("/api/v1/sending").json().get("stopped").asBoolean())
        .as("a stop stops at once, whatever else fails")
        .isTrue();

    sql("alter table admin.hidden rename to audit");
    server.restart();
    ann = server.administrator();
    assertThat(all(ann)).isEqualTo(before);
    assertThat(ann.get("/api/v1/audit?action=segment-removed").json().get("items").size()).isZero();
    ann.send("DELETE", "/api/v1/segments/Rich", null, "If-Match", "*").is(204);
    assertThat(ann.get("/api/v1/audit?action=segment-removed").json().get("items").size())
        .isEqualTo(1);
  }

  /** The documents with one more. */
  private static String applied(JsonNode now) {
    var texts = new HashMap<String, String>();
    now.get("documents")
        .properties()
        .forEach(it -> texts.put(it.getKey(), it.getValue().get("text").asString()));
    texts.put("segments/Other.yaml", "{segment: Other, where: spent > 2}");
    return JsonMapper.shared()
        .writeValueAsString(Map.of("version", now.get("version"), "documents", texts));
  }

  private void sql(String statement) {
    server
        .workspace()
        .live()
        .alone((engine, _) -> engine.database().sql().execute(statement))
        .join();
  }

  /** All that could have been changed by a call: what servers of mail answer comes of itself. */
  private static List<String> all(Client ann) {
    var sending = ann.get("/api/v1/sending").is(200).json();
    return Stream.concat(
            Stream.of("workspace/documents", "journeys", "tables", "sources")
                .map(it -> ann.get("/api/v1/" + it).is(200).body()),
            Stream.of("stopped", "waiting").map(it -> sending.get(it).toString()))
        .toList();
  }
}
