package caravan.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** People: who they are, where they are, what happened to them. */
class PeopleTest {

  private static final List<String> ODD = List.of("a/b", "50% off", "c, \"d\"", "Ünï ☃", "a+b;c?#");

  @TempDir private static Path folder;
  private static TestServer server;

  @BeforeAll
  static void starts() throws IOException {
    write(
        "caravan.yaml",
        """
        tables:
          contact:
            audience: true
            key: id
            data: data/contacts.csv
            columns: {id: text, email: text, ok: boolean, points: integer, born: date, more: json}
            roles: {email: email, consent: ok}
          shop: {key: id, columns: {id: integer, city: text}}
        """);
    var rows = new StringBuilder("id,email,ok,points,born,more\n");
    rows.append("ann,ann@example.org,true,120,1990-01-31,\"{\"\"a\"\": [1, null]}\"\n");
    rows.append("bob,bob@example.org,false,7,,\n");
    for (var key : ODD) {
      rows.append('"').append(key.replace("\"", "\"\"")).append("\",,,,,\n");
    }
    write("data/contacts.csv", rows.toString());
    write(
        "segments.yaml",
        "segments: [{segment: Rich, where: points > 100}, {segment: All, where: points >= 0}]");
    write(
        "journeys/welcome.yaml",
        """
        journey: Welcome
        audience: {segments: [All]}
        frequency: ongoing
        steps: [{email: hello}, {wait: 1 day}, {email: hello}]
        """);
    write("messages/hello.txt", "---\nsubject: Hello\n---\nHello {{contact.id}}\n");
    server = TestServer.start(folder);
  }

