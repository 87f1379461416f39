package caravan.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.journey.JourneyState.Status;
import caravan.warehouse.Databases;
import caravan.warehouse.DuckDb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Journeys that go live by themselves, on the real clock: nothing else wakes the engine. */
class PlannedJourneysTest {

  @TempDir private Path folder;
  private final CountDownLatch isLive = new CountDownLatch(1);
  private final CountDownLatch isRefused = new CountDownLatch(1);
  private DuckDb db;
  private LiveWorkspace workspace;

  @BeforeEach
  void found() throws IOException {
    Files.createDirectories(folder.resolve("journeys"));
    Files.writeString(
        folder.resolve("caravan.yaml"),
        """
        tables:
          contact: {audience: true, key: id, columns: {id: text, plan: text}}
        """);
    Files.writeString(
        folder.resolve("segments.yaml"), "segments: [{segment: Pro, where: plan = 'pro'}]\n");
    Files.writeString(
        folder.resolve("journeys/welcome.yaml"),
        """
        journey: Welcome
        audience: {segments: [Pro]}
        frequency: ongoing
        steps: [{wait: 1 day}]
        """);
    db = DuckDb.file(folder.resolve("kept.db"), List.of(folder));
    Founding.of(db, folder, db, Instant.now());
    open();
  }

  private void open() {
    workspace =
        new LiveWorkspace(
            new Databases(() -> db), db, InstantSource.system(), new Waiting(), 1_000);
    workspace.begin();
  }

  private final class Waiting implements Live.Listener {
    @Override
    public void settled(Standing before, Standing after, Duration took) {
      if (after.state("Welcome").status() == Status.LIVE) {
        isLive.countDown();
      }
      var planned = workspace.shelved().planned().get("Welcome");
      if (planned != null && planned.fault() != null) {
        isRefused.countDown();
      }
    }

    @Override
    public void held(String journey, String fault, Throwable cause) {
      throw new AssertionError(fault, cause);
    }

    @Override
    public void failed(Throwable failure) {
      throw new AssertionError(failure);
    }
  }

  @AfterEach
  void close() {
    workspace.close();
    db.close();
  }

  private static Instant soon() {
    return Instant.now().plusMillis(400).truncatedTo(ChronoUnit.MICROS);
  }

  @Test
  void oneGoesLiveAtItsInstantByItself() throws InterruptedException {
    var at = soon();
    new JourneyCommands(workspace).plan("Welcome", at, "ann");
    assertThat(isLive.await(20, TimeUnit.SECONDS)).isTrue();
    var liveAt = workspace.live().standing().state("Welcome").liveAt().orElseThrow();
    assertThat(liveAt).isBetween(at, at.plusSeconds(5));
    assertThat(workspace.shelved().planned()).isEmpty();
  }

  @Test
  void oneIsTakenUpAfterAnOutage() throws InterruptedException {
    new JourneyCommands(workspace).plan("Welcome", soon(), "ann");
    workspace.close();
    open();
    assertThat(isLive.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void whyOneDidNotGoLiveIsKept() throws InterruptedException {
    new JourneyCommands(workspace).plan("Welcome", soon(), "ann");
    workspace
        .live()
        .submit(
            1,
            (engine, now) -> {
              engine.live(List.of("Welcome"), now);
              engine.stop("Welcome", now);
              return true;
            })
        .join();
    assertThat(isRefused.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(workspace.shelved().planned().get("Welcome"))
        .extracting(JourneyShelf.Planned::fault)
        .asString()
        .contains("it is stopped");
  }

  @Test
  void plansReachAsFarAsInstantsAreKept() {
    var commands = new JourneyCommands(workspace);
    for (var far : List.of(Instant.MAX, Instant.parse("+10000-01-01T00:00:00Z"))) {
      assertThatThrownBy(() -> commands.plan("Welcome", far, "ann"))
          .isInstanceOf(IllegalCommand.class)
          .hasMessageContaining("too far away");
    }
    var last = Instant.parse("9999-12-31T23:59:59Z");
    commands.plan("Welcome", last, "ann");
    workspace.close();
    open();
    assertThat(workspace.shelved().planned().get("Welcome"))
        .extracting(JourneyShelf.Planned::at)
        .isEqualTo(last);
    var again = new JourneyCommands(workspace);
    again.cancel("Welcome");
    again.live("Welcome");
    assertThat(workspace.live().standing().state("Welcome").status()).isEqualTo(Status.LIVE);
  }

  @Test
  void plansGoWithTheirJourney() {
    var commands = new JourneyCommands(workspace);
    commands.plan("Welcome", Instant.now().plusSeconds(1_000), "ann");
    var texts = new java.util.HashMap<String, String>();
    texts.put("journeys/Welcome.yaml", null);
    workspace.change(new LiveWorkspace.Change("ann", texts, Map.of()));
    assertThat(workspace.shelved().planned()).isEmpty();
    assertThatThrownBy(() -> commands.live("Welcome")).isInstanceOf(IllegalCommand.class);
  }
}
