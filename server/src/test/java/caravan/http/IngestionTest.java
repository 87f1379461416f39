package caravan.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes in when clients hurry, repeat themselves, break off, or send what cannot be. */
class IngestionTest {

  private static final int MANY = Boolean.getBoolean("caravan.long") ? 1_000_000 : 20_000;
  private static final String ROWS = "/api/v1/tables/contact/rows";
  private static final String VISITS = "/api/v1/tables/visit/rows";
  private static final String NDJSON = "application/x-ndjson";
  private static final String KEY = "Idempotency-Key";

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
            columns: {id: text, points: integer, credit: decimal, ratio: number, more: json}
          visit:
            columns: {contact_id: text, at: timestamp}
            belongs-to: {contact: contact_id}
        """);
    Files.writeString(
        folder.resolve("segments.yaml"),
        """
        segments:
          - {segment: Rich, where: points > 100}
          - {segment: Recent, where: any(event where name = 'bought' and happened within last 1 day)}
          - {segment: Ever, where: any(event where name = 'bought')}
          - {segment: Odd, where: any(event where name = 'bought' and properties.word = 'x')}
        """);
    server =
        TestServer.start(
            folder, Map.of("CARAVAN_QUEUE_ROWS", "6000", "CARAVAN_LARGEST_BODY", "500 MB"));
    client = server.administrator();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private long members(String segment) {
    return client.get("/api/v1/segments/" + segment).is(200).json().get("members").asLong();
  }

  private long rows() {
    return client.get("/api/v1/tables/contact").is(200).json().get("rows").asLong();
  }

  private static void await(BooleanSupplier condition) {
    var end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(end);
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  private static String line(int number) {
    return "{\"id\": \"p%d\", \"points\": %d}\n".formatted(number, number);
  }

  private static InputStream lines(int many) {
    return new ByteArrayInputStream(body(0, many).getBytes(StandardCharsets.US_ASCII));
  }

  private String token() {
    return client
        .post("/api/v1/tokens", Map.of("name", "t", "scopes", List.of("data", "read")))
        .is(201)
        .json()
        .get("key")
        .asString();
  }

  private Reply stream(InputStream body, String... headers) throws Exception {
    try (var http = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(server.address().resolve(ROWS))
              .version(HttpClient.Version.HTTP_1_1)
              .timeout(Duration.ofMinutes(5))
              .header("Authorization", "Bearer " + token())
              .header("Content-Type", NDJSON)
              .POST(BodyPublishers.ofInputStream(() -> body));
      if (headers.length > 0) {
        request.headers(headers);
      }
      return new Reply(http.send(request.build(), BodyHandlers.ofString()));
    }
  }

  /** A request that is never ended: it says that more bytes come than do. */
  private Socket begin(String body, String... headers) throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), server.address().getPort());
    var head =
        "POST "
            + ROWS
            + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
            + token()
            + "\r\nContent-Type: "
            + NDJSON
            + "\r\n"
            + String.join("\r\n", headers)
            + (headers.length == 0 ? "" : "\r\n")
            + "Content-Length: "
            + (body.length() + 1000)
            + "\r\n\r\n";
    socket.getOutputStream().write((head + body).getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
    return socket;
  }

  private static String body(int from, int to) {
    var body = new StringBuilder();
    IntStream.range(from, to).forEach(number -> body.append(line(number)));
    return body.toString();
  }

  @Test
  void aMillionRowsComeInOneRequest() throws Exception {
    var reply = stream(lines(MANY)).is(200).json();

    assertThat(reply.get("taken").asLong()).isEqualTo(MANY);
    assertThat(rows()).isEqualTo(MANY);
    assertThat(members("Rich")).isEqualTo(MANY - 101);
  }

  @Test
  void whatWasWholeStaysWhereTheRestIsCutOffAndCanBeSentAgain() throws Exception {
    var all = body(0, 5_000);
    begin(all.substring(0, all.length() - 5), KEY + ": cut").close();
    await(() -> rows() >= 4_000);
    await(
        () ->
            client
                    .raw("POST", ROWS, all, "Content-Type", NDJSON, KEY, "cut")
                    .json()
                    .path("taken")
                    .asLong(0)
                == 5_000);

    assertThat(rows()).isEqualTo(5_000);
  }

  @Test
  void thePartThatIsCutOffIsNotTakenIn() throws Exception {
    begin(body(0, 2_500)).close();
    await(() -> rows() == 2_000);
    client.post(ROWS, Map.of("id", "last")).is(200);

    assertThat(rows()).isEqualTo(2_001);
    assertThat(client.get(ROWS + "/p2400").status()).isEqualTo(404);
  }

  @Test
  void whatStopsAStreamSaysHowManyWereTakenIn() throws Exception {
    var lines = body(0, 4_100) + "{\"id\": \"x\", \"pionts\": 1}\n" + body(4_100, 9_000);
    var reply = client.raw("POST", ROWS, lines, "Content-Type", NDJSON);

    reply.isProblem(422, "invalid-input");
    assertThat(reply.json().get("taken").asLong()).isEqualTo(4_000);
    assertThat(reply.json().at("/problems/0/line").asInt()).isEqualTo(4_101);
    assertThat(reply.faults().getFirst()).contains("did you mean 'points'");
    assertThat(rows()).isEqualTo(4_000);
  }

  @Test
  void aStreamOfNothingButFaultsEndsSoonAndSaysTheFirstThousand() throws Exception {
    var lines = "{\"id\": 1}\n".repeat(10_000);
    var stopped = client.raw("POST", ROWS, lines, "Content-Type", NDJSON);
    assertThat(stopped.isProblem(422, "invalid-input").json().get("problems").size())
        .isEqualTo(1_000);
    var skipped =
        client.raw("POST", ROWS + "?on-error=skip", lines, "Content-Type", NDJSON).is(200).json();
    assertThat(skipped.get("rejected").asInt()).isEqualTo(10_000);
    assertThat(skipped.get("problems").size()).isEqualTo(1_000);
    client
        .raw("POST", ROWS + "?on-error=perhaps", lines, "Content-Type", NDJSON)
        .isProblem(422, "invalid-input");
  }

  @Test
  void theSameKeyIsNotAnsweredTwiceAtOnce() throws Exception {
    try (var _ = begin(body(0, 2_000), KEY + ": twice")) {
      await(() -> rows() == 2_000);
      client
          .send("POST", ROWS, Map.of("id", "x"), KEY, "twice")
          .isProblem(409, "idempotency-key-in-use");
    }
    await(() -> client.send("POST", ROWS, Map.of("id", "x"), KEY, "twice").status() == 200);
  }

  @Test
  void aKeyIsForgottenAfterADay() {
    var visit = Map.of("contact_id", "ann");
    client.send("POST", VISITS, visit, KEY, "k").is(200);
    server.clock().pass(Duration.ofHours(23));
    client = server.administrator();
    client.send("POST", VISITS, visit, KEY, "k").is(200);
    assertThat(client.get(VISITS).json().get("items").size()).isEqualTo(1);
    server.clock().pass(Duration.ofHours(2));
    client = server.administrator();
    client.send("POST", VISITS, visit, KEY, "k").is(200);
    assertThat(client.get(VISITS).json().get("items").size()).isEqualTo(2);
    client.send("POST", VISITS, visit, KEY, " ").isProblem(422, "invalid-input");
  }

  @Test
  void whatWaitsTooLongIsRefusedAndNotDropped() throws Exception {
    var begun = new CountDownLatch(1);
    var release = new CountDownLatch(1);
    var blocked =
        server
            .workspace()
            .live()
            .submit(
                1,
                (_, _) -> {
                  begun.countDown();
                  try {
                    return release.await(1, java.util.concurrent.TimeUnit.MINUTES);
                  } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                  }
                });
    begun.await();
    var waits = server.workspace().live().submit(6_000, (_, _) -> true);

    var reply = client.send("POST", ROWS, Map.of("id", "ann"), KEY, "busy");
    reply.isProblem(429, "busy");
    assertThat(reply.header("Retry-After")).isEqualTo("1");
    release.countDown();
    assertThat(blocked.join() && waits.join()).isTrue();
    assertThat(rows()).isZero();
    client.send("POST", ROWS, Map.of("id", "ann"), KEY, "busy").is(200);
    assertThat(rows()).isEqualTo(1);
  }

  @Test
  void bodiesAreBounded() throws Exception {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.address().getPort())) {
      var head =
          "POST %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
              .formatted(ROWS, token(), NDJSON, 1_000_000_000L);
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
      socket.setSoTimeout(60_000);
      assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
          .isEqualTo("HTTP/1.1 413");
    }
    client.raw("POST", ROWS, "[\"" + "x".repeat(33 << 20) + "\"]").isProblem(413, "too-large");
    var longest = "{\"id\": \"" + "x".repeat(5 << 20) + "\"}\n{\"id\": \"b\"}\n";
    var skipped =
        client.raw("POST", ROWS + "?on-error=skip", longest, "Content-Type", NDJSON).is(200).json();
    assertThat(skipped.get("taken").asInt()).isEqualTo(1);
    assertThat(skipped.at("/problems/0/code").asString()).isEqualTo("too-long");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"id\": \"a\", \"points\": 1e999999999}",
        "{\"id\": \"a\", \"credit\": 1e-999999999}",
        "{\"id\": \"a\", \"ratio\": 1e400}",
        "{\"id\": \"a\", \"points\": 1.5}",
        "{\"id\": \"a\", \"points\": true}",
        "{\"id\": \"a\", \"points\": [1]}",
        "{\"id\": \"\\u0000\"}",
        "{\"id\": \"\\ud800\"}",
        "{\"id\": \"a\", \"id\": \"b\"}",
        "{\"id\": null}",
        "[[]]",
        "null",
        "7",
        "{\"id\": \"a\"} {}"
      })
  void whatIsNoRowIsRefused(String row) {
    assertThat(client.send("POST", ROWS, row).status()).isBetween(400, 422);
    assertThat(client.raw("POST", ROWS, row, "Content-Type", NDJSON).status()).isBetween(400, 422);
    assertThat(rows()).isZero();
    client.post(ROWS, Map.of("id", "fine")).is(200);
  }

  @ParameterizedTest
  @CsvSource({
    "points, 1e3, 1000",
    "points, \"7\", 7",
    "credit, 123456789012.123456, 123456789012.123456",
    "ratio, 1e300, 1.0E300",
    "more, {\"n\": 12345678901234567890.5}, {\"n\":12345678901234567890.5}"
  })
  void numbersAreExact(String column, String written, String kept) {
    client.send("POST", ROWS, "{\"id\": \"a\", \"%s\": %s}".formatted(column, written)).is(200);
    assertThat(client.get(ROWS + "/a").body())
        .containsIgnoringCase("\"%s\":%s".formatted(column, kept));
  }

  @Test
  void rowsWithoutKeysComeInPagesToo() {
    client
        .post(VISITS, IntStream.range(0, 25).mapToObj(i -> Map.of("contact_id", "c" + i)).toList())
        .is(200);
    var first = client.get(VISITS + "?limit=10").is(200).json();
    var second = client.get(VISITS + "?limit=10&cursor=" + first.get("next").asString()).json();
    var third = client.get(VISITS + "?limit=10&cursor=" + second.get("next").asString()).json();
    assertThat(second.at("/items/0/contact_id").asString()).isEqualTo("c10");
    assertThat(third.get("items").size()).isEqualTo(5);
    assertThat(third.has("next")).isFalse();
    client.get(VISITS + "?cursor=" + Cursor.write("nowhere")).isProblem(422, "invalid-input");
    client.put(VISITS + "/1", Map.of()).isProblem(409, "no-key");
  }

  @Test
  void manyRowsGoByTheirKeys() {
    client.post(ROWS, List.of(Map.of("id", "a"), Map.of("id", "b"), Map.of("id", "c"))).is(200);
    client.post(ROWS + "/delete", List.of("a", 7)).isProblem(422, "invalid-input");
    client.post(ROWS + "/delete", Map.of()).isProblem(422, "invalid-input");
    client.post(ROWS + "/delete", List.of("a", "c", "nobody")).is(200);
    assertThat(rows()).isEqualTo(1);
  }

  @Test
  void eventsMayHaveHappenedBefore() {
    client.post(ROWS, List.of(Map.of("id", "ann"), Map.of("id", "bob"))).is(200);
    var before = server.clock().instant().minus(Duration.ofDays(3)).toString();
    client
        .post(
            "/api/v1/events",
            List.of(
                Map.of("name", "bought", "contact", "ann"),
                Map.of("name", "bought", "contact", "bob", "happened", before)))
        .is(200);
    assertThat(members("Ever")).isEqualTo(2);
    assertThat(members("Recent")).isEqualTo(1);
    var later = server.clock().instant().plus(Duration.ofDays(3)).toString();
    client
        .post("/api/v1/events", Map.of("name", "bought", "contact", "ann", "happened", later))
        .isProblem(422, "invalid-input");
    client
        .post("/api/v1/events", Map.of("name", "bought", "contact", "ann", "happened", "soon"))
        .isProblem(422, "invalid-input");
  }

  @Test
  void eventsComeInStreams() {
    client.post(ROWS, List.of(Map.of("id", "ann"), Map.of("id", "bob"))).is(200);
    var lines =
        """
        {"name": "bought", "contact": "ann"}
        {"name": "bought", "contact": "eve"}
        {"nmae": "bought", "contact": "bob"}

