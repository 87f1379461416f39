package caravan.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Tables are made and changed while the server runs; what is used stays. */
class TablesTest {

  private static final String TABLES = "/api/v1/tables";

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
            columns: {id: text, email: text, points: integer, spare: text}
            roles: {email: email}
          visit:
            columns: {contact_id: text, at: timestamp}
            belongs-to: {contact: contact_id}
        """);
    Files.writeString(
        folder.resolve("segments.yaml"),
        """
        segments:
          - {segment: Rich, where: points > 100}
          - {segment: Visitors, audience: contact, where: any(visit)}
        """);
    server = TestServer.start(folder);
    client = server.administrator();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void theyAreListedInTheOrderThatIsWanted() {
    client.post(TABLES + "/visit/rows", List.of(Map.of("contact_id", "ann"))).is(200);
    assertThat(names("?sort=-rows")).containsExactly("visit", "contact");
    assertThat(names("?sort=-columns")).containsExactly("contact", "visit");
    assertThat(names("?search=VIS")).containsExactly("visit");
    assertThat(names("?source=customer-insights")).isEmpty();
    client.get(TABLES + "?sort=colour").isProblem(422, "invalid-input");
  }

  private List<String> names(String query) {
    var items = client.get(TABLES + query).is(200).json().get("items");
    return items.valueStream().map(it -> it.get("name").asString()).toList();
  }

  private String etag(String table) {
    return client.get(TABLES + "/" + table).is(200).header("ETag");
  }

  private static Map<String, Object> contact(Map<String, String> columns) {
    return Map.of(
        "audience", true, "key", "id", "columns", columns, "roles", Map.of("email", "email"));
  }

  @Test
  void sayWhatTheyAre() {
    client.post(TABLES + "/contact/rows", Map.of("id", "ann")).is(200);
    var tables = client.get(TABLES).is(200).json().get("items");
    assertThat(tables.valueStream().map(it -> it.get("name").asString()))
        .containsExactly("contact", "visit");
    var contact = tables.get(0);
    assertThat(contact.get("audience").asBoolean()).isTrue();
    assertThat(contact.get("key").asString()).isEqualTo("id");
    assertThat(contact.at("/columns/points").asString()).isEqualTo("integer");
    assertThat(contact.at("/roles/email").asString()).isEqualTo("email");
    assertThat(contact.at("/toMany/visit").asString()).isEqualTo("visit");
    assertThat(contact.get("rows").asLong()).isEqualTo(1);
    assertThat(tables.get(1).at("/toOne/contact").asString()).isEqualTo("contact");
    client.get(TABLES + "/nothing").isProblem(404, "not-found");
  }

  @Test
  void areMadeFilledChangedAndRemoved() {
    var order = Map.of("key", "no", "columns", Map.of("no", "integer", "sum", "decimal"));
    client.send("PUT", TABLES + "/order", order, "If-None-Match", "*").is(201);
    client.send("PUT", TABLES + "/order", order, "If-None-Match", "*").isProblem(412, "exists");
    client.put(TABLES + "/order", order).isProblem(428, "precondition-required");
    client.send("PUT", TABLES + "/order", order, "If-Match", "\"0\"").isProblem(412, "changed");
    client.post(TABLES + "/order/rows", List.of(Map.of("no", 1, "sum", 9.5))).is(200);

    var more = Map.of("key", "no", "columns", Map.of("no", "integer", "note", "text"));
    client.send("PUT", TABLES + "/order", more, "If-Match", etag("order")).is(200);
    client.put(TABLES + "/order/rows/1", Map.of("note", "x")).is(200);
    var row = client.get(TABLES + "/order/rows/1").is(200).json();
    assertThat(row.propertyNames()).containsExactlyInAnyOrder("no", "note");
    assertThat(row.get("note").asString()).isEqualTo("x");

    server.restart();
    client = server.administrator();
    assertThat(client.get(TABLES + "/order/rows/1").is(200).json().has("sum")).isFalse();
    client.delete(TABLES + "/order").isProblem(428, "precondition-required");
    client.send("DELETE", TABLES + "/order", null, "If-Match", etag("order")).is(204);
    client.get(TABLES + "/order").isProblem(404, "not-found");
    client.post(TABLES + "/order/rows", Map.of("no", 1)).isProblem(404, "not-found");
  }

  @Test
  void whatIsUsedStays() {
    var uses = client.get(TABLES + "/contact/columns/points/uses").is(200).json();
    assertThat(uses.valueStream().map(it -> it.get("name").asString())).containsExactly("Rich");
    client.get(TABLES + "/contact/columns/pionts/uses").isProblem(404, "not-found");
    assertThat(
            client
                .get(TABLES + "/visit/uses")
                .is(200)
                .json()
                .valueStream()
                .map(it -> it.get("name").asString()))
        .contains("Visitors");

    var columns = Map.of("id", "text", "email", "text", "spare", "text");
    var refused =
        client.send("PUT", TABLES + "/contact", contact(columns), "If-Match", etag("contact"));
    refused.isProblem(409, "in-use");
    assertThat(refused.json().at("/problems/0/place").asString()).isEqualTo("segment 'Rich'");
    var removed = client.send("DELETE", TABLES + "/visit", null, "If-Match", etag("visit"));
    removed.isProblem(409, "in-use");
    assertThat(removed.json().get("problems").valueStream().map(it -> it.get("place").asString()))
        .contains("segment 'Visitors'");

    var without = Map.of("id", "text", "email", "text", "points", "integer");
    client.send("PUT", TABLES + "/contact", contact(without), "If-Match", etag("contact")).is(200);
    assertThat(client.get(TABLES + "/contact").json().get("columns").has("spare")).isFalse();
  }

  @Test
  void whatIsWrongIsSaidAtOnce() {
    var wrong =
        Map.of("audience", true, "columns", Map.of("id", "txt", "b", "integr"), "colums", 1);
    var reply = client.put(TABLES + "/order", wrong);
    reply.isProblem(422, "invalid-input");
    assertThat(reply.faults().size()).isGreaterThan(2);
    client
        .put(TABLES + "/order", Map.of("data", "../secret.csv", "columns", Map.of("a", "text")))
        .isProblem(422, "invalid-input");
    client
        .put(
            TABLES + "/order",
            Map.of("source", "customer-insights", "columns", Map.of("a", "text")))
        .isProblem(409, "read-only");
    server.user("vic", "viewer").put(TABLES + "/order", wrong).isProblem(403, "forbidden");
    assertThat(client.get(TABLES).json().get("items").size()).isEqualTo(2);
  }

  @Test
  void twoWhoChangeAtOnceDoNotUndoEachOther() {
    var version = etag("contact");
    var one = contact(Map.of("id", "text", "email", "text", "points", "integer", "one", "text"));
    var two = contact(Map.of("id", "text", "email", "text", "points", "integer", "two", "text"));
    client.send("PUT", TABLES + "/contact", one, "If-Match", version).is(200);
    client.send("PUT", TABLES + "/contact", two, "If-Match", version).isProblem(412, "changed");
    assertThat(
            client
                .get(TABLES + "/contact")
                .json()
                .get("columns")
                .propertyStream()
                .map(Map.Entry::getKey))
        .contains("one")
        .doesNotContain("two");
    JsonNode log = client.get("/api/v1/audit").is(200).json().get("items");
    assertThat(log.toString()).contains("table-changed", "table 'contact'");
  }
}
