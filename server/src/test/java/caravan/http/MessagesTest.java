package caravan.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages over HTTP. */
class MessagesTest {

  private static final String TEXT =
      "---\nsubject: Dear {{ contact.name }}\nkind: transactional\n---\n# You spent {{ contact.spent }}\n";

  @TempDir private static Path folder;
  private static TestServer server;
  private static Client ann;

  @BeforeAll
  static void starts() {
    server = Harbour.start(folder, 5);
    ann = server.administrator();
  }

  @AfterAll
  static void ends() {
    server.close();
  }

  @Test
  void aMessageIsMadeLookedAtChangedAndTakenAway() {
    var path = Harbour.path("/messages/{}", "dear");
    var made = ann.put(path, Map.of("format", "md", "text", TEXT)).is(201);
    var seen = ann.get(path).is(200);
    assertThat(seen.header("ETag")).isEqualTo(made.header("ETag"));
    assertThat(seen.json().get("text").asString()).isEqualTo(TEXT);
    assertThat(seen.json().at("/message/kind").asString()).isEqualTo("transactional");
    assertThat(seen.json().get("columns").valueStream().map(it -> it.asString()))
        .containsExactlyInAnyOrder("name", "spent");
    ann.put(path, Map.of("format", "md", "text", TEXT)).isProblem(428, "precondition-required");
    var other = Map.of("format", "txt", "text", TEXT);
    var changed = ann.send("PUT", path, other, "If-Match", made.header("ETag")).is(200);
    assertThat(changed.json().get("format").asString()).isEqualTo("txt");
    ann.send("PUT", path, other, "If-Match", made.header("ETag")).isProblem(412, "changed");
    assertThat(ann.get("/api/v1/messages?search=DEA").is(200).json().get("items").size())
        .isEqualTo(1);
    ann.delete(path).is(204);
    ann.get(path).isProblem(404, "not-found");
  }

  @Test
  void whatIsSentIsNotTakenAway() {
    ann.put(Harbour.path("/segments/{}", "All"), Map.of("where", "spent >= 0")).is(201);
    ann.put(Harbour.path("/journeys/{}", "Greets"), Harbour.journey("Greets", "All")).is(201);
    ann.delete(Harbour.path("/messages/{}", "hello")).isProblem(409, "in-use");
    var uses = ann.get(Harbour.path("/messages/{}/uses", "hello")).is(200).json();
    assertThat(uses.at("/usedBy/0/name").asString()).isEqualTo("Greets");
    var etag = ann.get(Harbour.path("/messages/{}", "hello")).header("ETag");
    ann.send(
            "PUT",
            Harbour.path("/messages/{}", "hello"),
            Map.of("format", "txt", "text", "---\nchannel: sms\n---\nHi"),
            "If-Match",
            etag)
        .isProblem(422, "invalid-input");
  }

  @Test
  void itIsShownAsSomebodyWouldGetIt() {
    var preview =
        ann.post("/api/v1/messages/preview", Map.of("format", "md", "text", TEXT, "key", "c00003"))
            .is(200)
            .json();
    assertThat(preview.get("subject").asString()).isEqualTo("Dear Person 3");
    assertThat(preview.get("to").asString()).isEqualTo("p3@example.org");
    assertThat(preview.get("text").asString()).contains("You spent 3.5");
    assertThat(preview.get("html").asString()).contains("You spent 3.5</h1>");
    ann.post("/api/v1/messages/preview", Map.of("format", "md", "text", TEXT, "key", "x"))
        .isProblem(404, "not-found");
    ann.post("/api/v1/messages/preview", Map.of("format", "doc", "text", TEXT, "key", "c00003"))
        .isProblem(422, "invalid-input");
    ann.post(
            "/api/v1/messages/preview",
            Map.of("format", "md", "text", "Hi {{ contact.nmae }}", "key", "c00003"))
        .isProblem(422, "invalid-input");
  }

  @Test
  void faultsAreAllSaidWithTheirPlaces() {
    var check =
        ann.post(
                "/api/v1/messages/check",
                Map.of(
                    "format",
                    "md",
                    "text",
                    "---\nsubjct: x\nsubject: y\n---\nHi {{ contact.nmae }}\n{{ contact.emial }}"))
            .is(200)
            .json();
    assertThat(check.get("problems").size()).isEqualTo(3);
    assertThat(check.at("/problems/2/line").asInt()).isEqualTo(6);
    assertThat(
            ann.post("/api/v1/messages/check", Map.of("format", "md", "text", TEXT))
                .is(200)
                .json()
                .get("problems"))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a/b", "../../x", "\"q\" 'n'", "Ünïcödé 🚀", "x.md", "a;b=c", "preview"})
  void namesMayBeAnything(String name) {
    var path = Harbour.path("/messages/{}", name);
    ann.put(path, Map.of("format", "md", "text", TEXT)).is(201);
    assertThat(ann.get(path).is(200).json().at("/message/name").asString()).isEqualTo(name);
    ann.get(path + "/uses").is(200);
    ann.delete(path).is(204);
  }

  @Test
  void aViewerOnlyLooks() {
    var viewer = server.user("vera", "viewer");
    viewer.get(Harbour.path("/messages/{}", "hello")).is(200);
    viewer
        .put(Harbour.path("/messages/{}", "mine"), Map.of("format", "md", "text", TEXT))
        .isProblem(403, "forbidden");
    viewer.delete(Harbour.path("/messages/{}", "hello")).isProblem(403, "forbidden");
  }
}
