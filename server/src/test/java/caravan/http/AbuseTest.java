package caravan.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many connections, and slow ones: others are served meanwhile, and nothing changes. */
class AbuseTest {

  private static final int STREAMS = 300;
  private static final int CONNECTIONS = 2_000;
  private static final int SLOW = 8;
  private static final String ROWS = "/api/v1/tables/contact/rows";
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String CHUNKED = "Transfer-Encoding: chunked";
  private static final Duration LONGEST = Duration.ofMinutes(2);

  @TempDir private Path folder = Path.of("");
  private final List<Socket> sockets = new ArrayList<>();
  private TestServer server;
  private Client client;
  private String token;

  @BeforeEach
  void start() {
    server =
        TestServer.start(
            folder,
            Map.of(
                "CARAVAN_STREAMS",
                Integer.toString(STREAMS),
                "CARAVAN_STREAMS_PER_USER",
                Integer.toString(STREAMS - 10)));
    client = server.administrator();
    token = token();
  }

  private String token() {
    return client
        .post("/api/v1/tokens", Map.of("name", "t", "scopes", List.of("data", "read", "edit")))
        .is(201)
        .json()
        .get("key")
        .asString();
  }

  @AfterEach
  void stop() throws IOException {
    for (var socket : sockets) {
      socket.close();
    }
    server.close();
  }

