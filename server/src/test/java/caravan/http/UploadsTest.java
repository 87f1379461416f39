package caravan.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A file of rows is sent, mapped, tried and taken in; what does not fit can be had. */
class UploadsTest {

  private static final int MANY = 60_000;
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
          contact:
            audience: true
            key: id
            columns:
              {id: text, email: text, points: integer, born: date, seen: timestamp, paid: decimal, more: json, ok: boolean}
          visit: {columns: {contact_id: text, pages: integer}, belongs-to: {contact: contact_id}}
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
            .post("/api/v1/tokens", Map.of("name", "t", "scopes", List.of("data")))
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

  private String sent(String table, String query, String type, byte[] body) throws Exception {
    var token =
        client
            .post("/api/v1/tokens", Map.of("name", "t", "scopes", List.of("data")))
            .is(201)
            .json()
            .get("key")
            .asString();
    try (var http = HttpClient.newHttpClient()) {
      var path = "/api/v1/tables/" + table + "/uploads" + query;
      var request =
          HttpRequest.newBuilder(server.address().resolve(path))
              .header("Authorization", "Bearer " + token)
              .header("Content-Type", type)
              .POST(BodyPublishers.ofByteArray(body))
              .build();
      var reply = new Reply(http.send(request, BodyHandlers.ofString())).is(201);
      return "/api/v1/uploads/" + reply.json().get("id").asString();
    }
  }

  private JsonNode started(String path) {
    client.post(path, Map.of()).is(202);
    var end = awaitEnd(path.replaceFirst("/start.*", ""));
    assertThat(end.get("state").asString()).as("%s", end).isEqualTo("done");
    return end;
  }

  private long rows(String table) {
    return client.get("/api/v1/tables/" + table).is(200).json().get("rows").asLong();
  }

  @Test
  void whatIsLeftOutIsToldWithAllItsColumns() throws Exception {
    var csv = "Remark,id,points\n\"say \"\"no\"\"\",p1,x\n,p2,7\n";
    var path = sent("contact", "", "text/csv", csv.getBytes(StandardCharsets.UTF_8));

    assertThat(started(path + "/start").get("rejected").asInt()).isEqualTo(1);
    assertThat(client.raw("GET", path + "/rejected", null).body().lines().toList())
        .satisfiesExactly(
            head -> assertThat(head).isEqualTo("\"Remark\",\"id\",\"points\",reason"),
            row ->
                assertThat(row).startsWith("\"say \"\"no\"\"\",\"p1\",\"x\",\"'points' should be"));
  }

  @Test
  void ndjsonAndPackedFilesAreReadAsRowsAre() throws Exception {
    var lines =
        """
        {"id": "p1", "points": 7, "born": "1990-02-28", "seen": "2026-01-31T09:00:00Z", "paid": 1.5, "more": {"a": [1]}, "ok": true}
        {"id": "p2", "points": 7.5, "more": "text"}
        {"id": "p3", "more": "text", "ok": null}
        """;
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write(lines.getBytes(StandardCharsets.UTF_8));
    }
    var path =
        sent("contact", "?name=A.NDJSON.GZ", "application/octet-stream", packed.toByteArray());
    var end = started(path + "/start");

