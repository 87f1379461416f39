package caravan.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What values a column has, for whoever is to choose one. */
class ColumnValuesTest {

  @TempDir private static Path folder;
  private static TestServer server;
  private static Client ann;

  @BeforeAll
  static void starts() {
    server = Harbour.start(folder, 201);
    ann = server.administrator();
  }

  @AfterAll
  static void ends() {
    server.close();
  }

  private static String values(String column, String query) {
    var items =
        ann.get("/api/v1/tables/contact/columns/" + column + "/values" + query)
            .is(200)
            .json()
            .get("items");
    return String.join(
        ", ",
        items
            .valueStream()
            .map(it -> it.get("value").asString() + " " + it.get("count").asLong())
            .toList());
  }

  @Test
  void theMostFrequentComeFirst() {
    assertThat(values("plan", "")).isEqualTo("pro 101, free 100");
    assertThat(values("plan", "?limit=1")).isEqualTo("pro 101");
    assertThat(values("joined", "?limit=1")).isEqualTo("2026-01-01 8");
    assertThat(values("spent", "?limit=1")).isEqualTo("0.5 1");
  }

  @Test
  void theyAreSearched() {
    assertThat(values("plan", "?search=FR")).isEqualTo("free 100");
    assertThat(values("name", "?search=person%2019&limit=2"))
        .isEqualTo("Person 19 1, Person 190 1");
    assertThat(values("joined", "?search=-28")).isEqualTo("2026-01-28 7");
    assertThat(values("plan", "?search=%25")).isEmpty();
    assertThat(values("plan", "?search=%27%20or%201%3D1%20--")).isEmpty();
    assertThat(values("plan", "?search=%00")).isEmpty();
  }

  @Test
  void whatIsNotThereIsSaid() {
    ann.get("/api/v1/tables/contact/columns/paln/values").isProblem(404, "not-found");
    ann.get("/api/v1/tables/contcat/columns/plan/values").isProblem(404, "not-found");
    ann.get("/api/v1/tables/contact/columns/plan/values?limit=0").isProblem(422, "invalid-input");
    assertThat(server.user("vera", "viewer").get("/api/v1/tables/contact/columns/plan/values"))
        .extracting(Reply::status)
        .isEqualTo(200);
  }
}
