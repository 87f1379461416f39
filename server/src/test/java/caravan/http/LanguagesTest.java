package caravan.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A message in several languages: people get it in theirs, and it counts as one. */
class LanguagesTest {

  private static final String DEFAULT =
      "---\nsubject: Welcome {{contact.name}}\nkind: transactional\n---\nHello {{number contact.points}}\n";
  private static final String GERMAN =
      "---\nsubject: Willkommen\n---\nHallo {{contact.town}} {{number contact.points}}\n";

  @TempDir private static Path folder;
  private static TestServer server;
  private static Client ann;

  @BeforeAll
  static void starts() throws IOException {
    Files.createDirectories(folder.resolve("messages"));
    Files.createDirectories(folder.resolve("journeys"));
    Files.writeString(
        folder.resolve("caravan.yaml"),
        """
        tables:
          contact:
            audience: true
            key: id
            columns: {id: text, email: text, lang: text, name: text, town: text, points: integer}
            roles: {email: email, language: lang}
        """);
    Files.writeString(
        folder.resolve("segments.yaml"), "segments: [{segment: All, where: id is not missing}]");
    Files.writeString(
        folder.resolve("journeys/j.yaml"),
        "journey: J\naudience: {segments: [All]}\nfrequency: ongoing\nsteps: [{email: welcome}]\n");
    Files.writeString(folder.resolve("messages/welcome.txt"), DEFAULT);
    Files.writeString(folder.resolve("messages/welcome.de.txt"), GERMAN);
    server = TestServer.start(folder);
    ann = server.administrator();
  }

  @AfterAll
  static void ends() {
    server.close();
  }

  private static Map<String, Object> person(String id, String language) {
    return Map.of(
        "id",
        id,
        "email",
        id + "@example.org",
        "lang",
        language,
        "name",
        id,
        "town",
        "Kiel",
        "points",
        1234);
  }

  private static List<String> inbox() {
    return ann.get("/api/v1/inbox?limit=100")
        .is(200)
        .json()
        .get("items")
        .valueStream()
        .map(
            it ->
                "%s %s %s"
                    .formatted(
                        it.get("person").asString(),
                        it.get("message").asString(),
                        it.get("subject").asString()))
        .sorted()
        .toList();
  }

  @Test
  void everybodyGetsItInTheirLanguage() {
    ann.post(
            "/api/v1/tables/contact/rows",
            List.of(person("a", "de-AT"), person("b", "en"), person("c", "fr")))
        .is(200);
    var patience = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (inbox().size() < 3) {
      assertThat(System.nanoTime()).isLessThan(patience);
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
    assertThat(inbox())
        .containsExactly("a welcome Willkommen", "b welcome Welcome b", "c welcome Welcome c");
  }

  @Test
  void itIsShownInALanguage() {
    ann.post("/api/v1/tables/contact/rows", List.of(person("b", "en"))).is(200);
    var german =
        ann.post(
                "/api/v1/messages/preview",
                Map.of(
                    "name",
                    "welcome",
                    "format",
                    "txt",
                    "text",
                    DEFAULT,
                    "key",
                    "b",
                    "language",
                    "de"))
            .is(200)
            .json();
    assertThat(german.get("subject").asString()).isEqualTo("Willkommen");
    assertThat(german.get("text").asString()).contains("Hallo Kiel 1.234");
    var own =
        ann.post(
                "/api/v1/messages/preview",
                Map.of("name", "welcome", "format", "txt", "text", DEFAULT, "key", "b"))
            .is(200)
            .json();
    assertThat(own.get("text").asString()).contains("Hello 1,234");
    var written =
        Map.of(
            "name",
            "welcome.de",
            "format",
            "txt",
            "text",
            "---\nsubject: Moin\n---\nMoin",
            "key",
            "b");
    assertThat(
            ann.post("/api/v1/messages/preview", written).is(200).json().get("subject").asString())
        .isEqualTo("Moin");
  }

  @Test
  void bothAreMessagesThatCanBeChanged() {
    var shown = ann.get("/api/v1/messages/welcome.de").is(200);
    assertThat(shown.json().at("/message/variantOf").asString()).isEqualTo("welcome");
    assertThat(ann.get("/api/v1/messages/welcome").json().at("/message/languages/0").asString())
        .isEqualTo("de");
    var wrong = Map.of("format", "txt", "text", "---\nsubject: x\nkind: commercial\n---\nx");
    ann.send("PUT", "/api/v1/messages/welcome.de", wrong, "If-Match", shown.header("ETag"))
        .isProblem(422, "invalid-input");
    var french = Map.of("format", "txt", "text", "---\nsubject: Bienvenue\n---\nSalut");
    ann.put("/api/v1/messages/welcome.fr-CA", french).is(201);
    assertThat(ann.get("/api/v1/messages/welcome").json().at("/message/languages").size())
        .isEqualTo(2);
    ann.delete("/api/v1/messages/welcome.fr-CA").is(204);
    ann.post(
            "/api/v1/interactions",
            Map.of("type", "opened", "message", "welcome.de", "contact", "a"))
        .isProblem(422, "invalid-input");
  }
}
