package caravan.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What programs sign in with. */
class TokensTest {

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

  private static JsonNode make(Client who, Object... scopes) {
    return who.post("/api/v1/tokens", Map.of("name", "feed", "scopes", scopes)).is(201).json();
  }

  @Test
  void aTokenIsShownOnceAndKeptAsADigest() throws IOException {
    var ann = server.administrator();
    var key = make(ann, "read", "admin").get("key").asString();
    assertThat(key).matches("caravan_[A-Za-z0-9_-]{43}");
    var program = server.anybody().withToken(key).withoutCsrf();
    program.get("/api/v1/users").is(200);
    assertThat(ann.get("/api/v1/tokens").is(200).body()).doesNotContain(key);
    server.restart();
    program.get("/api/v1/users").is(200);
    server.close();
    try (var files = Files.walk(folder.resolve(".caravan"))) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        var content = Files.readString(file, StandardCharsets.ISO_8859_1);
        assertThat(content).doesNotContain(key.substring(8));
        assertThat(content).doesNotContain(TestServer.PASSWORD);
      }
    }
    server = TestServer.start(folder);
  }

  @Test
  void theyAndTheirUsersAreFoundAndSorted() {
    var ann = server.administrator();
    server.user("zoe", "viewer");
    for (var name : List.of("feed", "nightly")) {
      ann.post("/api/v1/tokens", Map.of("name", name, "scopes", List.of("read"))).is(201);
    }
    assertThat(names(ann, "/api/v1/tokens?sort=-name")).containsExactly("nightly", "feed");
    assertThat(names(ann, "/api/v1/tokens?search=FEE")).containsExactly("feed");
    assertThat(names(ann, "/api/v1/tokens?sort=used&limit=1")).containsExactly("feed");
    assertThat(names(ann, "/api/v1/users?sort=-email").getFirst()).isEqualTo("zoe");
    assertThat(names(ann, "/api/v1/users?role=viewer")).containsExactly("zoe");
    assertThat(names(ann, "/api/v1/users?search=zoe%40")).containsExactly("zoe");
    ann.get("/api/v1/users?sort=password").isProblem(422, "invalid-input");
  }

  private static List<String> names(Client who, String path) {
    var items = who.get(path).is(200).json().get("items");
    return items.valueStream().map(it -> it.get("name").asString()).toList();
  }

  @Test
  void aTokenMayNoMoreThanItsScopes() {
    var ann = server.administrator();
    var program = server.anybody().withToken(make(ann, "data").get("key").asString());
    program.get("/api/v1/session").isProblem(403, "forbidden");
    program.get("/api/v1/users").isProblem(403, "forbidden");
    var reader = server.anybody().withToken(make(ann, "read", "edit").get("key").asString());
    reader.get("/api/v1/session").is(200);
    reader.get("/api/v1/tokens").is(200);
    reader
        .post("/api/v1/tokens", Map.of("name", "more", "scopes", List.of("read")))
        .isProblem(403, "forbidden");
    reader.delete("/api/v1/session").isProblem(403, "forbidden");
  }

  @Test
  void nobodyGivesAwayMoreThanTheyHave() {
    var bob = server.user("bob", "marketer");
    assertThat(
            bob.post("/api/v1/tokens", Map.of("name", "", "scopes", List.of("read", "admin")))
                .isProblem(422, "invalid-input")
                .faults())
        .containsExactlyInAnyOrder(
            "'admin' is more than a marketer may do", "a name is a line of 1 to 200 characters");
    assertThat(
            bob.post("/api/v1/tokens", Map.of("name", "x", "scopes", List.of("raed")))
                .isProblem(422, "invalid-input")
                .faults())
        .containsExactly("'raed' is no scope (did you mean 'read'?)");
    server
        .user("cid", "viewer")
        .post("/api/v1/tokens", Map.of("name", "x", "scopes", List.of("read")))
        .isProblem(403, "forbidden");
  }

  @Test
  void aTokenLosesWhatItsMakerLoses() {
    var ann = server.administrator();
    var bob = server.user("bob", "administrator");
    var program = server.anybody().withToken(make(bob, "read", "admin").get("key").asString());
    program.get("/api/v1/users").is(200);
    var id = bob.get("/api/v1/session").json().at("/user/id").asString();
    ann.patch("/api/v1/users/" + id, Map.of("role", "viewer"), "If-Match", "*").is(200);
    program.get("/api/v1/users").isProblem(403, "forbidden");
    program.get("/api/v1/session").is(200);
  }

  @Test
  void aTokenEnds() {
    var ann = server.administrator();
    var expires = server.clock().instant().plus(Duration.ofDays(1));
    var short1 =
        ann.post(
                "/api/v1/tokens",
                Map.of("name", "short", "scopes", List.of("read"), "expires", expires.toString()))
            .is(201)
            .json();
    var program = server.anybody().withToken(short1.get("key").asString());
    program.get("/api/v1/session").is(200);
    server.clock().pass(Duration.ofDays(1));
    program.get("/api/v1/session").isProblem(401, "invalid-token");
    ann.signIn("ann@example.org", TestServer.PASSWORD).is(200);
    ann.post(
            "/api/v1/tokens",
            Map.of("name", "past", "scopes", List.of("read"), "expires", expires.toString()))
        .isProblem(422, "invalid-input");
    var made = make(ann, "read");
    var other = server.anybody().withToken(made.get("key").asString());
    other.get("/api/v1/session").is(200);
    assertThat(ann.get("/api/v1/tokens").json().at("/items/0/used").asString()).isNotEmpty();
    server
        .user("bob", "marketer")
        .delete("/api/v1/tokens/" + made.get("id").asString())
        .isProblem(404, "not-found");
    ann.delete("/api/v1/tokens/" + made.get("id").asString()).is(204);
    other.get("/api/v1/session").isProblem(401, "invalid-token");
    server.restart();
    assertThat(
            other.get("/api/v1/session").isProblem(401, "invalid-token").header("WWW-Authenticate"))
        .contains("invalid_token");
  }

  @Test
  void aTokenNeedsNoProofAgainstForgeryAndACookieBesideItCountsForNothing() {
    var ann = server.administrator();
    var program =
        server.anybody().withToken(make(ann, "admin").get("key").asString()).withoutCsrf();
    program
        .send("DELETE", "/api/v1/invitations/none", null, "Origin", "https://app.example")
        .isProblem(404, "not-found");
    var both = server.anybody().withToken("nonsense").withoutCsrf();
    both.steal("caravan-session", ann.cookie("caravan-session").orElseThrow());
    both.get("/api/v1/session").isProblem(401, "not-signed-in");
    both.delete("/api/v1/session").isProblem(401, "not-signed-in");
  }
}
