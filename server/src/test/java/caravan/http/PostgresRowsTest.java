package caravan.http;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.testkit.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows, events and keys of requests in PostgreSQL. */
class PostgresRowsTest {

  @TempDir private Path folder = Path.of("");

  @Test
  void theyAreTheSameThere() throws IOException {
    Files.writeString(
        folder.resolve("caravan.yaml"),
        """
        tables:
          contact: {audience: true, key: id, columns: {id: text, points: integer, more: json}}
          visit: {columns: {contact_id: text, at: timestamp}, belongs-to: {contact: contact_id}}
        """);
    Files.writeString(
        folder.resolve("segments.yaml"),
        "segments: [{segment: Odd, audience: contact, where: any(event where properties.word = 'x')}]");
    try (var server =
        TestServer.start(folder, Map.of("CARAVAN_STATE", PostgresServer.newDatabase()))) {
      var client = server.administrator();
      var visits = "/api/v1/tables/visit/rows";
      var some = IntStream.range(0, 25).mapToObj(i -> Map.of("contact_id", "c" + i)).toList();
      for (var times = 0; times < 2; times++) {
        client.send("POST", visits, some, "Idempotency-Key", "k").is(200);
      }
      client
          .send("POST", visits, List.of(), "Idempotency-Key", "k")
          .isProblem(422, "idempotency-key-reused");
      var first = client.get(visits + "?limit=20").is(200).json();
      var second = client.get(visits + "?limit=20&cursor=" + first.get("next").asString()).json();
      assertThat(second.get("items").size()).isEqualTo(5);
      assertThat(second.at("/items/0/contact_id").asString()).isEqualTo("c20");

      client.post("/api/v1/tables/contact/rows", Map.of("id", "ann")).is(200);
      var event = "{\"name\": \"e\", \"contact\": \"ann\", \"properties\": {\"word\": %s}}";
      for (var word : List.of("\"\\u0000\"", "\"\\ud800\"", "[{\"\\u0000\": 1}]")) {
        client
            .send("POST", "/api/v1/events", event.formatted(word))
            .isProblem(422, "invalid-input");
      }
      client.send("POST", "/api/v1/events", event.formatted("\"x\"")).is(200);
      assertThat(client.get("/api/v1/segments/Odd").is(200).json().get("members").asInt())
          .isEqualTo(1);
    }
  }
}
