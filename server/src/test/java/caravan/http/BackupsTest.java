package caravan.http;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.testkit.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backups of a server that runs. */
class BackupsTest {

  @TempDir private Path folder;

  @Test
  void administratorsMakeThemWhileEverythingRuns() throws Exception {
    try (var server = TestServer.start(folder)) {
      var ann = server.administrator();
      assertThat(ann.get("/api/v1/backups").is(200).json().get("items").size()).isZero();
      var made = ann.post("/api/v1/backups", "").is(201).json();
      assertThat(made.get("name").asString()).isEqualTo("2026-03-02T080000Z.db");
      var file = folder.resolve(".caravan/backups/2026-03-02T080000Z.db");
      assertThat(made.get("bytes").asLong()).isEqualTo(Files.size(file));
      assertThat(ann.post("/api/v1/backups", "").is(201).json().get("name").asString())
          .isEqualTo("2026-03-02T080000Z-2.db");
      var names =
          ann.get("/api/v1/backups")
              .json()
              .get("items")
              .valueStream()
              .map(it -> it.get("name").asString());
      assertThat(names)
          .containsExactlyInAnyOrder("2026-03-02T080000Z.db", "2026-03-02T080000Z-2.db");
      assertThat(ann.get("/api/v1/audit?action=backup-made").is(200).json().get("items").size())
          .isEqualTo(2);
      var mia = server.user("mia", "marketer");
      mia.post("/api/v1/backups", "").isProblem(403, "forbidden");
      mia.get("/api/v1/backups").isProblem(403, "forbidden");
    }
  }

  @Test
  void whatWasAcknowledgedBeforeIsThereAfterARestore(@TempDir Path other) throws Exception {
    var acknowledged = new AtomicInteger();
    var enough = new CountDownLatch(20);
    var done = new AtomicBoolean();
    int before;
    String name;
    try (var server = TestServer.start(folder)) {
      var ann = server.administrator();
      var feed = server.user("feed", "marketer");
      var writer =
          Thread.ofPlatform()
              .start(
                  () -> {
                    for (var i = 0; i < 5_000 && !done.get(); i++) {
                      if (feed.put("/api/v1/tables/contact/rows/p" + i, "{}").status() == 200) {
                        acknowledged.incrementAndGet();
                        enough.countDown();
                      }
                    }
                  });
      assertThat(enough.await(1, TimeUnit.MINUTES)).isTrue();
      before = acknowledged.get();
      name = ann.post("/api/v1/backups", "").is(201).json().get("name").asString();
      done.set(true);
      writer.join();
    }
    var backup = folder.resolve(".caravan/backups").resolve(name);
    assertThat(caravan.cli.Caravan.run("restore", backup.toString(), other.toString())).isZero();
    try (var server = TestServer.start(other)) {
      var ann = server.anybody();
      assertThat(ann.isSetUp("ann@example.org")).as("users are in it as well").isTrue();
      var sending = ann.get("/api/v1/sending").is(200).json();
      assertThat(sending.get("stopped").asBoolean()).isTrue();
      assertThat(sending.get("reason").asString()).contains("would be sent again");
      ann.post("/api/v1/sending/release", "").is(200);
      server.restart();
      assertThat(ann.get("/api/v1/sending").is(200).json().get("stopped").asBoolean()).isFalse();
      ann.get("/api/v1/people/contact/p" + (before - 1)).is(200);
      var listed = ann.get("/api/v1/people/contact?limit=1000").is(200).json().get("items");
      assertThat(listed.size()).isGreaterThanOrEqualTo(before);
    }
  }

  @Test
  void postgresqlHasItsOwn() {
    try (var server =
        TestServer.start(folder, Map.of("CARAVAN_STATE", PostgresServer.newDatabase()))) {
      var refused = server.administrator().post("/api/v1/backups", "").isProblem(409, "conflict");
      assertThat(refused.json().get("detail").asString()).contains("pg_dump");
    }
  }
}
