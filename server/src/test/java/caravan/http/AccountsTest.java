package caravan.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How people become users, and choose and lose their passwords. */
class AccountsTest {

  private static final String OTHER = "another horse battery";

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

  private static Map<String, String> setup(String token) {
    return Map.of(
        "token", token, "name", "Ann", "email", "ann@example.org", "password", TestServer.PASSWORD);
  }

  @Test
  void theFirstAdministratorComesByTheSetupLinkOfThisStart() {
    var first = server.setupKey();
    server.restart();
    var second = server.setupKey();
    server.anybody().post("/api/v1/setup", setup(first)).isProblem(403, "invalid-link");
    server.anybody().post("/api/v1/setup", setup("")).isProblem(403, "invalid-link");
    var ann = server.anybody();
    var me = ann.post("/api/v1/setup", setup(second)).is(200).json();
    assertThat(me.at("/user/role").asString()).isEqualTo("administrator");
    assertThat(ann.get("/api/v1/session").is(200).json()).isEqualTo(me);
    server.anybody().post("/api/v1/setup", setup(second)).isProblem(403, "invalid-link");
    server.restart();
    assertThat(server.hasSetupLink()).isFalse();
    ann.get("/api/v1/session").is(200);
  }

  @Test
  void everythingWrongIsSaidAtOnce() {
    var refused =
        server
            .anybody()
            .post(
                "/api/v1/setup",
                Map.of(
                    "token", server.setupKey(), "name", " ", "email", "ann", "password", "short"))
            .isProblem(422, "invalid-input");
    assertThat(refused.faults())
        .containsExactlyInAnyOrder(
            "a name is a line of 1 to 200 characters",
            "this is no e-mail address",
            "a password has at least 12 characters");
    assertThat(refused.body()).doesNotContain("short");
  }

  @Test
  void anInvitationIsGoodOnceAndForAWeek() {
    var ann = server.administrator();
    var wanted = Map.of("email", "Bob@example.org", "role", "marketer");
    var replaced = ann.post("/api/v1/invitations", wanted).is(201).json();
    var invitation = ann.post("/api/v1/invitations", wanted).is(201).json();
    assertThat(ann.get("/api/v1/invitations").is(200).json().get("items")).hasSize(1);
    var acceptance =
        Map.of(
            "token",
            TestServer.key(invitation.get("link").asString()),
            "name",
            "Bob",
            "password",
            TestServer.PASSWORD);
    server
        .anybody()
        .post(
            "/api/v1/invitations/accept",
            Map.of(
                "token",
                TestServer.key(replaced.get("link").asString()),
                "name",
                "Bob",
                "password",
                TestServer.PASSWORD))
        .isProblem(403, "invalid-link");
    var bob = server.anybody();
    assertThat(
            bob.post("/api/v1/invitations/accept", acceptance)
                .is(200)
                .json()
                .at("/user/role")
                .asString())
        .isEqualTo("marketer");
    server.anybody().post("/api/v1/invitations/accept", acceptance).isProblem(403, "invalid-link");
    ann.post("/api/v1/invitations", wanted).isProblem(422, "invalid-input");
    var late =
        ann.post("/api/v1/invitations", Map.of("email", "cid@example.org", "role", "viewer"))
            .is(201)
            .json();
    server.clock().pass(Duration.ofDays(7));
    server
        .anybody()
        .post(
            "/api/v1/invitations/accept",
            Map.of(
                "token",
                TestServer.key(late.get("link").asString()),
                "name",
                "Cid",
                "password",
                TestServer.PASSWORD))
        .isProblem(403, "invalid-link");
  }

