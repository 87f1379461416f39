package caravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.app.Server;
import caravan.app.SettingsReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** Commands on the server's machine enter it, as long as it runs, and nobody else does. */
class LocalAccessTest extends CommandLineCase {

  private static Server up(Path folder) throws IOException {
    return Server.start(
        folder,
        SettingsReader.read(
            folder,
            Map.of("CARAVAN_LOG_LEVEL", "error", "CARAVAN_DATABASE_MEMORY", "200 MB"),
            Map.of("port", "0")));
  }

  private Path folder() {
    return write(temporary.resolve("tea"), Tea.FILES);
  }

  private static HttpResponse<String> send(
      URI address, String token, String method, String path, String body) throws Exception {
    try (var http = HttpClient.newHttpClient()) {
      return http.send(
          HttpRequest.newBuilder(address.resolve("/api/v1/" + path))
              .header("Authorization", "Bearer " + token)
              .header("Content-Type", "application/json")
              .method(method, BodyPublishers.ofString(body))
              .build(),
          BodyHandlers.ofString());
    }
  }

  private static int status(URI address, String token, String path) throws Exception {
    return send(address, token, "GET", path, "").statusCode();
  }

  @Test
  void theKeyLiesInAFileOfOnesOwnAndEndsWithTheServer() throws Exception {
    var folder = folder();
    var file = folder.resolve(".caravan/server.json");
    String key;
    try (var server = up(folder)) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
      assertThat(json(file).get("address").asString()).isEqualTo(server.listening().toString());
      key = json(file).get("token").asString();
      assertThat(run("token", folder).isDone().out()).isEqualTo(key + "\n");
      assertThat(status(server.listening(), key, "audit")).isEqualTo(200);
      assertThat(status(server.listening(), key + "x", "audit")).isEqualTo(401);
    }
    assertThat(file).doesNotExist();
    for (var content : contents(folder.resolve(".caravan")).values()) {
      assertThat(content).doesNotContain(key.substring("caravan_".length()));
    }
    try (var server = up(folder)) {
      assertThat(status(server.listening(), key, "segments")).isEqualTo(401);
    }
  }

  @Test
  void aFileThatAServerLeftBehindCountsForNothing() throws Exception {
    var folder = folder();
    up(folder).close();
    Files.writeString(
        folder.resolve(".caravan/server.json"),
        "{\"address\": \"http://127.0.0.1:1\", \"token\": \"caravan_old\"}");
    var refused = run("token", folder);
    assertThat(refused.code()).isEqualTo(Caravan.FAILED);
    assertThat(refused.errors()).contains("no server runs on '" + folder + "'");
    var rows = Files.writeString(temporary.resolve("new.csv"), "id,score\nzoe,3\n");
    assertThat(run("import", "contact", rows, folder).isDone().out()).contains("1 rows added");
    try (var server = up(folder)) {
      var key = run("token", folder).isDone().out().strip();
      assertThat(status(server.listening(), key, "tables")).isEqualTo(200);
    }
  }

  @Test
  void aLastingTokenIsMadeAndCanBeRevoked() throws Exception {
    var folder = folder();
    String lasting;
    try (var server = up(folder)) {
      var at = server.listening();
      lasting = run("token", folder, "--name", "feed", "--scope", "data").isDone().out().strip();
      assertThat(send(at, lasting, "PUT", "tables/contact/rows/zoe", "{\"score\": 5}").statusCode())
          .isEqualTo(200);
      assertThat(status(at, lasting, "tables")).isEqualTo(403);
      assertThat(run("token", folder, "--name", "x", "--scope", "rad").code())
          .isEqualTo(Caravan.WRONG_INPUT);
      run("token", folder, "--scope", "read")
          .isRefused("--scope: a token with scopes of its own needs a --name");
    }
    try (var server = up(folder)) {
      var at = server.listening();
      assertThat(send(at, lasting, "PUT", "tables/contact/rows/zoe", "{}").statusCode())
          .isEqualTo(200);
      var key = run("token", folder).isDone().out().strip();
      var tokens = JsonMapper.shared().readTree(send(at, key, "GET", "tokens", "").body());
      var shown = tokens.at("/items/0");
      assertThat(shown.get("name").asString()).isEqualTo("feed");
      assertThat(shown.get("user").asString()).isEqualTo("commands");
      assertThat(send(at, key, "DELETE", "tokens/" + shown.get("id").asString(), "").statusCode())
          .isEqualTo(204);
      assertThat(send(at, lasting, "PUT", "tables/contact/rows/zoe", "{}").statusCode())
          .isEqualTo(401);
    }
  }

  /** It is nobody who could be asked to sign in. */
  @ParameterizedTest
  @CsvSource({
    "POST, invitations, '{\"email\": \"x@example.org\", \"role\": \"viewer\"}'",
    "DELETE, session, ''",
    "PUT, session/password, '{}'",
  })
  void whatOnlyPeopleDoTheKeyDoesNot(String method, String path, String body) throws Exception {
    var folder = folder();
    try (var server = up(folder)) {
      var key = run("token", folder).isDone().out().strip();
      assertThat(send(server.listening(), key, method, path, body).statusCode())
          .isIn(403, 404, 405);
    }
  }

  @Test
  void rowsOfAFileGoToTheRunningServer() throws Exception {
    var folder = folder();
    var before = Files.readString(folder.resolve("data/contacts.csv"));
    try (var server = up(folder)) {
      var key = run("token", folder).isDone().out().strip();
      var good = Files.writeString(temporary.resolve("new rows.csv"), "id,score\nbob,9\nzoe,3\n");
      assertThat(run("import", "contact", good, folder).isDone().out())
          .endsWith("2 rows taken in by the running server.\n");
      var zoe = send(server.listening(), key, "GET", "tables/contact/rows/zoe", "").body();
      assertThat(JsonMapper.shared().readTree(zoe).get("score").asInt()).isEqualTo(3);
      assertThat(Files.readString(folder.resolve("data/contacts.csv"))).isEqualTo(before);

      var typo = Files.writeString(temporary.resolve("typo.csv"), "id,scroe\nbob,1\n");
      run("import", "contact", typo, folder)
          .isRefused(typo + ":1: contact has no column 'scroe' (did you mean 'score'?)");
      var elsewhere = run("import", "contcat", good, folder);
      assertThat(elsewhere.code()).isNotEqualTo(Caravan.DONE);
      assertThat(elsewhere.errors()).contains("contcat").doesNotContain("\tat ");
      var left = send(server.listening(), key, "GET", "uploads", "").body();
      assertThat(JsonMapper.shared().readTree(left).get("items").isEmpty()).isTrue();
      assertThat(folder.resolve(".caravan/uploads")).isEmptyDirectory();

      var binary =
          Files.write(temporary.resolve("b.csv"), "id\n\0\n".getBytes(StandardCharsets.UTF_8));
      assertThat(run("import", "contact", binary, folder).code()).isNotEqualTo(Caravan.DONE);
      assertThat(run("import", "contact", temporary.resolve("none.csv"), folder).errors())
          .contains("none.csv")
          .doesNotContain("\tat ");
    }
  }
}
