package caravan.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.journey.JourneyState;
import caravan.warehouse.Databases;
import caravan.warehouse.DuckDb;
import caravan.warehouse.WarehouseFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A copy of a state that is made while rows stream in. */
class BackupTest {

  private static final Instant START = Instant.parse("2026-06-01T08:00:00Z");
  private static final int BEFORE = 200;
  private static final int MOST = 20_000;

  @TempDir private Path folder = Path.of("");
  private final List<Throwable> faults = new CopyOnWriteArrayList<>();

  private void write(String file, String text) throws IOException {
    var path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private DuckDb found() throws IOException {
    write(
        "caravan.yaml",
        "tables: {contact: {audience: true, key: id, columns: {id: text, plan: text}}}");
    write("segments.yaml", "segments: [{segment: Pro, where: plan = 'pro'}]");
    write(
        "journeys/welcome.yaml",
        """
        journey: Welcome
        audience: {segments: [Pro]}
        frequency: ongoing
        steps: [{wait: 1 day}]
        """);
    var db = DuckDb.file(folder.resolve("kept.db"), List.of(folder));
    Founding.of(db, folder, db, START);
    return db;
  }

  private LiveWorkspace open(DuckDb db) {
    var workspace =
        new LiveWorkspace(new Databases(() -> db), db, () -> START, new Noting(), 100_000);
    workspace.begin();
    return workspace;
  }

  private final class Noting implements Live.Listener {
    @Override
    public void settled(Standing before, Standing after, Duration took) {
      // nobody listens
    }

    @Override
    public void held(String journey, String fault, Throwable cause) {
      faults.add(cause);
    }

    @Override
    public void failed(Throwable failure) {
      faults.add(failure);
    }
  }

  private static void add(LiveWorkspace workspace, int number) {
    workspace
        .live()
        .submit(
            1,
            (engine, _) -> {
              engine
                  .intake()
                  .upsert(
                      engine.tables().schema().table("contact"),
                      List.of(Map.of("id", "p" + number, "plan", "pro")));
              return true;
            })
        .orTimeout(1, TimeUnit.MINUTES)
        .join();
  }

  @Test
  void whatWasAcknowledgedIsInItAndRowsFitTheJourneys() throws Exception {
    var file = folder.resolve("copy.db");
    var acknowledged = new AtomicInteger();
    var enough = new CountDownLatch(BEFORE);
    var done = new CountDownLatch(1);
    int before;
    int after;
    try (var db = found();
        var workspace = open(db)) {
      workspace
          .live()
          .submit(
              1,
              (engine, now) -> {
                engine.live(List.of("Welcome"), now);
                return true;
              })
          .join();
      var writer =
          Thread.ofPlatform()
              .start(
                  () -> {
                    for (var i = 0; i < MOST && done.getCount() > 0; i++) {
                      add(workspace, i);
                      acknowledged.incrementAndGet();
                      enough.countDown();
                    }
                  });
      assertThat(enough.await(1, TimeUnit.MINUTES)).isTrue();
      before = acknowledged.get();
      for (var i = 0; i < 5; i++) {
        Backup.write(db, folder.resolve("other" + i + ".db"));
      }
      Backup.write(db, file);
      after = acknowledged.get();
      done.countDown();
      writer.join();
    }
    assertThat(faults).as("nothing disturbed the engine").isEmpty();
    assertThat(after).as("rows went on streaming in").isGreaterThan(before);
    try (var db = DuckDb.file(file, List.of(folder));
        var workspace = open(db)) {
      var rows = db.sql().fetchCount(DSL.table(DSL.name("data", "contact")));
      assertThat(rows).isBetween(before, after + 1);
      var standing = workspace.live().standing();
      assertThat(standing.members("Pro").size()).isEqualTo(rows);
      assertThat(standing.state("Welcome").status()).isEqualTo(JourneyState.Status.LIVE);
      assertThat(standing.state("Welcome").inside().size()).isEqualTo(rows);
      add(workspace, MOST);
      assertThat(workspace.live().standing().state("Welcome").inside().size())
          .as("it goes on from there")
          .isEqualTo(rows + 1L);
    }
  }

  @Test
  void whatANewerProgramMadeIsRefused() throws IOException {
    try (var db = found()) {
      StateFormat.require(db);
      db.sql().execute("insert into state.format values (?)", StateFormat.CURRENT + 1);
      assertThatThrownBy(() -> StateFormat.require(db))
          .isInstanceOf(WarehouseFailure.class)
          .hasMessage(
              "a newer Caravan made this state: its form is 2, and this one knows those up to 1");
      var copy = folder.resolve("copy.db");
      assertThatThrownBy(() -> Backup.write(db, copy)).isInstanceOf(WarehouseFailure.class);
      assertThat(copy).doesNotExist();
    }
  }

  @Test
  void whatIsNoStateIsRefused() throws IOException {
    var text = Files.writeString(folder.resolve("text.db"), "this is no database, but a text");
    assertThatThrownBy(() -> Backup.check(text)).isInstanceOf(WarehouseFailure.class);
    var empty = folder.resolve("empty.db");
    assertThatThrownBy(() -> Backup.check(empty))
        .isInstanceOf(WarehouseFailure.class)
        .hasMessageContaining("holds no workspace");
  }
}
