package caravan.http;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.channel.FaultySmtp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Messages beyond a cap wait, and then go the way of all others. */
class CapsTest {

  private static final Duration LONGEST = Duration.ofSeconds(30);

  @TempDir private Path folder = Path.of("");

  private void write(int port) throws IOException {
    Files.createDirectories(folder.resolve("messages"));
    Files.createDirectories(folder.resolve("journeys"));
    Files.writeString(
        folder.resolve("caravan.yaml"),
        """
        tables:
          contact: {audience: true, key: id, columns: {id: text, email: text, brief: boolean}, roles: {email: email}}
        channels:
          email: {smtp: "smtp://127.0.0.1:%d?timeout=5", from: "Harbour <news@harbour.example>"}
        consent:
          postal-address: Harbour, Hamburg
          caps: {email: 1 per 20 hours, over: defer}
          quiet: 22:00 - 08:00
        time-zone: UTC
        """
            .formatted(port));
    Files.writeString(
        folder.resolve("segments.yaml"),
        "segments: [{segment: Long, where: brief = false}, {segment: Brief, where: brief = true}]");
    for (var name : List.of("Long", "Brief")) {
      Files.writeString(
          folder.resolve("journeys/" + name + ".yaml"),
          """
          journey: %1$s
          audience: {segments: [%1$s]}
          frequency: ongoing
          steps: [{email: first}, {email: %1$s}, {wait: 30 days}]
          """
              .formatted(name));
    }
    for (var head : Map.of("first", "", "Long", "", "Brief", "expires: 21 hours\n").entrySet()) {
      Files.writeString(
          folder.resolve("messages/" + head.getKey() + ".txt"),
          "---\nsubject: %s\n%s---\nx\n".formatted(head.getKey(), head.getValue()));
    }
  }

  private static void await(BooleanSupplier condition) {
    var patience = System.nanoTime() + LONGEST.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(patience);
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  private static List<String> got(FaultySmtp smtp) {
    return smtp.taken().stream()
        .map(mail -> mail.header("Subject") + " " + mail.to().replaceFirst("@.*", ""))
        .sorted()
        .toList();
  }

  /** Brings the clock to an instant, and has somebody look at it. */
  private static void pass(TestServer server, Client client, Instant until) {
    server.clock().pass(Duration.between(server.clock().instant(), until));
    client.post("/api/v1/tables/contact/rows", List.of(Map.of("id", "nobody"))).is(200);
  }

  private static JsonNode second(Client client, String journey) {
    return client.get("/api/v1/journeys/" + journey + "/funnel").is(200).json().at("/steps/1");
  }

  private static Map<String, Long> outcomes(Client client, String journey) {
    var counts = new TreeMap<String, Long>();
    for (var it : client.get("/api/v1/journeys/" + journey + "/outcomes").is(200).json()) {
      counts.put(
          it.get("message").asString() + " " + it.path("reason").asString(""),
          it.get("messages").asLong());
    }
    return counts;
  }

  @Test
  void whatWaitsForACapKeepsQuietTimesToo() throws IOException {
    try (var smtp = FaultySmtp.start(true)) {
      write(smtp.port());
      try (var server = TestServer.start(folder)) {
        var token = Map.of("name", "test", "scopes", List.of("read", "edit", "data", "admin"));
        var key = server.administrator().post("/api/v1/tokens", token).is(201).json().get("key");
        var ann = server.anybody().withToken(key.asString());
        var ten = server.clock().instant().plus(Duration.ofHours(2));
        var consent = ann.get("/api/v1/consent").is(200).json();
        assertThat(consent.get("caps").toString())
            .isEqualTo("[{\"channel\":\"email\",\"most\":\"1 per 20 hours\"}]");
        assertThat(consent.get("over").asString()).isEqualTo("defer");
        pass(server, ann, ten);
        ann.post("/api/v1/journeys/Long/live", Map.of()).is(200);
        ann.post("/api/v1/journeys/Brief/live", Map.of()).is(200);
        ann.post(
                "/api/v1/tables/contact/rows",
                List.of(
                    Map.of("id", "a", "email", "fine1@x.example", "brief", false),
                    Map.of("id", "b", "email", "fine2@x.example", "brief", true)))
            .is(200);
        await(() -> got(smtp).equals(List.of("first fine1", "first fine2")));
        assertThat(second(ann, "Long").get("deferred").asLong()).isEqualTo(1);
        assertThat(
                ann.get("/api/v1/journeys/Long/steps/2/people?of=deferred")
                    .is(200)
                    .json()
                    .at("/items/0/key")
                    .asString())
            .isEqualTo("a");

        pass(server, ann, ten.plus(Duration.ofHours(20))); // the caps let them go at six
        await(() -> second(ann, "Long").get("sent").asLong() == 1);
        assertThat(second(ann, "Long").get("deferred").asLong()).isZero();
        assertThat(got(smtp)).hasSize(2);

        pass(server, ann, ten.plus(Duration.ofHours(22)));
        await(() -> got(smtp).contains("Long fine1"));
        await(() -> outcomes(ann, "Brief").equals(Map.of("first ", 1L, "Brief expired", 1L)));
        assertThat(got(smtp)).hasSize(3);
      }
    }
  }
}
