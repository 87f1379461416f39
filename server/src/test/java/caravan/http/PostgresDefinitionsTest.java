package caravan.http;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.testkit.PostgresServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Segments, journeys and messages in PostgreSQL. */
class PostgresDefinitionsTest {

  @TempDir private Path folder;

  @Test
  void theyAreTheSameThere() {
    var state = Map.of("CARAVAN_STATE", PostgresServer.newDatabase());
    try (var server = Harbour.start(folder, 50, state)) {
      var ann = server.administrator();
      var segment = Harbour.path("/segments/{}", "a/b 'c'");
      ann.put(segment, Map.of("where", "plan = 'pro' and spent < 30")).is(201);
      var members = ann.get(segment + "/members?limit=10").is(200).json();
      assertThat(members.at("/items/9/columns/spent").asDouble()).isEqualTo(18.5);
      var rest =
          ann.get(segment + "/members?search=@EXAMPLE&cursor=" + members.get("next").asString());
      assertThat(rest.is(200).json().get("items").size()).isEqualTo(5);
      assertThat(ann.send("GET", segment + "/members", null, "Accept", "text/csv").body().lines())
          .hasSize(16);
      assertThat(ann.get(segment + "/history").is(200).json().at("/items/0/joined").asInt())
          .isEqualTo(15);
      ann.get(segment + "/people/c00001/explanation").is(200);
      ann.post(segment + "/freeze", Map.of("as", "Frozen")).is(201);
      assertThat(
              ann.get("/api/v1/segments?sort=-change").is(200).json().at("/items/0/change").asInt())
          .isEqualTo(15);
      var journey = Harbour.path("/journeys/{}", "Welcome");
      ann.put(journey, Harbour.journey("Welcome", "Frozen")).is(201);
      var at = server.clock().instant().plus(Duration.ofHours(1));
      ann.post(journey + "/live", Map.of("at", at.toString())).is(200);
      server.restart();
      assertThat(ann.get(journey).is(200).json().at("/journey/state").asString())
          .isEqualTo("planned");
      server.clock().pass(Duration.ofHours(2));
      ann.put(Harbour.path("/segments/{}", "Wakes"), Map.of("where", "plan = 'x'")).is(201);
      assertThat(ann.get(journey).is(200).json().at("/journey/entered").asInt()).isEqualTo(15);
      assertThat(ann.get(journey + "/steps/2/people").is(200).json().get("items").size())
          .isEqualTo(15);
      assertThat(ann.get(journey + "/days").is(200).json().at("/items/0/sent").asInt())
          .isEqualTo(15);
      ann.post(
              "/api/v1/messages/preview",
              Map.of(
                  "format",
                  "txt",
                  "text",
                  "---\nsubject: x\n---\n{{contact.name}}",
                  "key",
                  "c00003"))
          .is(200);
    }
  }
}
