package caravan.http;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.testkit.PostgresServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Users, sessions, tokens and the audit log in PostgreSQL. */
class PostgresStateTest {

  @TempDir private Path folder;

  @Test
  void everythingIsKeptThereToo() {
    var state = Map.of("CARAVAN_STATE", PostgresServer.newDatabase());
    try (var server = TestServer.start(folder, state)) {
      var ann = server.administrator();
      var bob = server.user("bob", "marketer");
      var made =
          bob.post("/api/v1/tokens", Map.of("name", "feed", "scopes", List.of("read")))
              .is(201)
              .json();
      var program = server.anybody().withToken(made.get("key").asString());
      program.get("/api/v1/session").is(200);
      ann.post("/api/v1/invitations", Map.of("email", "cid@example.org", "role", "viewer")).is(201);
      var before = ann.get("/api/v1/audit").is(200).json();
      server.restart();
      assertThat(folder.resolve(".caravan/caravan.db")).doesNotExist();
      ann.get("/api/v1/session").is(200);
      program.get("/api/v1/session").is(200);
      assertThat(ann.get("/api/v1/audit").is(200).json()).isEqualTo(before);
      assertThat(ann.get("/api/v1/invitations").is(200).json().get("items").size()).isEqualTo(1);
      bob.delete("/api/v1/tokens/" + made.get("id").asString()).is(204);
      program.get("/api/v1/session").isProblem(401, "invalid-token");
      ann.delete("/api/v1/session").is(204);
      server.restart();
      ann.get("/api/v1/session").isProblem(401, "not-signed-in");
      program.get("/api/v1/session").isProblem(401, "invalid-token");
    }
  }
}