    assertThat(end.get("taken").asInt()).isEqualTo(2);
    var row = client.get("/api/v1/tables/contact/rows/p1").is(200).json();
    assertThat(row.get("more").toString()).isEqualTo("{\"a\":[1]}");
    assertThat(row.get("seen").asString()).isEqualTo("2026-01-31T09:00:00Z");
    assertThat(row.get("ok").asBoolean()).isTrue();
    assertThat(client.get("/api/v1/tables/contact/rows/p3").json().get("more").asString())
        .isEqualTo("text");
  }

  @Test
  void parquetIsReadAsRowsAre() throws Exception {
    var file = folder.resolve("p.parquet");
    try (var connection = DriverManager.getConnection("jdbc:duckdb:");
        var statement = connection.createStatement()) {
      statement.execute(
          """
          copy (select 'p1' as id, 7::int as points, date '1990-02-28' as born,
                timestamp '2026-01-31 09:00:00' as seen, 1.5::double as paid, {'a': [1]} as more, true as ok)
          to '%s' (format parquet)
          """
              .formatted(file));
    }
    var path = sent("contact", "", "application/vnd.apache.parquet", Files.readAllBytes(file));
    started(path + "/start");

    var row = client.get("/api/v1/tables/contact/rows/p1").is(200).json();
    assertThat(row.get("points").asInt()).isEqualTo(7);
    assertThat(row.get("born").asString()).isEqualTo("1990-02-28");
    assertThat(row.get("seen").asString()).isEqualTo("2026-01-31T09:00:00Z");
    assertThat(row.get("paid").decimalValue()).isEqualByComparingTo("1.5");
    assertThat(row.get("more").toString()).isEqualTo("{\"a\":[1]}");
    assertThat(row.get("ok").asBoolean()).isTrue();
  }

  @Test
  void theMappingMayComeWithTheFile() throws Exception {
    var csv = "Mail,No,x\na@b.c,p1,1\na@b.c,p1,2\n".getBytes(StandardCharsets.UTF_8);
    var mapping =
        URLEncoder.encode("{\"Mail\": \"email\", \"No\": \"id\"}", StandardCharsets.UTF_8);
    var path = sent("contact", "?name=a.csv&mapping=" + mapping, "text/csv", csv);
    var dry = client.get(path + "/dry-run").is(200).json();

    assertThat(dry.get("added").asInt()).isEqualTo(1);
    assertThat(dry.get("changed").asInt()).isEqualTo(1);
    assertThat(dry.at("/types/email").asString()).isEqualTo("text");
    assertThat(dry.at("/sample/0").toString()).isEqualTo("{\"email\":\"a@b.c\",\"id\":\"p1\"}");
    started(path + "/start");
    assertThat(client.get("/api/v1/tables/contact/rows/p1").json().get("email").asString())
        .isEqualTo("a@b.c");
  }

  @Test
  void itsPeopleBecomeASegment() throws Exception {
    var csv = "id\np1\np2\n".getBytes(StandardCharsets.UTF_8);
    started(sent("contact", "", "text/csv", csv) + "/start?segment=Fair");
    assertThat(client.get("/api/v1/segments/Fair").is(200).json().get("members").asInt())
        .isEqualTo(2);
    var other = "id\np3\n".getBytes(StandardCharsets.UTF_8);
    started(sent("contact", "", "text/csv", other) + "/start?segment=Fair");
    assertThat(client.get("/api/v1/segments/Fair").json().get("members").asInt()).isEqualTo(1);

    client.put("/api/v1/segments/Dynamic", Map.of("where", "points > 1")).is(201);
    var path = sent("contact", "", "text/csv", other);
    client.post(path + "/start?segment=Dynamic", Map.of()).isProblem(409, "exists");
    var visits = sent("visit", "", "text/csv", "contact_id\np1\n".getBytes(StandardCharsets.UTF_8));
    client.post(visits + "/start?segment=Fair", Map.of()).isProblem(422, "invalid-input");
    assertThat(rows("visit")).isZero();
  }

  @Test
  void isStartedAgainWhereTheServerEndedAndNothingIsThereTwice() throws Exception {
    var csv = new StringBuilder("contact_id,pages\n");
    for (var i = 0; i < 12_000; i++) {
      csv.append('c').append(i).append(",1\n");
    }
    var path = sent("visit", "", "text/csv", csv.toString().getBytes(StandardCharsets.UTF_8));
    started(path + "/start");
    var status =
        folder
            .resolve(".caravan/uploads")
            .resolve(path.replaceFirst(".*/", ""))
            .resolve("upload.json");
    server.close();
    Files.writeString(status, Files.readString(status).replace("\"DONE\"", "\"RUNNING\""));
    server = TestServer.start(folder);
    client = server.administrator();

    assertThat(client.get(path).is(200).json().get("state").asString()).isEqualTo("broken-off");
    assertThat(started(path + "/start").get("taken").asInt()).isEqualTo(12_000);
    assertThat(rows("visit")).isEqualTo(12_000);
  }

  @Test
  void isCancelledInTheMiddle() throws Exception {
    var csv = new StringBuilder("id\n");
    for (var i = 0; i < 200_000; i++) {
      csv.append('c').append(i).append('\n');
    }
    var path = sent("contact", "", "text/csv", csv.toString().getBytes(StandardCharsets.UTF_8));
    client.post(path + "/start", Map.of()).is(202);
    client.delete(path).is(204);
    var end = client.get(path).is(200).json();
    assertThat(end.get("state").asString()).isEqualTo("cancelled");
    client.post(path + "/start", Map.of()).isProblem(409, "conflict");
    client.delete(path).is(204);
    client.get(path).isProblem(404, "not-found");
    assertThat(rows("contact")).isLessThan(200_000);
    assertThat(folder.resolve(".caravan/uploads")).isEmptyDirectory();
  }

  private static String visits(int rows) {
    var csv = new StringBuilder("contact_id,pages\n");
    for (var i = 0; i < rows; i++) {
      csv.append('p').append(i).append(",1\n");
    }
    return csv.toString();
  }

  /** In a table without keys each row that is taken in twice would be there twice. */
  @Test
  void goesOnWhereTheServerEnded() {
    var path =
        "/api/v1/uploads/"
            + client
                .raw(
                    "POST",
                    "/api/v1/tables/visit/uploads?name=visits.csv",
                    visits(MANY),
                    "Content-Type",
                    "application/octet-stream")
                .is(201)
                .json()
                .get("id")
                .asString();
    client.post(path + "/start", Map.of()).is(202);
    await(path, status -> status.get("read").asLong() > 0);
    server.restart();
    client = server.administrator();
    var broken = client.get(path).is(200).json();
    assertThat(broken.get("state").asString()).isEqualTo("broken-off");
    assertThat(broken.get("problem").asString()).contains("start it again");
    var read = broken.get("read").asLong();
    assertThat(read).isPositive().isLessThan(MANY);
    assertThat(rows("visit")).isBetween(read, read + 5_000);

    client.post(path + "/start", Map.of()).is(202);
    var done = awaitEnd(path);
    assertThat(done.get("state").asString()).isEqualTo("done");
    assertThat(done.get("taken").asLong()).isEqualTo(MANY);
    assertThat(rows("visit")).isEqualTo(MANY);
  }

  @Test
  void isStartedOnceHoweverOftenItIsAskedFor() throws Exception {
    var path =
        "/api/v1/uploads/" + send(CSV.replace("Key", "id")).is(201).json().get("id").asString();
    Callable<Integer> start = () -> client.post(path + "/start", Map.of()).status();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var statuses = new ArrayList<Integer>();
      for (var answer : threads.invokeAll(List.of(start, start, start, start))) {
        statuses.add(answer.get());
      }
      assertThat(statuses).containsExactlyInAnyOrder(202, 409, 409, 409);
    }
    awaitEnd(path);
  }

  @Test
  void isNoBiggerThanTheServerTakes() {
    server.close();
    server = TestServer.start(folder, Map.of("CARAVAN_LARGEST_BODY", "1 MB"));
    client = server.administrator();
    send("id\n" + "x".repeat(2 << 20)).isProblem(413, "too-large");
    assertThat(folder.resolve(".caravan/uploads")).isEmptyDirectory();
  }

  private void await(String path, Predicate<JsonNode> wanted) {
    var patience = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!wanted.test(client.get(path).is(200).json())) {
      assertThat(System.nanoTime()).isLessThan(patience);
      LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
    }
  }
}
