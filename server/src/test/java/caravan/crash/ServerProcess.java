package caravan.crash;

import caravan.cli.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The real server in a process of its own, talked to as commands on this machine do. */
final class ServerProcess implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Duration LONGEST_START = Duration.ofMinutes(3);

  private final Process process;
  private final Path folder;
  private final boolean isInside;
  private final Path log;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private URI address = URI.create("http://127.0.0.1");
  private String token = "";

  private ServerProcess(Process process, Path folder, boolean isInside, Path log) {
    this.process = process;
    this.folder = folder;
    this.isInside = isInside;
    this.log = log;
  }

  /** Starts one on a workspace, and waits until it is ready. */
  static ServerProcess start(Path workspace, Path log) throws IOException {
    Files.deleteIfExists(access(workspace));
    return start(List.of(), workspace, false, log);
  }

  /**
   * Starts one by another program, which shows it other files than this process sees.
   *
   * @param before what stands before Java's own command
   * @param workspace as the server sees it
   */
  static ServerProcess startSeenFromInside(List<String> before, Path workspace, Path log)
      throws IOException {
    return start(before, workspace, true, log);
  }

  private static ServerProcess start(
      List<String> before, Path workspace, boolean isInside, Path log) throws IOException {
    var command = new ArrayList<>(before);
    command.addAll(Program.command("up", workspace.toString(), "--port", "0"));
    var builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().put("CARAVAN_DATABASE_MEMORY", "300 MB");
    builder.environment().put("CARAVAN_LOG_LEVEL", "error");
    builder.environment().put("CARAVAN_INBOX_KEEP", "1000000"); // the tests look for every letter
    var server = new ServerProcess(builder.start(), workspace, isInside, log);
    server.awaitReady();
    return server;
  }

  private static Path access(Path folder) {
    return folder.resolve(".caravan").resolve("server.json");
  }

  /** Where this process sees a file of the server's. */
  Path seen(Path file) {
    return isInside
        ? Path.of("/proc/" + process.pid() + "/root").resolve(Path.of("/").relativize(file))
        : file;
  }

  private void awaitReady() throws IOException {
    var patience = System.nanoTime() + LONGEST_START.toNanos();
    while (!isReady()) {
      if (!process.isAlive() || System.nanoTime() > patience) {
        process.destroyForcibly();
        throw new AssertionError("the server did not start:\n" + Files.readString(log));
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  private boolean isReady() {
    try {
      if (!Files.exists(access(seen(folder)))) {
        return false;
      }
      var access = JSON.readTree(Files.readString(access(seen(folder))));
      address = URI.create(access.get("address").asString());
      token = access.get("token").asString();
      return send("GET", "/health/ready", null).statusCode() == 200;
    } catch (IOException | RuntimeException _) {
      return false; // half written, or not listening yet
    }
  }

  /** Sends a request; the answer, whatever it is. */
  HttpResponse<String> send(String method, String path, @Nullable Object body, String... headers)
      throws IOException {
    var request =
        HttpRequest.newBuilder(address.resolve(path))
            .timeout(Duration.ofSeconds(30))
            .header("Authorization", "Bearer " + token);
    if (headers.length > 0) {
      request.headers(headers);
    }
    if (body == null) {
      request.method(method, HttpRequest.BodyPublishers.noBody());
    } else {
      request
          .header("Content-Type", "application/json")
          .method(method, HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
    }
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /** The JSON that a request is answered with; the request must succeed. */
  JsonNode get(String path) {
    try {
      var answer = send("GET", path, null);
      if (answer.statusCode() != 200) {
        throw new AssertionError(path + " → " + answer.statusCode() + " " + answer.body());
      }
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Kills it as nothing could be worse: SIGKILL. */
  void kill() {
    try {
      process.destroyForcibly().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends it well. */
  @Override
  public void close() {
    try {
      process.destroy();
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        kill();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
