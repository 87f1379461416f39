package caravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** {@code up} as a process of its own. */
class UpCommandTest extends CommandLineCase {

  private Process start(Path folder) throws IOException {
    return start(folder, 0);
  }

  private Process start(Path folder, int port) throws IOException {
    var command = Program.command("up", folder.toString(), "--port", Integer.toString(port));
    return new ProcessBuilder(command).redirectError(temporary.resolve("errors").toFile()).start();
  }

  private static List<String> read(Process process, String last) throws IOException {
    var lines = new ArrayList<String>();
    var out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (var line = out.readLine(); line != null; line = out.readLine()) {
      lines.add(line);
      if (line.startsWith(last)) {
        break;
      }
    }
    return lines;
  }

  private String errors() throws IOException {
    return Files.readString(temporary.resolve("errors"));
  }

  @Test
  void anEmptyFolderBecomesAWorkspaceAndNoOtherDoes() throws Exception {
    var folder = Files.createDirectory(temporary.resolve("fresh"));
    var process = start(folder);
    try {
      var lines = read(process, "Ctrl+C");
      assertThat(lines).as(errors()).hasSize(5);
      assertThat(lines.getFirst()).startsWith("The folder was empty");
      process.destroy();
      assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(run("check", folder).isDone().out()).startsWith("All is well");
    var other = Files.createDirectory(temporary.resolve("other"));
    Files.writeString(other.resolve("notes.txt"), "no workspace");
    var refused = start(other);
    assertThat(refused.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(errors()).contains("this folder is no workspace");
    assertThat(other.resolve("caravan.yaml")).doesNotExist();
  }

  @Test
  void servesUntilItIsToldToEnd() throws Exception {
    var folder = write(temporary.resolve("tea"), Tea.FILES);
    var process = start(folder);
    try {
      var lines = read(process, "Ctrl+C");
      assertThat(lines).as(errors()).hasSize(4);
      assertThat(lines.get(0)).startsWith("Caravan serves '" + folder + "' at http://127.0.0.1:");
      var address = lines.getFirst().replaceFirst(".* at ", "");
      assertThat(lines.get(1)).startsWith("1 of 1 journeys are live");
      assertThat(lines.get(2))
          .startsWith("Become its first administrator: " + address + "/setup?token=");
      try (var http = HttpClient.newHttpClient()) {
        var ready =
            http.send(
                HttpRequest.newBuilder(URI.create(address + "/health/ready")).build(),
                BodyHandlers.ofString());
        assertThat(ready.statusCode()).isEqualTo(200);
      }
      assertThat(folder.resolve(".caravan/.gitignore")).hasContent("*");
      var second = start(folder);
      assertThat(second.waitFor(1, TimeUnit.MINUTES)).isTrue();
      assertThat(second.exitValue()).isEqualTo(Caravan.FAILED);
      assertThat(errors()).contains("is served by another process already").doesNotContain("\tat ");
      process.destroy();
      assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
      assertThat(process.exitValue()).isEqualTo(Caravan.DONE);
    } finally {
      process.destroyForcibly();
    }
    assertThat(run("check", folder).isDone().out()).startsWith("All is well");
  }

  @Test
  void printsTheSettingsAndEnds() {
    write(temporary, Tea.FILES);
    write(temporary, "== server.yaml\nport: 81\nmetrics-token: not-to-be-shown-1\n");
    var lines = run("up", temporary, "--settings", "--address", "0.0.0.0").isDone().lines();
    assertThat(lines)
        .anySatisfy(it -> assertThat(it).matches("port +81 +server.yaml:1"))
        .anySatisfy(it -> assertThat(it).matches("address +0.0.0.0 +--address"))
        .anySatisfy(it -> assertThat(it).matches("metrics-token +\\(secret\\) +server.yaml:2"));
    assertThat(temporary.resolve(".caravan")).doesNotExist();
    assertThat(run("check", temporary).isDone().out()).doesNotContain("server.yaml");
  }

  @Test
  void wrongInputIsRefusedBeforeAnythingIsMade() {
    write(temporary, Tea.FILES);
    write(temporary, "== server.yaml\nprot: 81\n");
    assertThat(run("up", temporary).code()).isEqualTo(Caravan.WRONG_INPUT);
    assertThat(temporary.resolve(".caravan")).doesNotExist();
    var nowhere = temporary.resolve("nowhere");
    run("up", nowhere).isRefused(nowhere + ": there is no such folder");
    run("up", temporary.resolve("data"), "--port", "99999")
        .isRefused("--port: 'port' should be a whole number from 0 to 65535, found '99999'");
  }

  @Test
  void aPortThatIsTakenIsSaidAndNothingIsLeftBehind() throws Exception {
    var folder = write(temporary.resolve("tea"), Tea.FILES);
    try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var process = start(folder, other.getLocalPort());
      assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
      assertThat(process.exitValue()).isEqualTo(Caravan.FAILED);
      assertThat(errors())
          .contains("cannot listen at port " + other.getLocalPort() + " of 127.0.0.1", "--port")
          .doesNotContain("\tat ", "fault of Caravan's", "FAILED TO START");
    }
    assertThat(run("check", folder).isDone().out()).startsWith("All is well");
  }
}
