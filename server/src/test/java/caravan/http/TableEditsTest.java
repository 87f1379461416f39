package caravan.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Edits of tables: relations, races, and bodies and names of every kind. */
class TableEditsTest {

  private static final String TABLES = "/api/v1/tables";
  private static final String CONTACT = TABLES + "/contact";

  @TempDir private Path folder = Path.of("");
  private TestServer server;
  private Client client;

  @BeforeEach
  void start() throws IOException {
    Files.writeString(
        folder.resolve("caravan.yaml"),
        """
        tables:
          contact:
            audience: true
            key: id
            columns: {id: text, email: text, points: integer, plan: text, boss: text}
            roles: {email: email}
          visit:
            columns: {contact_id: text, at: timestamp}
            belongs-to: {contact: contact_id}
          note:
            key: id
            columns: {id: text, text: text, about: text, reply_to: text}
        relations:
          contact.manager: boss -> contact
          note.subject: about -> contact
          note.parent: reply_to -> note
        """);
    Files.writeString(
        folder.resolve("segments.yaml"),
        """
        segments:
          - {segment: Rich, where: points > 100}
          - {segment: Visitors, where: any(visit)}
        """);
    server = TestServer.start(folder);
    client = server.administrator();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static Map<String, Object> table(String... columnsAndTypes) {
    var columns = new HashMap<String, String>();
    for (var i = 0; i < columnsAndTypes.length; i += 2) {
      columns.put(columnsAndTypes[i], columnsAndTypes[i + 1]);
    }
    return Map.of("key", columnsAndTypes[0], "columns", columns);
  }

  private String version() {
    return client.get(CONTACT).is(200).header("ETag");
  }

  private Reply put(String table, Object definition) {
    return client.send("PUT", TABLES + "/" + table, definition, "If-Match", version());
  }

  private Reply remove(String table) {
    return client.send("DELETE", TABLES + "/" + table, null, "If-Match", version());
  }

  @Test
  void whatIsShownCanBeSentBackWithoutChangingAnything() {
    for (var name : List.of("contact", "visit", "note")) {
      var shown = client.get(TABLES + "/" + name).is(200).json().get("definition");
      var again = put(name, shown).is(200).json();
      assertThat(again.get("definition")).isEqualTo(shown);
    }
    assertThat(client.get(CONTACT).json().at("/toMany/visit").asString()).isEqualTo("visit");
  }

  @Test
  void ofManyWhoEditOneVersionOneSucceeds() throws Exception {
    var version = version();
    Callable<Integer> edit =
        () ->
            client
                .send(
                    "PUT",
                    TABLES + "/note",
                    table("id", "text", "about", "text", "reply_to", "text"),
                    "If-Match",
                    version)
                .status();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var statuses =
          threads.invokeAll(List.of(edit, edit, edit, edit)).stream()
              .map(
                  it -> {
                    try {
                      return it.get();
                    } catch (Exception e) {
                      throw new IllegalStateException(e);
                    }
                  })
              .toList();
      assertThat(statuses).containsExactlyInAnyOrder(200, 412, 412, 412);
    }
  }

  @Test
  void whatIsUsedStaysAndTheUsersAreNamed() {
    var refused = remove("visit").isProblem(409, "in-use");
    assertThat(refused.json().at("/problems/0/place").asString()).isEqualTo("segment 'Visitors'");
    assertThat(refused.json().at("/problems/0/code").asString()).isEqualTo("in-use");
    remove("contact").isProblem(409, "in-use");

    var without =
        Map.of(
            "audience",
            true,
            "key",
            "id",
            "columns",
            Map.of("id", "text", "email", "text", "boss", "text"));
    var column = put("contact", without).isProblem(409, "in-use");
    assertThat(column.json().get("problems").size()).isEqualTo(1);
    assertThat(column.json().at("/problems/0/place").asString()).isEqualTo("segment 'Rich'");
    assertThat(column.json().at("/problems/0/message").asString()).contains("contact.points");
    assertThat(client.get(CONTACT).json().at("/columns/points").asString()).isEqualTo("integer");

    var uses = client.get(TABLES + "/contact/columns/points/uses").is(200).json();
    assertThat(uses.valueStream().map(it -> it.get("name").asString())).containsExactly("Rich");
    assertThat(client.get(TABLES + "/visit/uses").is(200).json().toString()).contains("Visitors");
    client.get(TABLES + "/contact/columns/pionts/uses").isProblem(404, "not-found");
  }

