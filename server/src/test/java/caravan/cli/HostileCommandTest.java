package caravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Arguments and files that a command cannot use: exit code 2, every fault at once, nothing written.
 */
class HostileCommandTest extends CommandLineCase {

  private static final String INSTANT =
      " is no instant: write 2026-06-01T09:00:00Z, or 2026-06-01T09:00 in the workspace's zone";
  private static final String DURATION =
      " is no duration: write \"90 days\", with minutes, hours, days, weeks, months or years";

  /**
   * {@code WS} in a command or a problem stands for the workspace, {@code TMP} for the folder
   * around it.
   */
  record Case(String command, List<String> problems) {
    @Override
    public String toString() {
      return command;
    }
  }

  private static Case of(String command, String... problems) {
    return new Case(command, List.of(problems));
  }

  static Stream<Case> cases() {
    return Stream.of(
        of(
            "run|WS|--from|x|--for|y|--report|TMP|--out|WS/caravan.yaml|--state|WS/caravan.yaml/s",
            "--for: 'y'" + DURATION,
            "--from: 'x'" + INSTANT,
            "--out: 'WS/caravan.yaml' is a file; a folder should stand here",
            "--report: 'TMP' is a folder; a file should stand here",
            "--state: 'WS/caravan.yaml/s' cannot be made: 'WS/caravan.yaml' is no folder"),
        of("run|WS|--from|9999-99-99", "--from: '9999-99-99'" + INSTANT),
        of(
            "run|WS|--from|+999999999-12-31T00:00:00Z",
            "--from: '+999999999-12-31T00:00:00Z' is not in the years 1 to 9999"),
        of(
            "run|WS|--from|-999999999-01-01T00:00:00Z|--until|+10000-01-01",
            "--from: '-999999999-01-01T00:00:00Z' is not in the years 1 to 9999",
            "--until: '+10000-01-01' is not in the years 1 to 9999"),
        of(
            "run|WS|--for|99999999999999999999 days",
            "--for: '99999999999999999999 days'" + DURATION),
        of("run|WS|--for|-3 days", "--for: '-3 days'" + DURATION),
        of(
            "run|WS|--report|WS/caravan.yaml",
            "--report: 'WS/caravan.yaml' is there already and is no report; name another file"),
        of(
            "run|WS|--report|/proc/none/report.json",
            "--report: '/proc/none/report.json' cannot be made: nothing may be written in '/proc'"),
        of(
            "run|WS|--out|WS/messages/out",
            "--out: 'WS/messages/out' belongs to the workspace's own files"),
        of("run|WS|--out|/dev/full", "--out: '/dev/full' is a file; a folder should stand here"),
        of(
            "run|WS|--state|WS/data/contacts.csv",
            "--state: 'WS/data/contacts.csv' is there already, but holds no run; name another file"),
        of(
            "run|WS|--state|/dev/full",
            "--state: '/dev/full' is no ordinary file; name another one"),
        of(
            "run|WS|--state|TMP/text.db",
            "--state: 'TMP/text.db' cannot be opened: IO Error: The file \"TMP/text.db\" exists, but"
                + " it is not a valid DuckDB database file!"),
        of(
            "run|WS|--state|TMP/pipe.csv",
            "--state: 'TMP/pipe.csv' is no ordinary file; name another one"),
        of("run|WS|--journey|Tae", "--journey: there is no journey 'Tae' (did you mean 'Tea'?)"),
        of(
            "segment|socre = 1 or naem = 'x'|WS",
            "expression:1:1: contact has no column 'socre' (did you mean 'score'?)",
            "expression:1:14: contact has no column 'naem' (did you mean 'name'?)"),
        of(
            "segment|" + "(".repeat(10_000) + "|WS",
            "expression:1:201: the expression is nested more than 200 deep; make segments of its"
                + " parts"),
        of("segment|score = 1|WS|--sample|-1", "--sample: at least 0 people can be shown, not -1"),
        of(
            "segment|score = 1|WS|--explain|a\u001b[31m",
            "--explain: there is no contact 'a\\u001b[31m'"),
        of(
            "import|contact|TMP/pipe.csv|WS",
            "TMP/pipe.csv: this is no ordinary file; a data file is needed"),
        of(
            "import|contact|TMP/zero.csv|WS",
            "TMP/zero.csv: this is no ordinary file; a data file is needed"),
        of("import|contact|TMP|WS", "TMP: this is a folder; a data file is needed"),
        of(
            "import|contact|TMP/rows.csv|WS",
            "TMP/rows.csv:3: row 2 has no key: its 'id' is missing",
            "TMP/rows.csv:4: row 3 has the key 'x' of row 1; each row needs its own 'id'"),
        of("export|WS|--to|/dev/full", "--to: '/dev/full' is a file; a folder should stand here"),
        of(
            "export|WS|--to|/proc/none",
            "--to: '/proc/none' cannot be written: nothing may be written in '/proc'"),
        of(
            "export|WS|--to|WS/journeys/x",
            "--to: 'WS/journeys/x' belongs to the workspace's own files"),
        of("check|TMP/no\u001b[31mne", "TMP/no\\u001b[31mne: there is no such folder"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isRefusedAndWritesNothing(Case given) throws Exception {
    var folder = write(temporary.resolve("ws"), Tea.FILES);
    assertThat(Path.of("/dev/full")).as("a device that is always full").exists();
    assertThat(Path.of("/proc")).as("a folder in which nothing can be made").isDirectory();
    Files.createSymbolicLink(temporary.resolve("zero.csv"), Path.of("/dev/zero"));
    var made = new ProcessBuilder("mkfifo", temporary.resolve("pipe.csv").toString()).start();
    assertThat(made.waitFor()).as("mkfifo").isZero();
    Files.writeString(temporary.resolve("text.db"), "no database");
    Files.writeString(temporary.resolve("rows.csv"), "id,score\nx,1\n,2\nx,3\n");
    var before = contents(temporary);
    run((Object[]) placed(given.command(), folder).split("\\|", -1))
        .isRefused(given.problems().stream().map(p -> placed(p, folder)).toArray(String[]::new));
    assertThat(contents(temporary)).isEqualTo(before);
    Files.delete(temporary.resolve("zero.csv"));
  }

  private String placed(String text, Path folder) {
    return text.replace("WS", folder.toString()).replace("TMP", temporary.toString());
  }

  @Test
  void namesDoNothingToTheTerminal() {
    var folder = write(temporary.resolve("ws"), Tea.FILES);
    write(folder, "== data/shops.csv\nid,city,\u001b]0;owned\u0007\n1,Kiel,x\n");
    assertThat(run("tables", folder).isDone().out())
        .contains("\\u001b]0;owned\\u0007")
        .matches(out -> out.chars().noneMatch(c -> c < ' ' && c != '\n'));
  }

  /** As by {@code caravan tables | head -1}: nobody reads on, and nobody is told of it. */
  @Test
  void aReaderThatGoesAwayIsNoFault() throws IOException, InterruptedException {
    var folder = write(temporary.resolve("ws"), Tea.FILES);
    var process = new ProcessBuilder(Program.command("tables", folder.toString())).start();
    process.getInputStream().close();
    var errors =
        new String(
            process.getErrorStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(errors).isEmpty();
    assertThat(process.exitValue()).isZero();
  }
}
