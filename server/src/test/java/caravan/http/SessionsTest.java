package caravan.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sessions by cookie: how they begin and end, and who may use them. */
class SessionsTest {

  private static final String COOKIE = "caravan-session";

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
  void theCookieIsForOurServerAlone() {
    server.administrator();
    var reply = server.anybody().signIn("ann@example.org", TestServer.PASSWORD).is(200);
    var cookies = reply.response().headers().allValues("Set-Cookie");
    assertThat(cookies)
        .anySatisfy(
            it ->
                assertThat(it)
                    .startsWith(COOKIE + "=")
                    .contains("; HttpOnly", "; SameSite=Lax", "; Path=/")
                    .doesNotContain("Secure", "Domain"));
    assertThat(String.join("\n", cookies)).doesNotContain("JSESSIONID");
  }

  @Test
  void theKeyIsAnotherOneAfterEachSignIn() {
    var ann = server.administrator();
    var before = ann.cookie(COOKIE).orElseThrow().getValue();
    var csrf = ann.cookie("XSRF-TOKEN").orElseThrow().getValue();
    ann.signIn("ann@example.org", TestServer.PASSWORD).is(200);
    assertThat(ann.cookie(COOKIE).orElseThrow().getValue()).isNotEqualTo(before);
    assertThat(ann.cookie("XSRF-TOKEN").orElseThrow().getValue()).isNotEqualTo(csrf);
    var thief = server.anybody();
    var old = new java.net.HttpCookie(COOKIE, before);
    thief.steal(COOKIE, old);
    thief.get("/api/v1/session").isProblem(401, "not-signed-in");
    thief.steal(COOKIE, ann.cookie(COOKIE).orElseThrow());
    thief.get("/api/v1/session").is(200);
  }

  @Test
  void theTokenAgainstForgedRequestsStaysAsLongAsTheSession() {
    var ann = server.administrator();
    var csrf = ann.cookie("XSRF-TOKEN").orElseThrow().getValue();
    ann.get("/api/v1/session").is(200);
    ann.post("/api/v1/segments/check", Map.of("expression", "x")).is(200);
    assertThat(ann.cookie("XSRF-TOKEN").orElseThrow().getValue()).isEqualTo(csrf);
  }

  @Test
  void aSessionEndsWhenNothingCame() {
    var ann = server.administrator();
    for (var i = 0; i < 4; i++) {
      server.clock().pass(Duration.ofHours(7));
      ann.get("/api/v1/session").is(200);
    }
    server.restart();
    server.clock().pass(Duration.ofHours(7));
    ann.get("/api/v1/session").is(200);
    server.clock().pass(Duration.ofHours(9));
    ann.get("/api/v1/session").isProblem(401, "not-signed-in");
  }

  @Test
  void aSessionEndsAtTheLatestAfterAWeek() {
    var ann = server.administrator();
    for (var i = 0; i < 24; i++) {
      server.clock().pass(Duration.ofHours(7));
      if (i < 23) {
        ann.get("/api/v1/session").is(200);
      }
    }
    ann.get("/api/v1/session").isProblem(401, "not-signed-in");
  }

  @Test
  void sessionsAreSeenAndEnded() {
    var ann = server.administrator();
    var elsewhere = server.anybody().with("User-Agent", "Elsewhere/1.0");
    elsewhere.signIn("ann@example.org", TestServer.PASSWORD).is(200);
    var bob = server.user("bob", "viewer");
    var list = ann.get("/api/v1/sessions").is(200).json().get("items");
    var other =
        list.valueStream()
            .filter(it -> it.get("agent").asString().equals("Elsewhere/1.0"))
            .findFirst()
            .orElseThrow();
    assertThat(other.get("current").asBoolean()).isFalse();
    assertThat(list.valueStream().filter(it -> it.get("current").asBoolean()).count()).isEqualTo(1);
    var path = "/api/v1/sessions/" + other.get("id").asString();
    bob.delete(path).isProblem(404, "not-found");
    ann.delete(path).is(204);
    elsewhere.get("/api/v1/session").isProblem(401, "not-signed-in");
    ann.delete("/api/v1/session").is(204);
    ann.get("/api/v1/session").isProblem(401, "not-signed-in");
    bob.get("/api/v1/session").is(200);
  }

  @Test
  void aPageOfSomebodyElseChangesNothing() {
    var ann = server.administrator();
    var forged = server.anybody().withoutCsrf();
    forged.steal(COOKIE, ann.cookie(COOKIE).orElseThrow());
    forged.get("/api/v1/session").is(200);
    forged.delete("/api/v1/session").isProblem(403, "csrf");
    for (var header :
        List.of(
            List.of("Origin", "https://evil.example"),
            List.of("Origin", "null"),
            List.of("Origin", "http://127.0.0.1:1"),
            List.of("Sec-Fetch-Site", "cross-site"),
            List.of("Sec-Fetch-Site", "same-site"))) {
      ann.send("DELETE", "/api/v1/session", null, header.toArray(String[]::new))
          .isProblem(403, "cross-site");
    }
    ann.get("/api/v1/session").is(200);
    ann.send("DELETE", "/api/v1/session", null, "Origin", server.address().toString()).is(204);
  }

  @Test
  void guessingGetsSlowerForTheKnownAndTheUnknown() {
    server.administrator();
    var stranger = server.anybody();
    for (var email : List.of("ann@example.org", "nobody@example.org")) {
      assertThat(refusal(stranger, email)).isEqualTo(1);
      server.clock().pass(Duration.ofSeconds(1));
      stranger.signIn(email, "wrong wrong wrong").isProblem(401, "wrong-credentials");
      assertThat(refusal(stranger, email)).isEqualTo(2);
      server.clock().pass(Duration.ofHours(2));
    }
    server.anybody().signIn("ann@example.org", TestServer.PASSWORD).is(200);
  }

  /** Guesses until that is refused; for how many seconds. */
  private static int refusal(Client stranger, String email) {
    for (var tries = 0; tries < 6; tries++) {
      var reply = stranger.signIn(email, "wrong wrong wrong");
      if (reply.status() == 429) {
        reply.isProblem(429, "too-many-attempts");
        assertThat(reply.header("Retry-After"))
            .isEqualTo(reply.json().get("retryAfter").asString());
        return reply.json().get("retryAfter").asInt();
      }
      reply.isProblem(401, "wrong-credentials");
    }
    throw new AssertionError("never refused");
  }

  @Test
  void answersToTheKnownAndTheUnknownAreTheSame() {
    server.administrator();
    var known = server.anybody().signIn("ann@example.org", "wrong wrong wrong");
    var unknown = server.anybody().signIn("zoe@example.org", "wrong wrong wrong");
    assertThat(known.body()).isEqualTo(unknown.body());
    assertThat(known.status()).isEqualTo(unknown.status());
  }

  @Test
  void rolesMayWhatTheyMay() {
    var all = Map.of("viewer", 403, "marketer", 403, "administrator", 200);
    all.forEach(
        (role, status) -> {
          var client = server.user(role + "-person", role);
          client.get("/api/v1/users").is(status);
          client.get("/api/v1/audit").is(status);
          client.get("/api/v1/settings/effective").is(status);
          client.get("/api/v1/tokens").is(role.equals("viewer") ? 403 : 200);
          client.get("/api/v1/session").is(200);
        });
    Stream.of("/api/v1/users", "/api/v1/audit", "/api/v1/tokens", "/api/v1/sessions")
        .forEach(path -> server.anybody().get(path).isProblem(401, "not-signed-in"));
  }
}