  @Test
  void aRelationThatSegmentsFollowIsInUse() {
    var apart = Map.of("columns", Map.of("contact_id", "text", "at", "timestamp"));
    var refused = put("visit", apart).isProblem(409, "in-use");
    assertThat(refused.json().at("/problems/0/place").asString()).contains("segments/Visitors");
    assertThat(client.get(TABLES + "/visit").json().at("/toOne/contact").asString())
        .isEqualTo("contact");
  }

  @Test
  void aTableWithRelationsOfItsOwnIsRemovedWithThem() {
    remove("note").is(204);
    assertThat(client.get(TABLES).json().get("items").size()).isEqualTo(2);
    server.restart();
    client = server.administrator();
    assertThat(client.get(TABLES).json().get("items").size()).isEqualTo(2);
  }

  @Test
  void allFaultsOfADefinitionAreSaidAndNothingIsMade() {
    var reply =
        client.put(
            TABLES + "/order",
            Map.of(
                "key",
                "nr",
                "columns",
                Map.of("no", "intger", "who", "text"),
                "belongs-to",
                Map.of("contcat", "who"),
                "collor",
                "red"));
    reply.isProblem(422, "invalid-input");
    assertThat(reply.faults())
        .anySatisfy(fault -> assertThat(fault).contains("intger"))
        .anySatisfy(fault -> assertThat(fault).contains("contcat", "did you mean 'contact'"))
        .anySatisfy(fault -> assertThat(fault).contains("collor"));
    client.get(TABLES + "/order").isProblem(404, "not-found");
    client
        .put(TABLES + "/order", Map.of("key", "no", "data", "/etc/passwd"))
        .isProblem(422, "invalid-input");
    put("contact", Map.of("audience", true, "key", "email", "columns", Map.of("email", "text")))
        .is(409);
    assertThat(
            put(
                    "note",
                    Map.of(
                        "key",
                        "text",
                        "columns",
                        Map.of(
                            "id", "integer",
                            "text", "text",
                            "about", "text",
                            "reply_to", "text")))
                .isProblem(422, "invalid-input")
                .faults())
        .hasSize(2);
  }

  @Test
  void noBodyBreaksAnything() {
    for (var body :
        List.of(
            "null",
            "[]",
            "3",
            "{\"columns\": null}",
            "{\"columns\": []}",
            "{\"columns\": {\"\": \"text\"}}",
            "{\"columns\": {\"a\\u0000b\": \"text\"}}",
            "{\"columns\": {\"a\\ud800b\": \"text\"}}",
            "{\"columns\": {\"a\": {\"b\": [1, {\"c\": null}]}}}",
            "{\"columns\": {\"a\": \"text\", \"A\": \"text\"}}",
            "{\"columns\": {\"caravan:ordinal\": \"text\"}}",
            "{\"key\": [\"id\"], \"columns\": {\"id\": \"text\"}}",
            "{\"audience\": \"perhaps\", \"columns\": {\"id\": \"text\"}}",
            "{\"columns\": {\"id\": \"text\"}, \"columns\": {\"id\": \"text\"}}",
            "{\"columns\": {\"id\": \"text\"}} x")) {
      var reply = client.put(TABLES + "/order", body);
      assertThat(reply.status()).as("%s: %s", body, reply.body()).isIn(400, 422);
      client.get(TABLES + "/order").isProblem(404, "not-found");
    }
    client.put(TABLES + "/order", table("no", "integer")).is(201);
  }

  @Test
  void someNamesAreNotForTables() {
    for (var name : List.of("a.b", "say \"x\"", " ", "CONTACT", "caravan:x", "sent")) {
      client
          .put(Harbour.path("/tables/{}", name), table("no", "integer"))
          .isProblem(422, "invalid-input");
    }
  }

  @Test
  void othersAre() {
    for (var name : List.of("a/b", "it's", "Käufer 😀", "100%", "select", "{{x}}")) {
      var path = Harbour.path("/tables/{}", name);
      client.put(path, table("the key", "text", "naïve; column", "integer")).is(201);
      client.post(path + "/rows", Map.of("the key", "k", "naïve; column", 7)).is(200);
      assertThat(client.get(path).is(200).json().get("name").asString()).isEqualTo(name);
      assertThat(client.get(path + "/rows/k").json().get("naïve; column").asInt()).isEqualTo(7);
      var uses = client.get(path + "/columns/na%C3%AFve%3B%20column/uses").is(200).json();
      assertThat(uses.isEmpty()).isTrue();
      client.send("DELETE", path, null, "If-Match", version()).is(204);
    }
  }
}