  private Socket connect() throws IOException {
    var socket = new Socket();
    socket.setReceiveBufferSize(4 * 1024);
    socket.connect(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), server.address().getPort()));
    socket.setSoTimeout((int) LONGEST.toMillis());
    sockets.add(socket);
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
  }

  private String head(String line, String... headers) {
    var all = new ArrayList<String>();
    all.add("Authorization: Bearer " + token);
    all.addAll(List.of(headers));
    return bare(line, all.toArray(String[]::new));
  }

  /** One of somebody who has not signed in. */
  private static String bare(String line, String... headers) {
    return line + " HTTP/1.1\r\nHost: localhost\r\n" + String.join("\r\n", headers) + "\r\n\r\n";
  }

  /** What comes until a blank line. */
  private static String answer(Socket socket) throws IOException {
    var bytes = new ByteArrayOutputStream();
    while (!bytes.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
      var next = socket.getInputStream().read();
      if (next < 0) {
        break;
      }
      bytes.write(next);
    }
    return bytes.toString(StandardCharsets.US_ASCII);
  }

  /** How many of some attempts to listen succeed. */
  private int listening(int attempts) throws IOException {
    var listening = 0;
    for (var i = 0; i < attempts; i++) {
      var answer = listen();
      if (answer.startsWith("HTTP/1.1 200")) {
        listening++;
      } else {
        assertThat(answer).startsWith("HTTP/1.1 429").contains("Retry-After: 30");
      }
    }
    return listening;
  }

  private String listen() throws IOException {
    var socket = connect();
    send(socket, head("GET /api/v1/stream", "Accept: text/event-stream"));
    return answer(socket);
  }

  /** Somebody else is answered meanwhile. */
  private void othersAreServed(String key) {
    client.put(ROWS + "/" + key, Map.of("email", key + "@example.org")).is(200);
    client.get(ROWS + "/" + key).is(200);
  }

  @Test
  void ofThousandsWhoListenSomeAreToldToComeAgain() throws IOException {
    assertThat(listening(CONNECTIONS))
        .as("one token leaves room to others")
        .isEqualTo(STREAMS - 10);
    client.get("/api/v1/segments").is(200);
    var first = token;
    token = token();
    assertThat(listening(20)).as("all together").isEqualTo(10);
    token = first;
    othersAreServed("ann");

    for (var socket : sockets) {
      socket.close();
    }
    var end = System.nanoTime() + LONGEST.toNanos();
    while (!listen().startsWith("HTTP/1.1 200")) {
      assertThat(System.nanoTime()).as("who has gone makes room").isLessThan(end);
      client.post("/api/v1/sending/stop", Map.of("reason", "trial"));
      client.post("/api/v1/sending/release", "");
      LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
    }
  }

  @Test
  void whoSendsOrReadsTooSlowlyIsLetGo() throws IOException {
    var requests =
        Map.of(
            head("POST " + ROWS, "Content-Type: application/json", "Content-Length: 100000"),
            408,
            head("POST " + ROWS, "Content-Type: application/x-ndjson", "Content-Length: 100000"),
            408,
            head("POST " + ROWS, "Content-Type: application/x-ndjson", CHUNKED),
            408,
            head("POST /api/v1/tables/contact/uploads?name=a.csv", "Content-Length: 100000"),
            408,
            bare("POST /login", "Content-Type: " + FORM, "Content-Length: 1000"),
            408,
            bare("POST " + ROWS, "Content-Type: application/json", "Content-Length: 100000"),
            403,
            bare("POST " + ROWS, "Content-Type: application/x-ndjson", CHUNKED),
            403,
            head("POST /api/v1/sending/release", "Content-Length: 100000"),
            200,
            head("POST /api/v1/nothing", "Content-Length: 100000"),
            404,
            bare("POST /nothing", "Content-Length: 100000"),
            403);
    var slow = new LinkedHashMap<Socket, Integer>();
    var kinds = new HashMap<Socket, String>();
    var chunked = new HashSet<Socket>();
    for (var request : requests.entrySet()) {
      for (var i = 0; i < SLOW; i++) {
        var socket = connect();
        send(socket, request.getKey());
        slow.put(socket, request.getValue());
        kinds.put(socket, request.getKey().lines().findFirst().orElse(""));
        if (request.getKey().contains(CHUNKED)) {
          chunked.add(socket);
        }
      }
    }
    var neverReads = connect();
    var page = head("GET /api/v1/openapi.json");
    for (var i = 0; i < 200; i++) {
      send(neverReads, page);
    }

    var end = System.nanoTime() + LONGEST.toNanos();
    var left = new ArrayList<>(slow.keySet());
    for (var round = 0; !left.isEmpty(); round++) {
      assertThat(System.nanoTime())
          .as("not let go: %s", left.stream().map(kinds::get).distinct().toList())
          .isLessThan(end);
      left.removeIf(socket -> !trickles(socket, chunked.contains(socket)));
      othersAreServed("ann" + round);
      LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
    }
    for (var socket : slow.entrySet()) {
      assertThat(received(socket.getKey())).startsWith("HTTP/1.1 " + socket.getValue());
    }
    var whole = server.anybody().raw("GET", "/api/v1/openapi.json", null).body().length();
    assertThat((long) received(neverReads).length()).isLessThan(200L * whole);
    assertThat(client.get(ROWS).is(200).json().get("items").valueStream())
        .allMatch(row -> row.get("id").asString().startsWith("ann"));
    assertThat(client.get("/api/v1/uploads").is(200).json().get("items").size()).isZero();
  }

  @Test
  void aMalformedBodyIsTheSendersFault() throws IOException {
    for (var type : List.of("application/json", "application/x-ndjson")) {
      var socket = connect();
      send(
          socket,
          head("POST " + ROWS, "Content-Type: " + type, "Transfer-Encoding: chunked")
              + "no chunk\r\n");
      assertThat(answer(socket)).startsWith("HTTP/1.1 400");
    }
    othersAreServed("ann");
  }

  /** Sends another byte to a socket; false where the other end has gone. */
  private static boolean trickles(Socket socket, boolean chunked) {
    try {
      send(socket, chunked ? "1\r\n \r\n" : " ");
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  /** Everything that came until the other end closed. */
  private static String received(Socket socket) {
    var bytes = new ByteArrayOutputStream();
    try {
      socket.getInputStream().transferTo(bytes);
    } catch (IOException _) {
      // closed
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
