package caravan.crash;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.journey.RunState;
import caravan.profile.Physical;
import caravan.runtime.Live;
import caravan.runtime.LiveWorkspace;
import caravan.runtime.Standing;
import caravan.warehouse.Databases;
import caravan.warehouse.DuckDb;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real server is killed at random instants while rows and events stream in and three journeys
 * run; it ends as one that was never disturbed.
 */
class KillServerTest {

  private static final boolean LONG = Boolean.getBoolean("caravan.long");
  private static final int KILLS = LONG ? 50 : 5;
  private static final int BATCHES = KILLS * 12;
  private static final Duration LONGEST = Duration.ofMinutes(2);

  @TempDir private Path temporary = Path.of("");
  private final long seed = Long.getLong("caravan.seed", LONG ? System.nanoTime() : 7);

  /** What is so in the end, without instants. */
  private record End(
      Map<String, String> rows,
      Map<String, Map<String, Object>> journeys,
      Map<String, Integer> letters) {}

  @Test
  void losesNobodyAndRepeatsNobody() throws IOException {
    var killed = play("killed", new Random(seed));
    var undisturbed = play("undisturbed", null);

    assertThat(killed.rows()).as("seed %d", seed).isEqualTo(undisturbed.rows());
    assertThat(killed.journeys()).as("seed %d", seed).isEqualTo(undisturbed.journeys());
    assertThat(without(killed, undisturbed)).as("lacks, seed %d", seed).isEmpty();
    assertThat(without(undisturbed, killed)).as("has more, seed %d", seed).isEmpty();
    assertThat(staying(killed)).hasSizeGreaterThan(50);
  }

  /**
   * The letters to those who were not taken out: what was not handed over to the others when they
   * left is withdrawn, and that is a matter of time.
   */
  private static Map<String, Integer> staying(End end) {
    var letters = new TreeMap<>(end.letters());
    letters
        .keySet()
        .removeIf(
            letter -> {
              var words = letter.split(" ", 3);
              var left =
                  end.journeys().getOrDefault(words[0], Map.of()).entrySet().stream()
                      .filter(entry -> entry.getKey().startsWith("left"))
                      .map(entry -> (Map<?, ?>) entry.getValue());
              return left.anyMatch(
                  reasons ->
                      reasons.get("exit-segment") instanceof Set<?> gone
                          && gone.contains(words[2]));
            });
    return letters;
  }

  /** The letters of another end that are not the same in this one. */
  private static Map<String, Integer> without(End end, End other) {
    var letters = staying(other);
    letters.entrySet().removeAll(staying(end).entrySet());
    return letters;
  }

  /** Plays all batches, each until it is acknowledged. */
  private End play(String name, @Nullable Random killer) throws IOException {
    var folder = temporary.resolve(name);
    Crowd.write(folder);
    var log = temporary.resolve(name + ".log");
    var crowd = new Crowd(seed);
    var server = new ServerProcess[] {ServerProcess.start(folder, log)};
    var kills = 0;
    for (var number = 0; number < BATCHES; number++) {
      var batch = crowd.next();
      var dies = killer != null && kills < KILLS && killer.nextInt(BATCHES / KILLS) == 0;
      if (dies && killer != null) {
        kills++;
        killSoon(server[0], killer.nextInt(60));
      }
      var first = server[0];
      while (!isTaken(server[0], batch, name + number)) {
        server[0].kill();
        server[0] = ServerProcess.start(folder, log);
      }
      if (dies && server[0] == first) { // taken before it died
        server[0].kill();
        server[0] = ServerProcess.start(folder, log);
      }
    }
    if (killer != null) {
      assertThat(kills).isPositive();
    }
    awaitHandedOver(server[0]);
    server[0].close();
    return end(folder);
  }

  private static void killSoon(ServerProcess server, int milliseconds) {
    Thread.ofPlatform()
        .start(
            () -> {
              LockSupport.parkNanos(Duration.ofMillis(milliseconds).toNanos());
              server.kill();
            });
  }

  /** Whether a batch was acknowledged; where the server died meanwhile it was not. */
  private static boolean isTaken(ServerProcess server, Crowd.Batch batch, String key) {
    try {
      var answer = server.send("POST", batch.path(), batch.items(), "Idempotency-Key", key);
      if (answer.statusCode() / 100 == 2) {
        return true;
      }
      throw new AssertionError(batch.path() + " → " + answer.statusCode() + " " + answer.body());
    } catch (IOException _) {
      return false;
    }
  }

  private static void awaitHandedOver(ServerProcess server) {
    var patience = System.nanoTime() + LONGEST.toNanos();
    while (!server.get("/api/v1/sending").get("waiting").isEmpty()) {
      assertThat(System.nanoTime()).as("messages are handed over").isLessThan(patience);
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }

  private static End end(Path folder) {
    try (var db = DuckDb.file(folder.resolve(".caravan/caravan.db"), List.of(folder), 300_000_000);
        var staging = DuckDb.inMemory(List.of(), 100_000_000)) {
      var letters = letters(db);
      var rows = new TreeMap<String, String>();
      db.sql()
          .select()
          .from(DSL.table(DSL.name(Physical.DATA, "contact")))
          .forEach(
              row ->
                  rows.put(
                      row.get("id", String.class),
                      "%s %s %s".formatted(row.get("plan"), row.get("points"), row.get("tier"))));
      try (var workspace =
          new LiveWorkspace(
              new Databases(() -> db), staging, InstantSource.system(), new Quiet(), 1_000)) {
        workspace.begin();
        return new End(rows, journeys(workspace.live().standing()), letters);
      }
    }
  }

  private static Map<String, Integer> letters(DuckDb db) {
    var letters = new TreeMap<String, Integer>();
    db.sql()
        .select()
        .from(DSL.table(DSL.name("state", "letter")))
        .forEach(
            row ->
                letters.merge(
                    "%s %s %s".formatted(row.get("journey"), row.get("step"), row.get("key")),
                    1,
                    Integer::sum));
    return letters;
  }

  /** Where everybody is, by key; conservation holds in every run. */
  private static Map<String, Map<String, Object>> journeys(Standing standing) {
    var journeys = new TreeMap<String, Map<String, Object>>();
    var people = standing.tables().people("contact");
    standing
        .states()
        .forEach(
            (name, state) -> {
              var found = new HashMap<String, Object>();
              var runs = new ArrayList<RunState>(state.runs());
              for (var i = 0; i < runs.size(); i++) {
                var run = runs.get(i);
                var left = caravan.cohort.Cohort.union(run.left().values());
                assertThat(run.inside().union(left)).isEqualTo(run.entered());
                assertThat(run.inside().size() + left.size()).isEqualTo(run.entered().size());
                found.put("sent " + i, run.sent());
                found.put("entered " + i, new TreeSet<>(people.keys(run.entered()).values()));
                var reasons = new TreeMap<String, Object>();
                run.left()
                    .forEach(
                        (reason, who) ->
                            reasons.put(reason.label(), new TreeSet<>(people.keys(who).values())));
                found.put("left " + i, reasons);
              }
              journeys.put(name, found);
            });
    return journeys;
  }

  private static final class Quiet implements Live.Listener {
    @Override
    public void settled(Standing before, Standing after, Duration took) {
      // only the end is looked at
    }

    @Override
    public void held(String journey, String fault, Throwable cause) {
      throw new AssertionError(journey + ": " + fault, cause);
    }

    @Override
    public void failed(Throwable failure) {
      throw new AssertionError(failure);
    }
  }
}
