package caravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.http.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;

/** {@code import} where a server runs on the folder. */
class ImportToServerTest extends CommandLineCase {

  private static final String FILES =
      """
      == caravan.yaml
      tables:
        contact: {audience: true, key: id, columns: {id: text, points: integer}}
      """;

  @Test
  void theRowsGoToTheServerThatRuns() throws IOException {
    var folder = write(temporary.resolve("w"), FILES);
    var file = temporary.resolve("new.csv");
    Files.writeString(file, "id,points\na,1\nb,2\n");
    var access = folder.resolve(".caravan/server.json");
    try (var server = TestServer.start(folder)) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(access)))
          .isEqualTo("rw-------");
      assertThat(run("import", "contact", file, folder).isDone().out())
          .isEqualTo("2 rows taken in by the running server.\n");
      var client = server.administrator();
      assertThat(client.get("/api/v1/tables/contact/rows/b").is(200).json().get("points").asInt())
          .isEqualTo(2);

      Files.writeString(file, "id,pionts\na,1\n");
      run("import", "contact", file, folder)
          .isRefused(file + ":1: contact has no column 'pionts' (did you mean 'points'?)");
      assertThat(client.get("/api/v1/uploads").is(200).json().get("items").size()).isZero();
    }
    assertThat(access).doesNotExist();
  }

  @Test
  void aServerThatWasKilledIsNotAsked() throws IOException {
    var folder = write(temporary.resolve("w"), FILES);
    TestServer.start(folder).close();
    Files.writeString(
        folder.resolve(".caravan/server.json"),
        "{\"address\": \"http://127.0.0.1:1\", \"token\": \"caravan_x\"}");
    var file = temporary.resolve("new.csv");
    Files.writeString(file, "id,points\na,1\n");
    assertThat(run("import", "contact", file, folder).code()).isEqualTo(Caravan.WRONG_INPUT);
  }

  @Test
  void aTokenOfBeforeIsOfNoUse() throws IOException {
    var folder = write(temporary.resolve("w"), FILES);
    var access = folder.resolve(".caravan/server.json");
    String before;
    try (var _ = TestServer.start(folder)) {
      before = Files.readString(access).replaceAll(".*\"token\":\"([^\"]*)\".*", "$1");
    }
    try (var server = TestServer.start(folder)) {
      server.anybody().withToken(before).get("/api/v1/tables").isProblem(401, "invalid-token");
      var now = Files.readString(access).replaceAll(".*\"token\":\"([^\"]*)\".*", "$1");
      server.anybody().withToken(now).get("/api/v1/tables").is(200);
    }
  }
}
