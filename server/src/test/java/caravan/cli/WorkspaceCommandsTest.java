package caravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.app.Server;
import caravan.app.SettingsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code diff}, {@code apply}, {@code backup}, {@code restore}: where no server runs. */
class WorkspaceCommandsTest extends CommandLineCase {

  private static final String FILES =
      """
      == caravan.yaml
      tables:
        contact: {audience: true, key: id, data: data/contacts.csv}
      == data/contacts.csv
      id,plan
      a,pro
      b,free
      == segments.yaml
      segments:
        - segment: Pro
          where: plan = 'pro'
      == journeys/welcome.yaml
      journey: Welcome
      audience: {segments: [Pro]}
      frequency: ongoing
      steps: [{wait: 1 day}]
      """;

  private Server up(Path folder) throws IOException {
    return Server.start(
        folder,
        SettingsReader.read(
            folder,
            Map.of("CARAVAN_LOG_LEVEL", "error", "CARAVAN_DATABASE_MEMORY", "200 MB"),
            Map.of("port", "0")));
  }

  private Path served() throws IOException {
    var folder = write(temporary.resolve("w"), FILES);
    up(folder).close();
    return folder;
  }

  @Test
  void whereThereIsNoStateItSaysSo() {
    var folder = write(temporary.resolve("w"), FILES);
    for (var command : new String[] {"diff", "apply", "backup"}) {
      run(command, folder)
          .isRefused(folder + ": there is no state yet; 'caravan up' takes the files as they are");
    }
    assertThat(folder.resolve(".caravan")).doesNotExist();
  }

  @Test
  void theDifferenceIsShownAndApplied() throws IOException {
    var folder = served();
    assertThat(run("diff", folder).isDone().out()).isEqualTo("There is no difference.\n");
    Files.writeString(
        folder.resolve("segments.yaml"),
        "segments: [{segment: Pro, where: plan = 'vip'}, {segment: All, where: plan != 'x'}]");
    Files.writeString(folder.resolve("data/contacts.csv"), "id,plan\na,vip\n");
    var shown =
        """
        added segments/All.yaml
          +segment: All
          +audience: contact
          +where: not plan = 'x'
        changed segments/Pro.yaml
          @@ -1,3 +1,3 @@
           segment: Pro
           audience: contact
          -where: plan = 'pro'
          +where: plan = 'vip'
        """;
    assertThat(run("diff", folder).isDone().out()).isEqualTo(shown);
    assertThat(run("apply", folder, "--yes").isDone().out())
        .isEqualTo(shown + "2 documents changed.\n");
    assertThat(run("diff", folder).isDone().out()).isEqualTo("There is no difference.\n");
    try (var server = up(folder)) {
      assertThat(server.journeys()).containsEntry("Welcome", true);
    }
  }

  @Test
  void whatIsWrongInTheFilesChangesNothing() throws IOException {
    var folder = served();
    Files.writeString(
        folder.resolve("segments.yaml"), "segments: [{segment: Pro, where: plam = 'vip'}]");
    assertThat(run("apply", folder, "--yes").code()).isEqualTo(Caravan.WRONG_INPUT);
    Files.delete(folder.resolve("segments.yaml"));
    Files.delete(folder.resolve("journeys/welcome.yaml"));
    var refused = run("apply", folder, "--yes");
    assertThat(refused.code()).isEqualTo(Caravan.WRONG_INPUT);
    assertThat(refused.errors()).contains("has been live and cannot be taken away");
    write(folder, FILES);
    assertThat(run("diff", folder).isDone().out()).isEqualTo("There is no difference.\n");
  }

  @Test
  void whereAServerRunsItIsAsked() throws IOException {
    var folder = write(temporary.resolve("w"), FILES);
    try (var server = up(folder)) {
      assertThat(run("diff", folder).isDone().out()).isEqualTo("There is no difference.\n");
      Files.writeString(
          folder.resolve("journeys/second.yaml"),
          "{journey: Second, audience: {segments: [Pro]}, frequency: one-time, steps: []}");
      assertThat(run("apply", folder, "--yes").isDone().lines())
          .startsWith("added journeys/Second.yaml")
          .endsWith("1 document changed.");
      assertThat(server.journeys()).containsEntry("Second", false);
      Files.writeString(
          folder.resolve("journeys/second.yaml"),
          "{journey: Second, audience: {segments: [Prof]}, frequency: one-time, steps: []}");
      assertThat(run("apply", folder, "--yes").code()).isEqualTo(Caravan.WRONG_INPUT);
      var made = run("backup", folder).isDone().out();
      assertThat(Path.of(made.replaceFirst("(?s)^Written to (.*) \\(.*$", "$1"))).exists();
    }
  }

  @Test
  void aServerWantsAToken() {
    var folder = write(temporary.resolve("w"), FILES);
    assertThat(run("diff", folder, "--server", "http://127.0.0.1:1").code())
        .isEqualTo(Caravan.WRONG_INPUT);
  }

  @Test
  void aBackupIsRestored() throws IOException {
    var folder = served();
    var made = run("backup", folder).isDone().out();
    var file = Path.of(made.replaceFirst("(?s)^Written to (.*) \\(.*$", "$1"));
    assertThat(file).exists();
    Files.writeString(
        folder.resolve("segments.yaml"), "segments: [{segment: Pro, where: plan = 'vip'}]");
    run("apply", folder, "--yes").isDone();
    assertThat(run("restore", file, folder).isDone().out())
        .startsWith("Restored to " + folder + ". Sending is stopped");
    assertThat(run("diff", folder).isDone().out()).contains("+where: plan = 'vip'");
    assertThat(folder.resolve(".caravan/caravan.db.before")).exists();
    var empty = temporary.resolve("elsewhere");
    run("restore", file, empty).isDone();
    assertThat(run("diff", empty).isDone().out()).isEqualTo("There is no difference.\n");
    up(empty).close();
  }

  @Test
  void aRestoreThatCannotBeChangesNothing() throws IOException {
    var folder = served();
    var text = Files.writeString(temporary.resolve("text.db"), "no database at all");
    var before = contents(folder.resolve(".caravan"));
    var refused = run("restore", text, folder);
    assertThat(refused.code()).isEqualTo(Caravan.FAILED);
    assertThat(refused.errors()).contains("text.db").doesNotContain("\tat ");
    run("restore", temporary.resolve("nothing.db"), folder)
        .isRefused(temporary.resolve("nothing.db") + ": there is no such file");
    assertThat(contents(folder.resolve(".caravan"))).isEqualTo(before);
    try (var _ = up(folder)) {
      var running = run("restore", text, folder);
      assertThat(running.code()).isEqualTo(Caravan.FAILED);
      assertThat(running.errors()).contains("is served by another process already");
    }
  }
}
