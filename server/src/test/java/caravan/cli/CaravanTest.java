package caravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The command line as a whole: help, exit codes, and where problems are said. */
class CaravanTest extends CommandLineCase {

  @Test
  void everyCommandHasHelp() {
    assertThat(run().isDone().out())
        .contains("Commands:")
        .contains("Exit codes: 0 done, 1 failed while running");
    assertThat(run("--help").isDone().out()).isEqualTo(run().out());
    for (var command :
        new String[] {"up", "check", "run", "test", "segment", "tables", "import", "export"}) {
      var help = run(command, "--help").isDone().out();
      assertThat(help).startsWith("Usage: caravan " + command).contains("[DIR]");
    }
    assertThat(run("--version").isDone().out()).startsWith("Caravan ");
  }

  @Test
  void whatIsNoCommandIsRefused() {
    for (var arguments :
        new String[][] {
          {"chekc"},
          {"check", "--frob"},
          {"export"},
          {"import", "contact"},
          {"segment"},
          {"tables", "a", "b"}
        }) {
      var answer = run((Object[]) arguments);
      assertThat(answer.code()).as(String.join(" ", arguments)).isEqualTo(Caravan.WRONG_INPUT);
      assertThat(answer.out()).isEmpty();
      assertThat(answer.errors()).isNotBlank();
    }
    assertThat(run("chekc").errors()).contains("check");
  }

  @Test
  void checkSaysThatAllIsWell() {
    write(temporary, Tea.FILES);
    assertThat(run("check", temporary).isDone().lines())
        .containsExactly("All is well: 3 tables, 4 segments, 1 journey, 3 messages, 1 scenario.");
  }

  @Test
  void checkReportsEveryProblemAtOnce() throws Exception {
    write(temporary, Tea.FILES);
    write(
        temporary,
        """
        == segments.yaml
        segments:
          - segment: Buyers
            where: count(purchse) > 0
          - segment: Everyone
            where: scor = 1
          - segment: Staff
            members: [gus]
        == messages/hello.md
        ---
        subject: Hello {{contact.nam}}
        ---
        Hello
        """);
    var before = contents(temporary);
    run("check", temporary)
        .isRefused(
            "messages/hello.md:2: 'contact.nam': contact has no column 'nam' (did you mean 'name'?)",
            "segments.yaml:3:18: contact has no relation 'purchse' to many rows (did you mean 'purchase'?)",
            "segments.yaml:5:12: contact has no column 'scor' (did you mean 'score'?)");
    for (var command : new String[] {"run", "test", "tables"}) {
      assertThat(run(command, temporary).code()).as(command).isEqualTo(Caravan.WRONG_INPUT);
    }
    assertThat(contents(temporary)).isEqualTo(before);
  }

  @Test
  void aFolderThatIsNotThereIsRefused() {
    var nowhere = temporary.resolve("nowhere");
    for (var command : new String[] {"check", "run", "test", "tables"}) {
      run(command, nowhere).isRefused(nowhere + ": there is no such folder");
    }
    run("check", temporary)
        .isRefused(temporary + ": this folder is no workspace: it has no caravan.yaml");
  }

  @Test
  void scenariosThatFailSaySo() {
    write(temporary, Tea.FILES);
    assertThat(run("test", temporary).isDone().lines())
        .containsExactly("passed  Consent counts", "1 passed, 0 failed");
    write(
        temporary,
        """
        == scenarios/two.yaml
        scenario: Everybody is greeted
        at: 2026-03-05T09:00:00Z
        rows:
          contact: [{id: ann, email: a@example.org, ok: true}, {id: bob, email: b@example.org}]
        steps:
          - live: Tea
          - expect: {sent: {hello: [ann, bob]}}
        """);
    var answer = run("test", temporary);
    assertThat(answer.code()).isEqualTo(Caravan.NOT_AS_EXPECTED);
    assertThat(answer.errors()).isEmpty();
    assertThat(answer.lines()).startsWith("passed  Consent counts", "FAILED  Everybody is greeted");
    assertThat(answer.lines()).endsWith("1 passed, 1 failed");
    assertThat(answer.out()).contains("bob");
  }

  @Test
  void whatFailsWhileRunningIsNoProblemOfTheInput() throws Exception {
    write(temporary, Tea.FILES);
    assertThat(Path.of("/dev/full")).as("a device that is always full, for this test").exists();
    var answer = run("run", temporary, "--from", "2026-03-05", "--report", "/dev/full");
    assertThat(answer.code()).isEqualTo(Caravan.FAILED);
    assertThat(answer.errors()).contains("No space left on device").doesNotContain("\tat ");
  }
}
