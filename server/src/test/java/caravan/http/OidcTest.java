package caravan.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signing in at an identity provider. */
class OidcTest {

  private static final Map<String, Object> KIM =
      Map.of(
          "sub", "kim-1",
          "name", "Kim",
          "email", "kim@example.org",
          "email_verified", true,
          "groups", List.of("staff", "nobody"));

  @TempDir private Path folder;
  private IdentityProvider provider;
  private TestServer server;

  @BeforeEach
  void starts() throws IOException {
    provider = new IdentityProvider();
    Files.writeString(
        folder.resolve("server.yaml"),
        """
        oidc:
          issuer: %s
          client-id: %s
          client-secret: %s
          label: Harbour ID
          roles-claim: groups
          roles: {staff: marketer, chiefs: administrator}
        """
            .formatted(provider.issuer(), IdentityProvider.CLIENT, IdentityProvider.SECRET));
    server = TestServer.start(folder);
  }

  @AfterEach
  void ends() {
    server.close();
    provider.close();
  }

  /** Goes where the browser is sent; the answer at the end of the way. */
  private Reply signIn(Client browser) {
    var sent = browser.raw("GET", "/login/oidc", null).is(302);
    var back = browser.raw("GET", sent.header("Location"), null).is(302);
    return browser.raw("GET", back.header("Location"), null);
  }

  private void isRefused(UnaryOperator<Map<String, Object>> bending) {
    provider.signsIn(KIM);
    provider.bends(bending);
    var browser = server.anybody();
    assertThat(signIn(browser).is(302).header("Location")).isEqualTo("/login?problem=provider");
    browser.get("/api/v1/session").isProblem(401, "not-signed-in");
    assertThat(browser.raw("GET", "/login?problem=provider", null).body()).contains("Try again");
  }

  @Test
  void peopleBecomeUsersWithTheRoleOfTheirGroups() {
    provider.signsIn(KIM);
    var kim = server.anybody();
    assertThat(kim.raw("GET", "/login", null).body()).contains("Sign in with Harbour ID");
    assertThat(signIn(kim).is(302).header("Location")).isEqualTo("/");
    assertThat(provider.faults).isEmpty();
    var me = kim.get("/api/v1/session").is(200).json();
    assertThat(me.at("/user/name").asString()).isEqualTo("Kim");
    assertThat(me.at("/user/role").asString()).isEqualTo("marketer");
    assertThat(me.at("/user/local").asBoolean()).isFalse();
    var promoted = new HashMap<>(KIM);
    promoted.put("groups", List.of("staff", "chiefs"));
    provider.signsIn(promoted);
    signIn(kim).is(302);
    var again = kim.get("/api/v1/session").is(200).json();
    assertThat(again.at("/user/role").asString()).isEqualTo("administrator");
    assertThat(again.at("/user/id")).isEqualTo(me.at("/user/id"));
    server
        .anybody()
        .signIn("kim@example.org", TestServer.PASSWORD)
        .isProblem(401, "wrong-credentials");
  }

  @Test
  void whoHasNoRoleOrIsDisabledStaysOut() {
    var ann = server.administrator();
    for (var person :
        List.<Map<String, Object>>of(
            Map.of("sub", "x", "email", "x@example.org", "name", "X"),
            Map.of("sub", "x", "email", "x@example.org", "groups", List.of("Staff")),
            Map.of("sub", "x", "groups", "staff", "name", "X"),
            Map.of("sub", "x", "email", "ann@example.org", "groups", "staff"),
            Map.of(
                "sub",
                "x",
                "email",
                "x@example.org",
                "email_verified",
                false,
                "groups",
                "staff"))) {
      provider.signsIn(person);
      var browser = server.anybody();
      assertThat(signIn(browser).is(302).header("Location"))
          .as(person.toString())
          .isEqualTo("/login?problem=refused");
      browser.get("/api/v1/session").isProblem(401, "not-signed-in");
    }
    provider.signsIn(KIM);
    var kim = server.anybody();
    signIn(kim);
    var id = kim.get("/api/v1/session").is(200).json().at("/user/id").asString();
    ann.patch("/api/v1/users/" + id, Map.of("disabled", true), "If-Match", "*").is(200);
    kim.get("/api/v1/session").isProblem(401, "not-signed-in");
    assertThat(signIn(kim).header("Location")).isEqualTo("/login?problem=refused");
    ann.post("/api/v1/users/" + id + "/password-link", "{}").isProblem(409, "conflict");
  }

  @Test
  void aTokenThatIsNotInOrderIsRefused() {
    isRefused(claims -> with(claims, "nonce", "of another sign-in"));
    isRefused(claims -> with(claims, "aud", "another client"));
    isRefused(claims -> with(claims, "iss", "http://127.0.0.1:1"));
    isRefused(claims -> with(claims, "exp", Instant.now().minusSeconds(600)));
    isRefused(
        claims -> {
          provider.signsWithAnotherKey();
          return claims;
        });
  }

  private static Map<String, Object> with(Map<String, Object> claims, String name, Object value) {
    var changed = new HashMap<>(claims);
    changed.put(name, value);
    return changed;
  }

  @Test
  void anAnswerIsForTheBrowserThatAsked() {
    provider.signsIn(KIM);
    var attacker = server.anybody();
    var sent = attacker.raw("GET", "/login/oidc", null).is(302);
    var back = attacker.raw("GET", sent.header("Location"), null).is(302).header("Location");
    var victim = server.anybody();
    assertThat(victim.raw("GET", back, null).is(302).header("Location"))
        .isEqualTo("/login?problem=provider");
    victim.get("/api/v1/session").isProblem(401, "not-signed-in");
    assertThat(attacker.raw("GET", back + "x", null).header("Location"))
        .isEqualTo("/login?problem=provider");
    assertThat(attacker.raw("GET", back, null).is(302).header("Location")).isEqualTo("/");
    var replayed = server.anybody();
    assertThat(replayed.raw("GET", back, null).header("Location"))
        .isEqualTo("/login?problem=provider");
  }

  @Test
  void theServerStartsWithoutTheProvider() {
    provider.close();
    server.restart();
    server.administrator().get("/api/v1/session").is(200);
    assertThat(server.anybody().raw("GET", "/login/oidc", null).is(302).header("Location"))
        .isEqualTo("/login?problem=provider");
  }
}
