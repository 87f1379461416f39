package caravan.http;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.channel.FaultyHttp;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls of a gateway and of webhooks, where the other side behaves badly. */
class WebhookTest {

  private static final Map<String, String> BEHAVIOURS =
      Map.ofEntries(
          Map.entry("fine", ""),
          Map.entry("gone", "failed gone"),
          Map.entry("missing", "failed not-found"),
          Map.entry("denied", "failed not-allowed"),
          Map.entry("wrong", "failed refused"),
          Map.entry("moved", "failed redirected"),
          Map.entry("sick", "failed server-error"),
          Map.entry("limited", ""),
          Map.entry("busy", ""),
          Map.entry("late", ""),
          Map.entry("early", ""),
          Map.entry("dropanswer", "unknown"),
          Map.entry("drophalf", "unknown"),
          Map.entry("garbage", "unknown"),
          Map.entry("stall", "unknown"),
          Map.entry("huge", ""),
          Map.entry("drip", ""));
  private static final int EACH = 3;
  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final String KEY = "a key that nobody may see";

  @TempDir private Path folder = Path.of("");

  private void write(String channels, String steps) throws IOException {
    Files.createDirectories(folder.resolve("messages"));
    Files.createDirectories(folder.resolve("journeys"));
    Files.writeString(
        folder.resolve("caravan.yaml"),
        """
        tables:
          contact:
            audience: true
            key: id
            columns: {id: text, phone: text, name: text, gone: boolean}
            roles: {phone: phone}
        channels: %s
        """
            .formatted(channels));
    Files.writeString(
        folder.resolve("segments.yaml"),
        "segments: [{segment: All, where: not gone = true}, {segment: Gone, where: gone = true}]");
    Files.writeString(
        folder.resolve("journeys/news.yaml"),
        """
        journey: News
        audience: {segments: [All]}
        frequency: ongoing
        exit: {segments: [Gone]}
        steps: [%s, {wait: 30 days}]
        """
            .formatted(steps));
    Files.writeString(
        folder.resolve("messages/hello.txt"),
        "---\nchannel: sms\nkind: transactional\n---\nHello {{contact.name}}");
    Files.createDirectories(folder.resolve(".caravan/secrets"));
  }

  /** By a gateway, with a body of its own. */
  private void writeGateway(String url, String more) throws IOException {
    write(
        """
        {sms: {url: "%s/send?a=1", body: {id: "{{ contact.id }}", to: "{{ message.to }}", text: "{{ message.text }}", n: 1.50}, timeout: 3 seconds, attempts: 4%s}}\
        """
            .formatted(url, more),
        "{sms: hello}");
  }

  /** By the journey's own step. */
  private void writeStep(String url, String more) throws IOException {
    write(
        "{webhook: {timeout: 3 seconds, attempts: 4%s}}".formatted(more),
        "{webhook: {url: \"%s/hook\", body: {id: \"{{ contact.id }}\", n: 1.50}}}".formatted(url));
  }

  private static Map<String, Object> person(String id) {
    return Map.of("id", id, "phone", "+49 " + id, "name", "\"Ann\" \\ Ümit");
  }

  private static List<Map<String, Object>> people() {
    var people = new ArrayList<Map<String, Object>>();
    for (var i = 0; i < EACH; i++) {
      for (var behaviour : BEHAVIOURS.keySet()) {
        people.add(person(behaviour + i));
      }
    }
    return people;
  }