        {"name": "bought", "contact": "bob", "properties": {"word": "x"}}
        """;
    var stopped = client.raw("POST", "/api/v1/events", lines, "Content-Type", NDJSON);
    stopped.isProblem(422, "invalid-input");
    assertThat(members("Ever")).isZero();
    for (var times = 0; times < 2; times++) {
      var skipped =
          client
              .raw(
                  "POST",
                  "/api/v1/events?on-error=skip",
                  lines,
                  "Content-Type",
                  NDJSON,
                  KEY,
                  "events")
              .is(200)
              .json();
      assertThat(skipped.get("taken").asInt()).isEqualTo(2);
      assertThat(skipped.get("rejected").asInt()).isEqualTo(2);
    }
    assertThat(members("Ever")).isEqualTo(2);
    assertThat(members("Odd")).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"name\": \"bought\", \"contact\": \"ann\", \"properties\": {\"word\": 1e999999999}}",
        "{\"name\": \"bought\", \"contact\": \"ann\", \"properties\": {\"word\": \"\\u0000\"}}",
        "{\"name\": \"bought\", \"contact\": \"ann\", \"properties\": {\"word\": \"\\ud800\"}}",
        "{\"name\": \"bo\\u0000ught\", \"contact\": \"ann\"}",
        "{\"name\": \"bought\", \"contact\": \"\\u0000\"}",
        "{\"name\": \"bought\", \"contact\": null}",
        "{\"name\": \"bought\"}",
        "[{\"name\": \"bought\", \"contact\": \"ann\", \"visit\": 1}]"
      })
  void noEventBringsTheEngineToAStop(String event) {
    client.post(ROWS, Map.of("id", "ann")).is(200);
    assertThat(client.send("POST", "/api/v1/events", event).status()).isIn(200, 422);
    client.get("/api/v1/segments/Odd").is(200);
    client.post("/api/v1/events", Map.of("name", "bought", "contact", "ann")).is(200);
    assertThat(members("Ever")).isEqualTo(1);
  }

  @Test
  void interactionsNameWhatIsThere() {
    client.post(ROWS, Map.of("id", "ann")).is(200);
    var reply =
        client.post(
            "/api/v1/interactions",
            Map.of("type", "opend", "message", "m", "journey", "j", "contact", "ann", "lnk", "x"));
    reply.isProblem(422, "invalid-input");
    assertThat(reply.faults())
        .hasSize(4)
        .anySatisfy(fault -> assertThat(fault).contains("did you mean 'opened'"))
        .anySatisfy(fault -> assertThat(fault).contains("did you mean 'link'"));
  }
}
