package caravan.cli;

import caravan.app.State;
import caravan.problem.InvalidInput;
import caravan.problem.Place;
import caravan.problem.Problem;
import caravan.runtime.IllegalCommand;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A server that runs, over its API. */
final class RemoteServer implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Duration LONGEST = Duration.ofHours(1);

  private final URI server;
  private final String token;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(20)).build();

  private RemoteServer(URI server, String token) {
    this.server = server;
    this.token = token;
  }

  /** The one that runs on a folder of this machine. */
  RemoteServer(State.Access access) {
    this(access.address(), access.token());
  }

  /**
   * One that somebody named.
   *
   * @param token null where none is known
   */
  static RemoteServer of(String server, @Nullable String token) {
    if (token == null || token.isBlank()) {
      throw new InvalidInput(
          "no-token",
          Place.of("CARAVAN_TOKEN"),
          "this variable is to hold a token with the scope 'edit' of that server");
    }
    try {
      var uri = URI.create(server.replaceFirst("/+$", ""));
      if (uri.getHost() != null && List.of("http", "https").contains(uri.getScheme())) {
        return new RemoteServer(uri, token.strip());
      }
    } catch (IllegalArgumentException _) {
      // said below
    }
    throw new InvalidInput(
        "address", Place.of("--server"), "this should be an address like https://caravan.example");
  }

  /**
   * Asks it.
   *
   * @param path below {@code /api/v1/}
   * @throws InvalidInput where it finds faults
   * @throws IllegalCommand where it refuses otherwise
   */
  JsonNode call(String method, String path, @Nullable Object body) throws IOException {
    var request =
        HttpRequest.newBuilder(URI.create(server + "/api/v1/" + path))
            .timeout(LONGEST)
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .method(
                method,
                body == null
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString(JSON.writeValueAsString(body)))
            .build();
    try {
      var response = http.send(request, BodyHandlers.ofString());
      var answer = JSON.readTree(response.body());
      if (response.statusCode() / 100 != 2) {
        throw failure(response.statusCode(), answer);
      }
      return answer;
    } catch (JacksonException e) {
      throw new IOException("'" + server + "' does not answer as a Caravan server does", e);
    } catch (ConnectException e) {
      throw new IOException("nothing answers at '" + server + "'", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** Sends a file. */
  JsonNode send(String path, Path file) throws IOException {
    var request =
        HttpRequest.newBuilder(URI.create(server + "/api/v1/" + path))
            .timeout(LONGEST)
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/octet-stream")
            .POST(BodyPublishers.ofFile(file))
            .build();
    try {
      var response = http.send(request, BodyHandlers.ofString());
      var answer = JSON.readTree(response.body());
      if (response.statusCode() / 100 != 2) {
        throw failure(response.statusCode(), answer);
      }
      return answer;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** Fetches a file. */
  void fetch(String path, Path into) throws IOException {
    var request =
        HttpRequest.newBuilder(URI.create(server + "/api/v1/" + path))
            .timeout(LONGEST)
            .header("Authorization", "Bearer " + token)
            .build();
    try {
      var response = http.send(request, BodyHandlers.ofFile(into));
      if (response.statusCode() != 200) {
        throw failure(response.statusCode(), JSON.readTree(into));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static RuntimeException failure(int status, JsonNode problem) {
    var faults = new ArrayList<Problem>();
    for (var fault : problem.path("problems")) {
      faults.add(
          new Problem(
              fault.path("code").asString(""),
              Place.of(fault.path("place").asString("")),
              fault.path("message").asString("")));
    }
    return status == 422 && !faults.isEmpty()
        ? new InvalidInput(faults)
        : new IllegalCommand(
            "the server refuses it: " + problem.path("detail").asString("status " + status));
  }

  @Override
  public void close() {
    http.close();
  }
}
