package caravan.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A stream ends once whoever listens may not read any more; others go on. */
@Timeout(300)
class StreamRightsTest {

  @TempDir private Path folder;
  private TestServer server;
  private Client ann;
  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeEach
  void starts() {
    server = TestServer.start(folder);
    ann = server.administrator();
  }

  @AfterEach
  void ends() {
    http.shutdownNow();
    server.close();
  }

  /** Somebody who listens, and has been told that it began. */
  private final class Listening {

    private final BufferedReader lines;

    Listening(String header, String value) throws IOException, InterruptedException {
      var request =
          HttpRequest.newBuilder(server.address().resolve("/api/v1/stream"))
              .header(header, value)
              .build();
      var response = http.send(request, BodyHandlers.ofInputStream());
      assertThat(response.statusCode()).isEqualTo(200);
      lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
      assertThat(until("event:begin")).isTrue();
    }

    /** Whether a line comes before the stream ends. */
    boolean until(String wanted) throws IOException {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.equals(wanted)) {
          return true;
        }
      }
      return false;
    }

    /** Everything that comes until the stream ends. */
    List<String> rest() throws IOException {
      var rest = new ArrayList<String>();
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        rest.add(line);
      }
      return rest;
    }
  }

  private Listening byToken(String key) throws IOException, InterruptedException {
    return new Listening("Authorization", "Bearer " + key);
  }

  private Listening bySession(Client client) throws IOException, InterruptedException {
    var cookie = client.cookie("caravan-session").orElseThrow();
    return new Listening("Cookie", cookie.getName() + "=" + cookie.getValue());
  }

  private static String token(Client client) {
    return client
        .post("/api/v1/tokens", Map.of("name", "t", "scopes", List.of("read")))
        .is(201)
        .json()
        .get("key")
        .asString();
  }

  private static String id(Client client) {
    return client.get("/api/v1/session").is(200).json().at("/user/id").asString();
  }

  /** Something that all who listen are told. */
  private void happens() {
    ann.post("/api/v1/sending/stop", Map.of("reason", "trial")).is(200);
  }

  @Test
  void whoIsDisabledHearsNothingMore() throws Exception {
    var bob = server.user("bob", "marketer");
    var ends = List.of(bySession(bob), byToken(token(bob)));
    var goesOn = byToken(token(ann));

    ann.patch("/api/v1/users/" + id(bob), Map.of("disabled", true), "If-Match", "*").is(200);
    happens();

    for (var listening : ends) {
      assertThat(listening.rest()).doesNotContain("event:sending");
    }
    assertThat(goesOn.until("event:sending")).isTrue();
  }

  @Test
  void aTokenThatIsRevokedAndASessionThatEndsHearNothingMore() throws Exception {
    var bob = server.user("bob", "marketer");
    var key = token(bob);
    var revoked = byToken(key);
    var session = bySession(bob);
    var tokenId = bob.get("/api/v1/tokens").is(200).json().get("items").get(0).get("id").asString();

    bob.delete("/api/v1/tokens/" + tokenId).is(204);
    assertThat(revoked.rest()).doesNotContain("event:sending");
    happens();
    assertThat(session.until("event:sending")).isTrue();

    bob.delete("/api/v1/session").is(204);
    ann.post("/api/v1/sending/release", "").is(200);
    assertThat(session.rest()).doesNotContain("event:sending");
  }

  @Test
  void aTokenThatExpiresHearsNothingMore() throws Exception {
    var key =
        ann.post(
                "/api/v1/tokens",
                Map.of("name", "t", "scopes", List.of("read"), "expires", "2026-03-02T09:00:00Z"))
            .is(201)
            .json()
            .get("key")
            .asString();
    var expires = byToken(key);
    var goesOn = byToken(token(ann));
    server.clock().pass(Duration.ofHours(2));
    happens();

    assertThat(expires.rest()).doesNotContain("event:sending");
    assertThat(goesOn.until("event:sending")).isTrue();
  }
}
