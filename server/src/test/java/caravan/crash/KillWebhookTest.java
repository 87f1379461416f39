package caravan.crash;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.channel.FaultyHttp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real server is killed while it calls, and makes calls again of which it does not know: nobody
 * is left out, and who is called for twice is so with the same key, at most one a connection and
 * kill.
 */
class KillWebhookTest {

  private static final boolean LONG = Boolean.getBoolean("caravan.long");
  private static final int PEOPLE = LONG ? 50_000 : 2_000;
  private static final int KILLS = LONG ? 5 : 2;
  private static final int CONNECTIONS = 4;
  private static final Duration LONGEST = Duration.ofMinutes(5);

  @TempDir private Path folder = Path.of("");

  private void write(String url) throws IOException {
    Files.createDirectories(folder.resolve("journeys"));
    Files.writeString(
        folder.resolve("caravan.yaml"),
        """
        tables: {contact: {audience: true, key: id, data: people.csv, columns: {id: text}}}
        channels: {webhook: {allow-private: true, connections: %d, unknown: resend}}
        """
            .formatted(CONNECTIONS));
    var rows = new StringBuilder("id\n");
    for (var i = 0; i < PEOPLE; i++) {
      rows.append("fine%d%n".formatted(i));
    }
    Files.writeString(folder.resolve("people.csv"), rows);
    Files.writeString(
        folder.resolve("segments.yaml"), "segments: [{segment: All, where: id is not missing}]");
    Files.writeString(
        folder.resolve("journeys/news.yaml"),
        """
        journey: News
        audience: {segments: [All]}
        frequency: one-time
        steps: [{webhook: {url: "%s/hook", body: {id: "{{ contact.id }}"}}}]
        """
            .formatted(url));
  }

  private static void await(String what, BooleanSupplier condition) {
    var patience = System.nanoTime() + LONGEST.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as(what).isLessThan(patience);
      LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
    }
  }

  @Test
  void losesNoCallAndRepeatsThoseWithTheSameKey() throws IOException {
    var random = new Random(LONG ? System.nanoTime() : 11);
    var log = folder.resolveSibling("server.log");
    try (var http = FaultyHttp.start()) {
      write(http.url());
      var server = ServerProcess.start(folder, log);
      assertThat(server.send("POST", "/api/v1/journeys/News/live", Map.of()).statusCode())
          .isEqualTo(200);
      for (var kill = 1; kill <= KILLS; kill++) {
        var enough = PEOPLE / (KILLS + 1) * kill - random.nextInt(PEOPLE / 50);
        await("calls are made", () -> http.taken().size() >= enough);
        server.kill();
        server = ServerProcess.start(folder, log);
      }
      var last = server;
      await("all is sent", () -> last.get("/api/v1/sending").get("waiting").isEmpty());
      await("nobody is in trouble", () -> troubles(last).isEmpty());

      var keys =
          http.taken().stream()
              .collect(
                  Collectors.groupingBy(
                      FaultyHttp.Call::id,
                      Collectors.mapping(
                          call -> call.header("Idempotency-Key"), Collectors.toSet())));
      assertThat(keys).as("nobody is left out").hasSize(PEOPLE);
      assertThat(keys.values()).as("each has one key").allMatch(its -> its.size() == 1);
      assertThat(http.taken()).hasSizeLessThanOrEqualTo(PEOPLE + KILLS * CONNECTIONS);
      last.close();
    }
  }

  private static List<String> troubles(ServerProcess server) {
    return server
        .get("/api/v1/sending/troubles?limit=1000")
        .get("items")
        .valueStream()
        .map(trouble -> trouble.get("person").asString())
        .toList();
  }
}
