package caravan.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever goes wrong is answered as a problem, and tells nothing that it should not. */
class ProblemsTest {

  @TempDir private static Path folder;
  private static TestServer server;
  private static Client ann;

  @BeforeAll
  static void starts() {
    server = TestServer.start(folder, Map.of("CARAVAN_LARGEST_BODY", "100 kB"));
    ann = server.administrator();
  }

  @AfterAll
  static void ends() {
    server.close();
  }

  @Test
  void whatIsNotThere() {
    for (var path : List.of("/nope", "/api/v1/nope", "/api/v2/users", "/index.html", "/error/x")) {
      ann.raw("GET", path, null).isProblem(404, "not-found");
    }
    assertThat(
            ann.raw("PUT", "/api/v1/users", "{}")
                .isProblem(405, "method-not-allowed")
                .header("Allow"))
        .contains("GET");
    ann.raw("POST", "/api/v1/tokens", "x=1", "Content-Type", "text/plain")
        .isProblem(415, "unsupported-media-type");
    ann.raw("GET", "/api/v1/users", null, "Accept", "image/png").isProblem(406, "not-acceptable");
  }

  @Test
  void whatIsNoJson() {
    var broken = "{\n  \"name\": \"x\",\n  \"scopes\": [\"read\",,]\n}";
    var reply = ann.send("POST", "/api/v1/tokens", broken).isProblem(400, "not-json");
    assertThat(reply.json().at("/problems/0/place").asString()).isEqualTo("body:3:21");
    ann.send("POST", "/api/v1/tokens", "").is(400);
    ann.send("POST", "/api/v1/tokens", "{\"name\": \"a\", \"name\": \"b\"}")
        .isProblem(400, "not-json");
    ann.send("POST", "/api/v1/tokens", "{} {}").is(422);
    ann.send("POST", "/api/v1/tokens", "[".repeat(50_000)).is(422);
    ann.send("POST", "/api/v1/tokens", "{}").isProblem(422, "invalid-input");
    ann.send("POST", "/api/v1/tokens", "null").is(400);
  }

  @Test
  void whatDoesNotFit() {
    var unknown =
        ann.send("POST", "/api/v1/tokens", "{\"nmae\": \"x\"}").isProblem(422, "unknown-member");
    assertThat(unknown.faults())
        .containsExactly("there is no member 'nmae' (did you mean 'name'?)");
    var misfit =
        ann.send(
                "POST", "/api/v1/session", "{\"email\": \"a\", \"password\": {\"x\": \"hunter2\"}}")
            .isProblem(422, "member");
    assertThat(misfit.body()).doesNotContain("hunter2");
    for (var limit : List.of("0", "1001", "-1")) {
      ann.get("/api/v1/audit?limit=" + limit).isProblem(422, "invalid-input");
    }
    ann.get("/api/v1/audit?limit=x").isProblem(400, "parameter");
    ann.get("/api/v1/audit?cursor=!!").isProblem(422, "invalid-input");
    ann.get("/api/v1/audit?from=yesterday").isProblem(400, "parameter");
  }

  @Test
  void tooMuch() {
    ann.send("POST", "/api/v1/tokens", "{\"name\": \"" + "x".repeat(200_000) + "\"}")
        .isProblem(413, "too-large");
    var unsaid =
        talk(
            "POST /api/v1/session HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Authorization: Bearer x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "1d4c0\r\n"
                + "{\"email\": \""
                + "x".repeat(120_000 - 11)
                + "\r\n0\r\n\r\n");
    assertThat(unsaid).startsWith("HTTP/1.1 413").contains("too-large");
    assertThat(talk("GET / HTTP/1.1\r\nHost: a\r\nX: " + "x".repeat(40_000) + "\r\n\r\n"))
        .startsWith("HTTP/1.1 4")
        .contains("application/problem+json");
  }

  @Test
  void whatIsNoHttp() {
    for (var text :
        List.of(
            "GET /a\\b{ HTTP/1.1\r\nHost: a\r\n\r\n",
            "GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n",
            "GET / HTTP/1.1\r\n\r\n",
            "NONSENSE\r\n\r\n",
            "GET /%00 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
            "GET /a/../b HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
            "GET /api/v1/%2e%2e/users HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
            "GET /..%2f..%2fetc/passwd HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
            "GET /api/v1/users;x=y HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
            "GET /api/v1//users HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
            "TRACE / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\nabc")) {
      var answer = talk(text);
      assertThat(answer).as(text).matches("(?s)HTTP/1.1 (30|4)\\d.*").doesNotContain("Exception");
      if (!answer.startsWith("HTTP/1.1 30")) {
        assertThat(answer).as(text).contains("application/problem+json", "urn:caravan:");
      }
    }
  }

  @Test
  void anyNameTravelsInAPath() {
    for (var name :
        List.of(
            "a/b",
            "a//b",
            "/",
            "a\\b",
            "it's \"x\"",
            "50 %",
            "a;b=c",
            "a+b",
            "x?y#z",
            "a..b",
            "../up",
            "größe 日本 🐫",
            "%2F")) {
      var encoded = java.net.URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
      var reply = ann.delete("/api/v1/sessions/" + encoded).isProblem(404, "not-found");
      assertThat(reply.json().get("detail").asString())
          .as(name)
          .isEqualTo("there is no such session of yours");
    }
  }

  @Test
  void theUnexpectedHasAnIdThatIsInTheLog() {
    var logger = (ch.qos.logback.classic.Logger) org.slf4j.LoggerFactory.getLogger(ProblemOf.class);
    var log = new ch.qos.logback.core.read.ListAppender<ch.qos.logback.classic.spi.ILoggingEvent>();
    log.start();
    logger.addAppender(log);
    try {
      var answer = ProblemOf.failure(new IllegalStateException("secret detail"));
      assertThat(answer.status()).isEqualTo(500);
      assertThat(answer.detail()).doesNotContain("secret");
      assertThat(log.list).hasSize(1);
      assertThat(log.list.getFirst().getFormattedMessage()).contains(String.valueOf(answer.id()));
    } finally {
      logger.detachAppender(log);
    }
  }

  /** Says this to the server, byte by byte, and hears what it says. */
  private static String talk(String text) {
    try (var socket = new Socket(server.address().getHost(), server.address().getPort())) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