  private static void write(String file, String text) throws IOException {
    var path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  @AfterAll
  static void ends() {
    server.close();
  }

  private static String path(String key) {
    return "/api/v1/people/contact/"
        + URLEncoder.encode(key, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Test
  void aPersonIsShownWithWhereTheyAre() {
    var ann = server.user("viewer", "viewer").get(path("ann")).is(200).json();
    assertThat(ann.get("exists").asBoolean()).isTrue();
    assertThat(ann.get("source").asString()).isEqualTo("outbound-marketing");
    assertThat(ann.at("/attributes/points").asLong()).isEqualTo(120);
    assertThat(ann.at("/attributes/born").asString()).isEqualTo("1990-01-31");
    assertThat(ann.at("/attributes/more/a/0").asInt()).isEqualTo(1);
    assertThat(ann.at("/roles/email").asString()).isEqualTo("ann@example.org");
    assertThat(ann.get("consent").asString()).isEqualTo("given");
    assertThat(ann.get("segments").valueStream().map(it -> it.get("segment").asString()))
        .containsExactlyInAnyOrder("Rich", "All");
    assertThat(ann.at("/segments/0/since").asString()).isEqualTo("2026-03-02T08:00:00Z");
    var inside = ann.get("journeys").get(0);
    assertThat(inside.get("journey").asString()).isEqualTo("Welcome");
    assertThat(inside.get("step").asString()).isEqualTo("2");
    assertThat(inside.at("/tile/name").asString()).isEqualTo("1 day");
    assertThat(inside.get("since").asString()).isEqualTo("2026-03-02T08:00:00Z");
    assertThat(inside.get("until").asString()).isEqualTo("2026-03-03T08:00:00Z");
    var bob = server.administrator().get(path("bob")).is(200).json();
    assertThat(bob.get("consent").asString()).isEqualTo("missing");
    assertThat(bob.get("attributes").has("born")).as("what is missing is left out").isFalse();
  }

  @Test
  void theTimelineTellsTheNewestFirstInPages() {
    var client = server.administrator();
    var whole = client.get(path("ann") + "/timeline").is(200).json().get("items");
    var kinds = whole.valueStream().map(it -> it.get("kind").asString()).toList();
    assertThat(kinds)
        .startsWith("waits", "reached", "sent", "reached", "entered")
        .contains("joined-segment");
    assertThat(whole.get(2).get("message").asString()).isEqualTo("hello");
    assertThat(whole.at("/0/tile").toString()).isEqualTo("{\"kind\":\"wait\",\"name\":\"1 day\"}");
    var bob = client.get(path("bob") + "/timeline").is(200).json().get("items");
    assertThat(bob.valueStream().filter(it -> it.get("kind").asString().equals("blocked")))
        .singleElement()
        .satisfies(it -> assertThat(it.get("reason").asString()).isEqualTo("no-consent"));
    var seen = new ArrayList<Object>();
    var cursor = "";
    while (cursor != null) {
      var page = client.get(path("ann") + "/timeline?limit=2&cursor=" + cursor).is(200).json();
      page.get("items").forEach(seen::add);
      cursor = page.has("next") ? page.get("next").asString() : null;
    }
    assertThat(seen).isEqualTo(whole.valueStream().map(it -> (Object) it).toList());
  }

  @Test
  void whatPeopleDidIsInTheTimeline() {
    var client = server.administrator();
    client
        .post(
            "/api/v1/events",
            "{\"name\": \"bought\", \"contact\": \"a/b\", \"properties\": {\"amount\": 12}}")
        .is(200);
    client.put("/api/v1/tables/contact/rows/a%2Fb", "{\"points\": 1000, \"ok\": true}").is(200);
    client.put("/api/v1/tables/contact/rows/a%2Fb", "{\"points\": 1}").is(200);
    var told = client.get(path("a/b") + "/timeline").is(200).json().get("items");
    assertThat(told.valueStream().map(it -> it.get("kind").asString()))
        .contains("event", "joined-segment", "left-segment", "entered", "blocked", "waits");
    var event =
        told.valueStream().filter(it -> it.get("kind").asString().equals("event")).findFirst();
    assertThat(event.orElseThrow().get("name").asString()).isEqualTo("bought");
    assertThat(event.orElseThrow().at("/properties/amount").asInt()).isEqualTo(12);
    client.delete("/api/v1/tables/contact/rows/a%2Fb").is(204);
    var gone = client.get(path("a/b")).is(200).json();
    assertThat(gone.get("exists").asBoolean()).isFalse();
    assertThat(gone.get("segments").size()).isZero();
    var last = client.get(path("a/b") + "/timeline").is(200).json().get("items");
    assertThat(last.valueStream().map(it -> it.path("reason").asString(""))).contains("removed");
    client.put("/api/v1/tables/contact/rows/a%2Fb", "{}").is(200);
  }

  @Test
  void keysMayBeAnything() {
    var client = server.administrator();
    for (var key : ODD) {
      var person = client.get(path(key)).is(200).json();
      assertThat(person.get("key").asString()).isEqualTo(key);
      assertThat(person.at("/attributes/id").asString()).isEqualTo(key);
      client.get(path(key) + "/timeline").is(200);
    }
  }

  @Test
  void peopleAreListedAndFound() {
    var client = server.administrator();
    var found = client.get("/api/v1/people/contact?search=BOB%40").is(200).json().get("items");
    assertThat(found.size()).isEqualTo(1);
    assertThat(found.get(0).get("key").asString()).isEqualTo("bob");
    assertThat(client.get("/api/v1/people/contact?search=%25%20").json().get("items").size())
        .as("a sign of percent is only that")
        .isEqualTo(1);
    var keys = new ArrayList<String>();
    var cursor = "";
    while (cursor != null) {
      var page = client.get("/api/v1/people/contact?limit=3&cursor=" + cursor).is(200).json();
      page.get("items").forEach(it -> keys.add(it.get("key").asString()));
      cursor = page.has("next") ? page.get("next").asString() : null;
    }
    assertThat(keys).hasSize(2 + ODD.size()).startsWith("ann", "bob").containsAll(ODD);
  }

  @Test
  void whoIsNotThereIsNotFound() {
    var client = server.administrator();
    client.get(path("nobody")).isProblem(404, "not-found");
    client.get("/api/v1/people/shop").isProblem(404, "not-found");
    client.get("/api/v1/people/nothing/ann").isProblem(404, "not-found");
    client.get("/api/v1/people/contact?cursor=!!").isProblem(422, "invalid-input");
    client.get("/api/v1/people/contact?cursor=OTk5OTk5OTk5OTk5").is(200);
    client.get(path("ann") + "/timeline?cursor=YQ").isProblem(422, "invalid-input");
    server.anybody().get("/api/v1/people/contact").isProblem(401, "not-signed-in");
  }
}
