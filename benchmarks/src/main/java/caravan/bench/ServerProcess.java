package caravan.bench;

import caravan.app.State;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The server on a workspace, in a process of its own, as {@code ./caravan up} starts it. */
final class ServerProcess implements AutoCloseable {

  private static final Duration LONGEST_START = Duration.ofMinutes(10);
  private static final Duration LONGEST_END = Duration.ofSeconds(60);
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Process process;
  private final Path log;
  private final HttpClient http = HttpClient.newHttpClient();
  private final State.Access access;
  private final Duration readyAfter;

  private ServerProcess(Process process, Path log, State.Access access, Duration readyAfter) {
    this.process = process;
    this.log = log;
    this.access = access;
    this.readyAfter = readyAfter;
  }

  /** Starts it; it answers when this returns. */
  static ServerProcess start(Path workspace) throws IOException {
    var log = workspace.resolve("server.log");
    var begun = System.nanoTime();
    var process =
        new ProcessBuilder(command(workspace))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      var access = access(workspace, process, log);
      var took = Duration.ofNanos(System.nanoTime() - begun);
      return new ServerProcess(process, log, access, took);
    } catch (IOException | RuntimeException failure) {
      process.destroyForcibly();
      throw failure;
    }
  }

  private static List<String> command(Path workspace) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Xmx1g",
            "-XX:+UseG1GC",
            "-XX:+AutoCreateSharedArchive",
            "-XX:SharedArchiveFile=" + workspace.resolveSibling("up.jsa"),
            "-Xlog:cds=off",
            "-Xlog:cds+dynamic=off"));
    var more = System.getenv().getOrDefault("CARAVAN_JAVA_OPTIONS", ""); // as ./caravan takes them
    Stream.of(more.split(" ")).filter(word -> !word.isBlank()).forEach(command::add);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "caravan.cli.Main"));
    command.addAll(List.of("up", workspace.toString(), "--port", "0"));
    return command;
  }

  private static State.Access access(Path workspace, Process process, Path log) throws IOException {
    var end = System.nanoTime() + LONGEST_START.toNanos();
    while (process.isAlive() && System.nanoTime() < end) {
      var access = State.running(workspace);
      if (access.isPresent()) {
        return access.get();
      }
      pause(10);
    }
    throw new IOException("the server did not start:\n" + Files.readString(log));
  }

  static void pause(long milliseconds) {
    try {
      TimeUnit.MILLISECONDS.sleep(milliseconds);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** How long it took from the start of the process until it answered. */
  Duration readyAfter() {
    return readyAfter;
  }

  /** Asks below {@code /api/v1/}; fails where it refuses. */
  JsonNode call(String method, String path, @Nullable Object body) {
    var text = body == null ? "" : JSON.writeValueAsString(body);
    return JSON.readTree(call(method, path, "application/json", text));
  }

  /** The same with a body in a type of one's own. */
  String call(String method, String path, String type, String body) {
    return send("/api/v1/" + path, method, type, body);
  }

  private String send(String path, String method, String type, String body) {
    var request =
        HttpRequest.newBuilder(URI.create(access.address() + path))
            .header("Authorization", "Bearer " + access.token())
            .header("Content-Type", type)
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build();
    try {
      var response = http.send(request, BodyHandlers.ofString());
      if (response.statusCode() / 100 != 2) {
        throw new IllegalStateException(
            "%s %s: %d %s".formatted(method, path, response.statusCode(), response.body()));
      }
      return response.body();
    } catch (IOException e) {
      throw new UncheckedIOException("the server is gone; see " + log, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** A metric of its, by the name that Prometheus knows it by. */
  double metric(String name) {
    return send("/metrics", "GET", "text/plain", "")
        .lines()
        .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("there is no metric " + name));
  }

  /** How much processor time it took so far. */
  Duration processorTime() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** The most memory that it had, and what it has now, in bytes; zero where nobody says so. */
  Memory memory() throws IOException {
    var status = Path.of("/proc/" + process.pid() + "/status");
    return Files.isReadable(status)
        ? new Memory(bytes(status, "VmHWM:"), bytes(status, "VmRSS:"))
        : new Memory(0, 0);
  }

  /** What is resident of a process. */
  record Memory(long most, long now) {}

  private static long bytes(Path status, String name) throws IOException {
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith(name))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
        .findFirst()
        .orElse(0);
  }

  @Override
  public void close() {
    http.close();
    process.destroy();
    try {
      if (!process.waitFor(LONGEST_END)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
