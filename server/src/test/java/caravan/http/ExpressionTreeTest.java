package caravan.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The trees of expressions are what the web UI's own tests take them for: {@code trees.json} there
 * has expressions of every kind. With {@code -Dcaravan.write-trees=true} it is written anew.
 */
class ExpressionTreeTest {

  private static final Path FILE = Path.of("../web/src/segments/builder/trees.json");
  private static final JsonMapper JSON = JsonMapper.shared();

  @TempDir private Path folder = Path.of("");

  @Test
  void treesAreWhatTheWebUiTakesThemFor() throws IOException {
    Files.writeString(
        folder.resolve("caravan.yaml"),
        """
        tables:
          contact:
            audience: true
            key: id
            columns: {id: text, city: text, "Größe in cm": integer, points: integer, credit: decimal,
                      score: number, vip: boolean, born: date, seen: timestamp, more: json}
          store: {key: id, columns: {id: integer, city: text, opened_at: date}}
          purchase:
            columns: {contact_id: text, store_id: integer, product: text, amount: decimal, bought: date}
            belongs-to: {contact: contact_id}
        relations:
          contact.store: points -> store
          purchase.store: store_id -> store
        """);
    Files.writeString(
        folder.resolve("segments.yaml"),
        """
        segments:
          - {segment: "It's VIP", where: vip}
        """);
    var cases = JSON.readTree(Files.readString(FILE));
    var found = JSON.createArrayNode();
    try (var server = TestServer.start(folder)) {
      var client = server.administrator();
      for (var it : cases) {
        var expression = it.get("expression").asString();
        var checked =
            client.post("/api/v1/segments/check", Map.of("expression", expression)).is(200).json();
        assertThat(checked.get("problems")).as(expression).isEmpty();
        found
            .addObject()
            .put("expression", expression)
            .put("printed", checked.get("printed").asString())
            .set("tree", checked.get("tree"));
      }
    }
    if (Boolean.getBoolean("caravan.write-trees")) {
      Files.writeString(FILE, write(found));
    }
    assertThat(found).isEqualTo(cases);
  }

  private static String write(JsonNode cases) {
    var lines = new StringBuilder("[");
    for (var it : cases) {
      lines.append(lines.length() == 1 ? "\n  " : ",\n  ").append(it);
    }
    return lines.append("\n]\n").toString();
  }
}
