package caravan.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server behind a proxy that speaks https. */
class ProxyTest {

  @TempDir private Path folder;

  private static Map<String, String> setup(String token) {
    return Map.of(
        "token", token, "name", "Ann", "email", "ann@example.org", "password", TestServer.PASSWORD);
  }

  @Test
  void cookiesAreSecureAndAddressesThoseOfPeople() {
    try (var server =
        TestServer.start(
            folder,
            Map.of(
                "CARAVAN_PUBLIC_URL", "https://caravan.example.org",
                "CARAVAN_TRUSTED_PROXIES", "127.0.0.1, 192.0.2.200"))) {
      cookiesAreSecure(server);
    }
  }

  private static void cookiesAreSecure(TestServer server) {
    var ann =
        server
            .anybody()
            .with("X-Forwarded-For", "203.0.113.9, 192.0.2.7")
            .with("X-Forwarded-Proto", "https")
            .with("Origin", "https://caravan.example.org");
    // Cookies that are secure do not come back over http, so the proof against forgery goes by
    // hand.
    var page = ann.withoutCsrf().raw("GET", "/login", null);
    assertThat(page.header("Strict-Transport-Security")).isEqualTo("max-age=31536000");
    var csrf = page.response().headers().firstValue("Set-Cookie").orElseThrow();
    assertThat(csrf).contains("XSRF-TOKEN=", "; Secure", "; SameSite=Lax");
    var token = csrf.replaceFirst("^XSRF-TOKEN=([^;]*);.*$", "$1");
    var reply =
        ann.send(
                "POST",
                "/api/v1/setup",
                setup(server.setupKey()),
                "X-XSRF-TOKEN",
                token,
                "Cookie",
                "XSRF-TOKEN=" + token)
            .is(200);
    var session =
        reply.response().headers().allValues("Set-Cookie").stream()
            .filter(it -> it.startsWith("__Host-caravan-session="))
            .findFirst()
            .orElseThrow();
    assertThat(session).contains("; Secure", "; HttpOnly", "; Path=/", "; SameSite=Lax");
    var cookie = session.replaceFirst(";.*$", "");
    var sessions = ann.send("GET", "/api/v1/sessions", null, "Cookie", cookie).is(200).json();
    assertThat(sessions.at("/items/0/address").asString()).isEqualTo("192.0.2.7");
    var audit = ann.send("GET", "/api/v1/audit", null, "Cookie", cookie).is(200).json();
    assertThat(audit.at("/items/0/address").asString()).isEqualTo("192.0.2.7");
    ann.raw("GET", "/metrics", null).isProblem(401, "not-signed-in");
  }

  @Test
  void whoIsNotTrustedCannotSayWhereTheyComeFrom() {
    try (var server = TestServer.start(folder)) {
      var ann = server.administrator().with("X-Forwarded-For", "192.0.2.7");
      ann.signIn("ann@example.org", TestServer.PASSWORD).is(200);
      ann.get("/api/v1/sessions")
          .is(200)
          .json()
          .get("items")
          .forEach(it -> assertThat(it.get("address").asString()).isEqualTo("127.0.0.1"));
    }
  }
}
