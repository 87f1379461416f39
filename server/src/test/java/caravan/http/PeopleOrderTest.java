package caravan.http;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.testkit.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** People are sorted by any column, and pages lose and repeat nobody. */
class PeopleOrderTest {

  private static final List<String> NAMES = List.of("Zoe", "anna", "Anna", "Émile", "a b", "");
  private static final List<String> COLUMNS =
      List.of("id", "name", "points", "price", "share", "ok", "born", "seen");

  @TempDir private Path folder = Path.of("");

  @ParameterizedTest
  @ValueSource(strings = {"file", "PostgreSQL"})
  void everyColumnSortsBothWays(String where) throws IOException {
    Files.writeString(
        folder.resolve("caravan.yaml"),
        """
        tables:
          contact:
            audience: true
            key: id
            columns:
              id: text
              name: text
              points: integer
              price: decimal
              share: number
              ok: boolean
              born: date
              seen: timestamp
              more: json
        """);
    Files.writeString(
        folder.resolve("segments.yaml"),
        "segments: [{segment: Most, audience: contact, where: id != 'p3'}]");
    Map<String, String> options =
        where.equals("file") ? Map.of() : Map.of("CARAVAN_STATE", PostgresServer.newDatabase());
    try (var server = TestServer.start(folder, options)) {
      var client = server.administrator();
      client.post("/api/v1/tables/contact/rows", people()).is(200);
      for (var column : COLUMNS) {
        for (var sort : List.of(column, "-" + column)) {
          checkOrder(client, "/api/v1/people/contact", "attributes", 23, sort);
          checkOrder(client, "/api/v1/segments/Most/members", "columns", 22, sort);
        }
      }
      client.get("/api/v1/people/contact?sort=pints").isProblem(422, "invalid-input");
      client.get("/api/v1/people/contact?sort=more").isProblem(422, "invalid-input");
      var odd = Cursor.write("3 no date");
      client.get("/api/v1/people/contact?sort=born&cursor=" + odd).isProblem(422, "invalid-input");
    }
  }

  private static List<Map<String, Object>> people() {
    return IntStream.range(0, 23)
        .mapToObj(
            i -> {
              var row = new java.util.HashMap<String, Object>(Map.of("id", "p" + i));
              if (i % 4 > 0) {
                row.put("name", NAMES.get(i % NAMES.size()));
                row.put("points", i % 5 - 2);
                row.put("price", i % 3 * 1.25);
                row.put("share", Math.cbrt(i % 7));
                row.put("ok", i % 2 == 0);
                row.put("born", "19%02d-02-03".formatted(i * 7 % 30));
                row.put("seen", "2026-01-01T00:00:%02d.000123Z".formatted(i * 7 % 30));
              }
              return (Map<String, Object>) row;
            })
        .toList();
  }

  /** Few columns are shown of a member; by those that are not, only the pages are looked at. */
  private static void checkOrder(
      Client client, String path, String values, int people, String sort) {
    var whole =
        client.get(path + "?sort=" + sort).is(200).json().get("items").valueStream().toList();
    assertThat(whole).hasSize(people);
    var paged = new ArrayList<JsonNode>();
    var cursor = "";
    while (cursor != null) {
      var page = client.get(path + "?limit=4&sort=" + sort + "&cursor=" + cursor).is(200).json();
      page.get("items").forEach(paged::add);
      cursor = page.has("next") ? page.get("next").asString() : null;
    }
    assertThat(paged).as(sort).isEqualTo(whole);
    var isDown = sort.startsWith("-");
    var column = isDown ? sort.substring(1) : sort;
    var cells = whole.stream().map(it -> cell(it.get(values).get(column))).toList();
    Comparator<Comparable<Object>> order = Comparator.naturalOrder();
    var sorted = new ArrayList<>(cells);
    sorted.sort(Comparator.nullsLast(isDown ? order.reversed() : order));
    assertThat(cells).as(sort).isEqualTo(sorted);
  }

  @SuppressWarnings("unchecked")
  private static @Nullable Comparable<Object> cell(@Nullable JsonNode value) {
    if (value == null) {
      return null;
    }
    Comparable<?> cell =
        value.isNumber()
            ? value.decimalValue()
            : value.isBoolean()
                ? (Comparable<?>) value.booleanValue()
                : value.asString().toLowerCase(Locale.ROOT);
    return (Comparable<Object>) cell;
  }
}
