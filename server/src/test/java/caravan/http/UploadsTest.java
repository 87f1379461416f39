package caravan.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A file of rows is sent, mapped, tried and taken in; what does not fit can be had. */
class UploadsTest {

  private static final String CSV =
      "Key,Mail,Points\np1,p1@example.org,10\np2,p2@example.org,many\np3,,30\n,x@example.org,1\n";
  private static final String UPLOADS = "/api/v1/tables/contact/uploads?name=people.csv";

  @TempDir private Path folder = Path.of("");
  private TestServer server;
  private Client client;

  @BeforeEach
  void start() throws IOException {
    Files.writeString(
        folder.resolve("caravan.yaml"),
        """
        tables:
          contact: {audience: true, key: id, columns: {id: text, email: text, points: integer}}
        """);
    server = TestServer.start(folder);
    client = server.administrator();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Reply send(String csv) {
    return client.raw("POST", UPLOADS, csv, "Content-Type", "application/octet-stream");
  }

  @Test
  void isMappedTriedAndTakenIn() {
    client.post("/api/v1/tables/contact/rows", Map.of("id", "p1")).is(200);
    var upload = send(CSV).is(201).json();
    var path = "/api/v1/uploads/" + upload.get("id").asString();
    assertThat(upload.get("columns").valueStream().map(JsonNode::asString))
        .containsExactly("Key", "Mail", "Points");
    client.post(path + "/start", Map.of()).isProblem(422, "invalid-input");

    var wrong = new HashMap<String, @Nullable String>();
    wrong.put("Kye", "id");
    wrong.put("Mail", "e-mail");
    assertThat(client.put(path + "/mapping", Map.of("mapping", wrong)).is(422).faults()).hasSize(2);
    client
        .put(
            path + "/mapping",
            Map.of("mapping", Map.of("Key", "id", "Mail", "email", "Points", "points")))
        .is(200);

    var dry = client.get(path + "/dry-run").is(200).json();
    assertThat(dry.get("rows").asLong()).isEqualTo(4);
    assertThat(dry.get("changed").asLong()).isEqualTo(1);
    assertThat(dry.get("added").asLong()).isEqualTo(1);
    assertThat(dry.get("rejected").asLong()).isEqualTo(2);
    assertThat(client.get("/api/v1/tables/contact/rows").json().get("items").size()).isEqualTo(1);

    client.post(path + "/start", Map.of()).is(202);
    var done = awaitEnd(path);
    assertThat(done.get("state").asString()).isEqualTo("done");
    assertThat(done.get("taken").asLong()).isEqualTo(2);
    assertThat(done.get("rejected").asLong()).isEqualTo(2);
    assertThat(client.get("/api/v1/tables/contact/rows/p3").is(200).json().get("points").asLong())
        .isEqualTo(30);
    var rejected = client.raw("GET", path + "/rejected", null).is(200).body();
    assertThat(rejected.lines()).hasSize(3);
    assertThat(rejected).contains("\"many\"", "'Points' should be", "the key 'id' is missing");
    client.delete(path).is(204);
    client.get(path).isProblem(404, "not-found");
  }

  private JsonNode awaitEnd(String path) {
    var patience = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (true) {
      var status = client.get(path).is(200).json();
      if (!status.get("state").asString().equals("running")) {
        return status;
      }
      assertThat(System.nanoTime()).isLessThan(patience);
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  @Test
  void isNothingWhereItIsCutOff() throws IOException {
    var token =
        client
            .post("/api/v1/tokens", Map.of("name", "t", "scopes", java.util.List.of("data")))
            .is(201)
            .json()
            .get("key")
            .asString();
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.address().getPort())) {
      socket
          .getOutputStream()
          .write(
              ("POST "
                      + UPLOADS
                      + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                      + token
                      + "\r\nContent-Type: application/octet-stream\r\nContent-Length: 100000\r\n\r\n"
                      + CSV)
                  .getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
    }
    var patience = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (true) {
      try (var left = Files.list(folder.resolve(".caravan/uploads"))) {
        if (left.findAny().isEmpty()) {
          break;
        }
      }
      assertThat(System.nanoTime()).as("nothing is left").isLessThan(patience);
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
    assertThat(client.get("/api/v1/uploads").json().get("items").size()).isZero();
  }

  @Test
  void isOfAKnownKindAndCanBeRead() {
    client
        .raw(
            "POST",
            "/api/v1/tables/contact/uploads?name=people.exe",
            CSV,
            "Content-Type",
            "application/octet-stream")
        .isProblem(422, "invalid-input");
    send("id,id\n1,2\n").isProblem(422, "invalid-input");
    assertThat(client.get("/api/v1/uploads").json().get("items").size()).isZero();
  }
}
