package caravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.runtime.DatabaseState;
import caravan.runtime.Tick;
import caravan.warehouse.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Law 8: the real program is killed at random instants, wherever it is, and continued: it ends as
 * an undisturbed run does, to the last cohort and message.
 */
abstract class KillContract extends CommandLineCase {

  private static final boolean LONG = Boolean.getBoolean("caravan.long");
  private static final int KILLS = LONG ? 60 : 3;
  private static final int KILLS_A_RUN = 3;
  private static final int PEOPLE = 120;

  private final Random random = new Random(LONG ? System.nanoTime() : 11);
  private Path folder = Path.of("");

  /** A new place for state, as {@code --state} takes it. */
  abstract String newState();

  abstract Database open(String state);

  /** How a run ended. */
  private record End(JsonNode report, Map<String, String> messages, List<Tick> ticks) {}

  @BeforeEach
  void makesAWorkspace() throws IOException {
    folder = write(temporary.resolve("tea"), Tea.FILES);
    write(folder, Tea.MANY);
    var people = new StringBuilder("id,email,name,mobile,tz,ok,joined,score,shop_id\n");
    var purchases = new StringBuilder("contact_id,bought,amount\n");
    var zones = List.of("", "Europe/Berlin", "America/New_York", "Asia/Kolkata");
    for (var i = 0; i < PEOPLE; i++) {
      var joined = LocalDate.of(2025 + i % 2, 1 + i % 5, 1 + i % 28);
      people.append(
          "p%d,p%d@example.org,P %d,+49%d,%s,%s,%s,%d,%d%n"
              .formatted(i, i, i, i, zones.get(i % 4), i % 7 != 0, joined, i % 9, i % 3));
      if (i % 3 == 0) {
        purchases.append("p%d,%s,%d%n".formatted(i, joined, i));
      }
    }
    Files.writeString(folder.resolve("data/contacts.csv"), people);
    Files.writeString(folder.resolve("data/purchases.csv"), purchases);
  }

  @Test
  void killedAndContinuedItEndsTheSame() throws Exception {
    Program.command(); // gets ready, which is not to be taken for the run's time
    var started = System.nanoTime();
    var undisturbed = finish(newState(), temporary.resolve("undisturbed"));
    var milliseconds = (int) TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started);
    assertThat(undisturbed.messages()).hasSizeGreaterThan(300);
    var kills = 0;
    for (var run = 0; kills < KILLS; run++) {
      var state = newState();
      var out = temporary.resolve("out" + run);
      for (var life = 0; life < KILLS_A_RUN && kills < KILLS; life++) {
        kills += killed(state, out, 200 + random.nextInt(milliseconds)) ? 1 : 0;
      }
      var end = finish(state, out);
      assertThat(end.report()).isEqualTo(undisturbed.report());
      assertThat(end.messages()).isEqualTo(undisturbed.messages());
      assertThat(end.ticks()).isEqualTo(undisturbed.ticks());
    }
    if (LONG) {
      System.out.printf(
          "%s: killed %d times in %d s%n",
          getClass().getSimpleName(), kills, (System.nanoTime() - started) / 1_000_000_000);
    }
  }

  /** Runs the program for a while; whether it had to be killed then. */
  private boolean killed(String state, Path out, int milliseconds) throws Exception {
    var process = start(state, out, temporary.resolve("killed.json"));
    try {
      return !process.waitFor(milliseconds, TimeUnit.MILLISECONDS);
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  private End finish(String state, Path out) throws Exception {
    var report = temporary.resolve("report.json");
    var process = start(state, out, report);
    try {
      assertThat(process.waitFor(3, TimeUnit.MINUTES)).as("it ends").isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).as(Files.readString(temporary.resolve("log"))).isZero();
    try (var db = open(state)) {
      return new End(json(report), contents(out), new DatabaseState(db).after(0));
    }
  }

  private Process start(String state, Path out, Path report) throws IOException {
    var command =
        Program.command(
            "run",
            folder.toString(),
            "--from",
            "2026-03-05T09:00:00Z",
            "--until",
            "2026-03-20",
            "--state",
            state,
            "--out",
            out.toString(),
            "--report",
            report.toString());
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(temporary.resolve("log").toFile())
        .start();
  }
}
