package caravan.crash;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.channel.FaultySmtp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real server is killed while it sends: nobody is left out, nobody gets a mail twice, and those
 * of whom it does not know are at most one a connection and kill, and are said.
 */
class KillMailTest {

  private static final boolean LONG = Boolean.getBoolean("caravan.long");
  private static final int PEOPLE = LONG ? 100_000 : 3_000;
  private static final int KILLS = LONG ? 5 : 3;
  private static final int CONNECTIONS = 4;
  private static final Duration LONGEST = Duration.ofMinutes(5);

  @TempDir private Path folder = Path.of("");

  private void write(int port) throws IOException {
    Files.createDirectories(folder.resolve("messages"));
    Files.createDirectories(folder.resolve("journeys"));
    Files.writeString(
        folder.resolve("caravan.yaml"),
        """
        tables:
          contact: {audience: true, key: id, data: people.csv, columns: {id: text, email: text}, roles: {email: email}}
        channels:
          email: {smtp: "smtp://127.0.0.1:%d", from: "news@harbour.example", connections: %d}
        """
            .formatted(port, CONNECTIONS));
    var rows = new StringBuilder("id,email\n");
    for (var i = 0; i < PEOPLE; i++) {
      rows.append("p%d,fine%d@example.org%n".formatted(i, i));
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
        steps: [{email: hello}]
        """);
    Files.writeString(
        folder.resolve("messages/hello.txt"),
        "---\nsubject: Hello\nkind: transactional\n---\nHello {{contact.id}}\n");
  }

  private static void await(String what, BooleanSupplier condition) {
    var patience = System.nanoTime() + LONGEST.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as(what).isLessThan(patience);
      LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
    }
  }

  @Test
  void losesNoMailAndRepeatsNone() throws IOException {
    var random = new Random(LONG ? System.nanoTime() : 11);
    var log = folder.resolveSibling("server.log");
    try (var smtp = FaultySmtp.start(true)) {
      write(smtp.port());
      var server = ServerProcess.start(folder, log);
      assertThat(server.send("POST", "/api/v1/journeys/News/live", Map.of()).statusCode())
          .isEqualTo(200);
      for (var kill = 1; kill <= KILLS; kill++) {
        var enough = PEOPLE / (KILLS + 1) * kill - random.nextInt(PEOPLE / 50);
        await("mails are sent", () -> smtp.taken().size() >= enough);
        server.kill();
        server = ServerProcess.start(folder, log);
      }
      var last = server;
      await("all is sent", () -> last.get("/api/v1/sending").get("waiting").isEmpty());

      var unknown = unknown(last);
      assertThat(unknown).hasSizeLessThanOrEqualTo(KILLS * CONNECTIONS);
      var taken = smtp.timesTaken();
      assertThat(taken.values()).as("nobody gets it twice").containsOnly(1L);
      var reached = new HashSet<>(taken.keySet());
      unknown.forEach(person -> reached.add(person.replace("p", "fine") + "@example.org"));
      assertThat(reached).as("nobody is left out").hasSize(PEOPLE);

      last.send("POST", "/api/v1/sending/troubles/resend", Map.of("kind", "unknown"));
      await("the unknown are sent again", () -> smtp.timesTaken().size() >= PEOPLE);
      await("and all are known then", () -> unknown(last).isEmpty());
      assertThat(smtp.taken()).hasSizeLessThanOrEqualTo(PEOPLE + unknown.size());
      assertThat(smtp.taken().stream().map(mail -> mail.header("Message-ID")).distinct())
          .as("the same mail has the same id")
          .hasSize(PEOPLE);
      last.close();
    }
  }

  private static List<String> unknown(ServerProcess server) {
    return server
        .get("/api/v1/sending/troubles?limit=1000&kind=unknown")
        .get("items")
        .valueStream()
        .map(trouble -> trouble.get("person").asString())
        .toList();
  }
}