  private static void await(String what, BooleanSupplier condition) {
    var patience = System.nanoTime() + LONGEST.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as(what).isLessThan(patience);
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  /** Those with whom there is trouble: its kind and its reason. */
  private static Map<String, String> troubles(Client client) {
    var kinds = new TreeMap<String, String>();
    client
        .get("/api/v1/sending/troubles?limit=1000")
        .is(200)
        .json()
        .get("items")
        .forEach(
            it ->
                kinds.put(
                    it.get("person").asString(),
                    it.get("kind").asString()
                        + (it.hasNonNull("reason") ? " " + it.get("reason").asString() : "")));
    return kinds;
  }

  private static boolean isQuiet(Client client) {
    return client.get("/api/v1/sending").json().get("waiting").isEmpty();
  }

  private static String faults(Client client) {
    return client.get("/api/v1/sending").is(200).json().get("faults").toString();
  }

  private static Map<String, Long> outcomes(Client client) {
    var counts = new TreeMap<String, Long>();
    client
        .get("/api/v1/journeys/News/outcomes")
        .is(200)
        .json()
        .forEach(
            it ->
                counts.merge(
                    it.get("outcome").asString()
                        + (it.has("reason") ? " " + it.get("reason").asString() : ""),
                    it.get("messages").asLong(),
                    Long::sum));
    return counts;
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** Lets time pass until nothing that was deferred is due any more. */
  private static void letTimePass(TestServer server, Client ann) {
    for (var i = 0; i < 6; i++) {
      server.clock().pass(Duration.ofHours(5));
      ann.post("/api/v1/tables/contact/rows", List.of(people().getFirst())).is(200);
      await(
          "what was deferred is tried again",
          () ->
              ann.get("/api/v1/sending/troubles?limit=1000&kind=deferred")
                  .json()
                  .get("items")
                  .valueStream()
                  .allMatch(
                      it ->
                          it.get("due").asString().compareTo(server.clock().instant().toString())
                              > 0));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gateway", "step"})
  void eachPersonEndsWithExactlyOneOutcome(String way) throws IOException {
    try (var http = FaultyHttp.start()) {
      if (way.equals("gateway")) {
        writeGateway(http.url(), ", allow-private: true");
      } else {
        writeStep(http.url(), ", allow-private: true");
      }
      try (var server = TestServer.start(folder)) {
        var ann = server.administrator();
        ann.post("/api/v1/journeys/News/live", Map.of()).is(200);
        ann.post("/api/v1/tables/contact/rows", people()).is(200);
        await("all are handed over", () -> isQuiet(ann));
        letTimePass(server, ann);

        var taken =
            http.taken().stream()
                .collect(Collectors.groupingBy(FaultyHttp.Call::id, Collectors.counting()));
        var troubles = troubles(ann);
        for (var person : people()) {
          var id = String.valueOf(person.get("id"));
          var expected = String.valueOf(BEHAVIOURS.get(id.replaceFirst("\\d+", "")));
          assertThat(troubles.getOrDefault(id, "")).as(id).isEqualTo(expected);
          assertThat(taken.getOrDefault(id, 0L))
              .as(id)
              .isEqualTo(expected.startsWith("failed") ? 0 : 1);
        }
        assertThat(http.calls()).noneMatch(call -> call.path().equals("/elsewhere"));
        assertThat(http.calls().stream().filter(call -> call.id().equals("sick0"))).hasSize(4);
        keysAreThoseOfMessages(http.calls());
        assertThat(http.calls().getFirst().body()).contains("\"n\":1.50");
      }
    }
  }

  /** The same person has the same key at each try, and no two people have one. */
  private static void keysAreThoseOfMessages(List<FaultyHttp.Call> calls) {
    var keys = new TreeMap<String, HashSet<String>>();
    for (var call : calls) {
      keys.computeIfAbsent(call.id(), _ -> new HashSet<>()).add(call.header("Idempotency-Key"));
      assertThat(call.header("webhook-id")).isEqualTo(call.header("Idempotency-Key"));
    }
    assertThat(keys.values()).allMatch(its -> its.size() == 1);
    assertThat(keys.values().stream().flatMap(HashSet::stream).distinct()).hasSize(keys.size());
  }

  @Test
  void aCallIsSignedAndItsSecretsAreShownNowhere() throws IOException, GeneralSecurityException {
    try (var http = FaultyHttp.start()) {
      writeGateway(
          http.url(),
          ", allow-private: true, secret: {file: sign.key}, authorization: {file: token}");
      try (var server = TestServer.start(folder)) {
        var ann = server.administrator();
        ann.post("/api/v1/journeys/News/live", Map.of()).is(200);
        ann.post("/api/v1/tables/contact/rows", List.of(person("fine0"), person("denied0")))
            .is(200);
        await("what is missing is said", () -> faults(ann).contains(".caravan/secrets/sign.key"));
        assertThat(http.calls()).isEmpty();

        Files.writeString(folder.resolve(".caravan/secrets/token"), "Bearer " + KEY + "\n");
        Files.writeString(folder.resolve(".caravan/secrets/sign.key"), KEY + "\n");
        await("they are called", () -> isQuiet(ann));

        var call = http.taken().getFirst();
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(KEY.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        var signed =
            call.header("webhook-id") + "." + call.header("webhook-timestamp") + "." + call.body();
        assertThat(call.header("webhook-signature"))
            .isEqualTo(
                "v1,"
                    + Base64.getEncoder()
                        .encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8))));
        assertThat(call.header("authorization")).isEqualTo("Bearer " + KEY);
        assertThat(call.json().get("text").asString()).isEqualTo("Hello \"Ann\" \\ Ümit");
        assertThat(call.json().get("to").asString()).isEqualTo("+49 fine0");
        assertThat(call.path()).isEqualTo("/send?a=1");
        assertThat(faults(ann)).isEqualTo("[]");
        assertThat(troubles(ann)).isEqualTo(Map.of("denied0", "failed not-allowed"));
        assertThat(ann.get("/api/v1/sending/troubles?limit=10").json().toString())
            .doesNotContain(KEY);
        assertThat(ann.get("/api/v1/workspace/documents").json().toString())
            .contains("sign.key")
            .doesNotContain(KEY);
      }
    }
  }

  @Test
  void aGatewayThatCannotBeReachedIsWaitedFor() throws IOException {
    var port = freePort();
    writeGateway("http://127.0.0.1:" + port, ", allow-private: true");
    try (var server = TestServer.start(folder)) {
      var ann = server.administrator();
      ann.post("/api/v1/journeys/News/live", Map.of()).is(200);
      var people = new ArrayList<Map<String, Object>>();
      for (var i = 0; i < 50; i++) {
        people.add(person("fine" + i));
      }
      ann.post("/api/v1/tables/contact/rows", people).is(200);
      await("that it cannot be reached is said", () -> faults(ann).contains("127.0.0.1:" + port));
      ann.post("/api/v1/tables/contact/rows", List.of(Map.of("id", "fine7", "gone", true))).is(200);

      try (var http = FaultyHttp.startOn(port)) {
        await("the others get it", () -> isQuiet(ann));

        assertThat(http.taken()).hasSize(49);
        assertThat(outcomes(ann)).isEqualTo(Map.of("delivered", 49L, "withdrawn exit-segment", 1L));
        assertThat(faults(ann)).isEqualTo("[]");
      }
    }
  }

  @Test
  void aWebhookThatCannotBeReachedKeepsNoOtherWaiting() throws IOException {
    var port = freePort();
    try (var http = FaultyHttp.start()) {
      write(
          "{webhook: {connections: 2, attempts: 1, allow-private: true}}",
          """
          {webhook: {url: "http://127.0.0.1:%d", body: {id: "{{ contact.id }}"}}},
          {webhook: {url: "%s", body: {id: "{{ contact.id }}"}}}\
          """
              .formatted(port, http.url()));
      try (var server = TestServer.start(folder)) {
        var ann = server.administrator();
        ann.post("/api/v1/journeys/News/live", Map.of()).is(200);
        ann.post("/api/v1/tables/contact/rows", List.of(person("fine0"), person("fine1"))).is(200);

        await("the other one is called", () -> http.taken().size() == 2);
        await("all are known", () -> isQuiet(ann));
        assertThat(troubles(ann).values()).allMatch("deferred not-reachable"::equals).hasSize(2);
        assertThat(faults(ann)).contains("127.0.0.1:" + port);
      }
    }
  }

  @Test
  void noAddressWithinIsCalledUnlessThatIsAllowed() throws IOException {
    try (var http = FaultyHttp.start()) {
      writeStep(http.url().replace("127.0.0.1", "localhost"), "");
      try (var server = TestServer.start(folder)) {
        var ann = server.administrator();
        ann.post("/api/v1/journeys/News/live", Map.of()).is(200);
        ann.post("/api/v1/tables/contact/rows", List.of(person("fine0"))).is(200);
        await("it was tried", () -> isQuiet(ann));

        assertThat(troubles(ann)).isEqualTo(Map.of("fine0", "deferred private-address"));
        assertThat(http.calls()).isEmpty();
      }
    }
  }

  @Test
  void whatNobodyKnowsIsCalledAgainWithTheSameKeyWhereThatIsSet() throws IOException {
    try (var http = FaultyHttp.start()) {
      writeGateway(http.url(), ", allow-private: true, unknown: resend");
      try (var server = TestServer.start(folder)) {
        var ann = server.administrator();
        ann.post("/api/v1/journeys/News/live", Map.of()).is(200);
        ann.post("/api/v1/tables/contact/rows", List.of(person("dropanswer0"))).is(200);
        await("it comes twice", () -> http.taken().size() == 2);
        await("and is known", () -> outcomes(ann).equals(Map.of("delivered", 1L)));

        keysAreThoseOfMessages(http.calls());
      }
    }
  }

  @Test
  void aGatewayWithoutABodyIsToldOfTheMessage() throws IOException {
    try (var http = FaultyHttp.start()) {
      write("{push: {url: \"%s\", allow-private: true}}".formatted(http.url()), "{push: ping}");
      Files.writeString(
          folder.resolve("messages/ping.txt"),
          "---\nchannel: push\nkind: transactional\n---\nHello {{contact.name}}");
      try (var server = TestServer.start(folder)) {
        var ann = server.administrator();
        ann.post("/api/v1/journeys/News/live", Map.of()).is(200);
        ann.post("/api/v1/tables/contact/rows", List.of(person("p1"))).is(200);
        await("it is called", () -> outcomes(ann).equals(Map.of("delivered", 1L)));

        var call = http.taken().getFirst();
        var body = new TreeMap<String, String>();
        call.json().properties().forEach(it -> body.put(it.getKey(), it.getValue().asString()));
        assertThat(body)
            .isEqualTo(
                Map.of(
                    "id", call.header("webhook-id"),
                    "name", "ping",
                    "channel", "push",
                    "person", "p1",
                    "text", "Hello \"Ann\" \\ Ümit"));
      }
    }
  }

  @Test
  void aBodyThatDoesNotFitThePeopleFailsAndSaysSo() throws IOException {
    try (var http = FaultyHttp.start()) {
      writeGateway(http.url(), ", allow-private: true");
      Files.writeString(
          folder.resolve("caravan.yaml"),
          Files.readString(folder.resolve("caravan.yaml"))
              .replace(
                  "channels:",
                  """
                    shop: {audience: true, key: id, columns: {id: text, phone: text}, roles: {phone: phone}}
                  channels:\
                  """));
      Files.writeString(
          folder.resolve("segments.yaml"),
          "segments: [{segment: Shops, audience: shop, where: id != ''}]");
      Files.writeString(
          folder.resolve("journeys/news.yaml"),
          "{journey: News, audience: {segments: [Shops]}, frequency: ongoing, steps: [{sms: hi}]}");
      Files.delete(folder.resolve("messages/hello.txt"));
      Files.writeString(
          folder.resolve("messages/hi.txt"),
          "---\nchannel: sms\nkind: transactional\n---\nHello {{shop.id}}");
      try (var server = TestServer.start(folder)) {
        var ann = server.administrator();
        ann.post("/api/v1/journeys/News/live", Map.of()).is(200);
        ann.post("/api/v1/tables/shop/rows", List.of(Map.of("id", "s1", "phone", "1"))).is(200);
        await("it fails", () -> troubles(ann).equals(Map.of("s1", "failed not-made")));
        assertThat(ann.get("/api/v1/sending/troubles?limit=10").json().toString())
            .contains("the body of the channel 'sms'")
            .contains("contact.id");
        assertThat(http.calls()).isEmpty();
      }
    }
  }

  @Test
  void whatIsNotConfiguredIsKeptInTheInbox() throws IOException {
    write("{}", "{sms: hello}, {webhook: {url: \"https://crm.example/hook\", body: {a: b}}}");
    try (var server = TestServer.start(folder)) {
      var ann = server.administrator();
      // without a mail server journeys go live by themselves
      ann.post("/api/v1/tables/contact/rows", List.of(person("fine0"))).is(200);
      await("both are kept", () -> outcomes(ann).equals(Map.of("delivered", 2L)));
    }
  }
}