  @Test
  void anInvitationCanBeWithdrawn() {
    var ann = server.administrator();
    var invitation =
        ann.post("/api/v1/invitations", Map.of("email", "bob@example.org", "role", "viewer"))
            .is(201)
            .json();
    ann.delete("/api/v1/invitations/" + invitation.get("id").asString()).is(204);
    ann.delete("/api/v1/invitations/" + invitation.get("id").asString())
        .isProblem(404, "not-found");
    server
        .anybody()
        .post(
            "/api/v1/invitations/accept",
            Map.of(
                "token",
                TestServer.key(invitation.get("link").asString()),
                "name",
                "Bob",
                "password",
                TestServer.PASSWORD))
        .isProblem(403, "invalid-link");
  }

  @Test
  void aResetEndsEverySession() {
    var ann = server.administrator();
    var bob = server.user("bob", "viewer");
    var id = bob.get("/api/v1/session").json().at("/user/id").asString();
    var link = ann.post("/api/v1/users/" + id + "/password-link", "{}").is(201).json();
    var key = TestServer.key(link.get("link").asString());
    bob.get("/api/v1/session").is(200);
    var again = server.anybody();
    again.post("/api/v1/passwords", Map.of("token", key, "password", OTHER)).is(200);
    bob.get("/api/v1/session").isProblem(401, "not-signed-in");
    again.get("/api/v1/session").is(200);
    server
        .anybody()
        .post("/api/v1/passwords", Map.of("token", key, "password", OTHER))
        .isProblem(403, "invalid-link");
    server
        .anybody()
        .signIn("bob@example.org", TestServer.PASSWORD)
        .isProblem(401, "wrong-credentials");
    server.anybody().signIn("bob@example.org", OTHER).is(200);
  }

  @Test
  void aChangedPasswordEndsTheOtherSessions() {
    var ann = server.administrator();
    var elsewhere = server.administrator();
    ann.put("/api/v1/session/password", Map.of("current", "not this one at all", "password", OTHER))
        .isProblem(422, "invalid-input");
    ann.put("/api/v1/session/password", Map.of("current", TestServer.PASSWORD, "password", OTHER))
        .is(204);
    ann.get("/api/v1/session").is(200);
    elsewhere.get("/api/v1/session").isProblem(401, "not-signed-in");
    server.anybody().signIn("ann@example.org", OTHER).is(200);
  }

  @Test
  void whoIsDisabledIsOutAtOnce() {
    var ann = server.administrator();
    var bob = server.user("bob", "marketer");
    var key =
        bob.post("/api/v1/tokens", Map.of("name", "feed", "scopes", new String[] {"read"}))
            .is(201)
            .json()
            .get("key")
            .asString();
    var program = server.anybody().withToken(key);
    program.get("/api/v1/session").is(200);
    var path = "/api/v1/users/" + bob.get("/api/v1/session").json().at("/user/id").asString();
    var version = ann.get(path).is(200).header("ETag");
    ann.patch(path, Map.of("disabled", true)).isProblem(428, "precondition-required");
    ann.patch(path, Map.of("disabled", true), "If-Match", "\"old\"").isProblem(412, "changed");
    ann.patch(path, Map.of("disabled", true), "If-Match", version).is(200);
    bob.get("/api/v1/session").isProblem(401, "not-signed-in");
    program.get("/api/v1/session").isProblem(401, "invalid-token");
    server
        .anybody()
        .signIn("bob@example.org", TestServer.PASSWORD)
        .isProblem(401, "wrong-credentials");
    ann.patch(path, Map.of("disabled", false), "If-Match", ann.get(path).header("ETag")).is(200);
    bob.get("/api/v1/session").isProblem(401, "not-signed-in");
    program.get("/api/v1/session").is(200);
  }

  @Test
  void anAdministratorStays() {
    var ann = server.administrator();
    var path = "/api/v1/users/" + ann.get("/api/v1/session").json().at("/user/id").asString();
    for (var change : new Object[] {Map.of("disabled", true), Map.of("role", "viewer")}) {
      ann.patch(path, change, "If-Match", "*").isProblem(409, "conflict");
    }
    server.user("bob", "administrator");
    ann.patch(path, Map.of("role", "viewer"), "If-Match", "*").is(200);
    ann.get("/api/v1/users").isProblem(403, "forbidden");
  }
}
