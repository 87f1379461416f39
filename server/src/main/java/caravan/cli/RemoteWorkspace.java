package caravan.cli;

import caravan.problem.InvalidInput;
import caravan.problem.Place;
import caravan.problem.Problem;
import caravan.runtime.IllegalCommand;
import caravan.workspace.Documents;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The workspace of a server, over its API. */
final class RemoteWorkspace implements WorkspaceTarget {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Duration LONGEST = Duration.ofMinutes(10);
  private static final String PATH = "/api/v1/workspace/";

  private final URI server;
  private final String token;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(20)).build();

  RemoteWorkspace(URI server, String token) {
    this.server = server;
    this.token = token;
  }

  /**
   * That of a server somebody named.
   *
   * @param token null where none is known
   */
  static RemoteWorkspace of(String server, @Nullable String token) {
    if (token == null || token.isBlank()) {
      throw new InvalidInput(
          "no-token",
          Place.of("CARAVAN_TOKEN"),
          "this variable is to hold a token with the scope 'edit' of that server");
    }
    try {
      var uri = URI.create(server.replaceFirst("/+$", ""));
      if (uri.getHost() != null && List.of("http", "https").contains(uri.getScheme())) {
        return new RemoteWorkspace(uri, token.strip());
      }
    } catch (IllegalArgumentException _) {
      // said below
    }
    throw new InvalidInput(
        "address", Place.of("--server"), "this should be an address like https://caravan.example");
  }

  @Override
  public Documents documents() throws IOException {
    var texts = new LinkedHashMap<String, String>();
    call("GET", "documents", null)
        .get("documents")
        .properties()
        .forEach(it -> texts.put(it.getKey(), it.getValue().get("text").asString()));
    return new Documents(texts);
  }

  @Override
  public Comparison compare(Documents proposed) throws IOException {
    var answer = call("POST", "diff", Map.of("documents", proposed.texts()));
    var changed = new ArrayList<Changed>();
    for (var it : answer.get("differences")) {
      changed.add(
          new Changed(
              it.get("change").asString(),
              it.get("document").asString(),
              it.get("lines").valueStream().map(JsonNode::asString).toList()));
    }
    return new Comparison(answer.get("version").asLong(), changed);
  }

  @Override
  public void apply(Documents proposed, long version) throws IOException {
    call("POST", "apply", Map.of("documents", proposed.texts(), "version", version));
  }

  private JsonNode call(String method, String path, @Nullable Object body) throws IOException {
    var request =
        HttpRequest.newBuilder(URI.create(server + PATH + path))
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
    } catch (java.net.ConnectException e) {
      throw new IOException("nothing answers at '" + server + "'", e);
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
