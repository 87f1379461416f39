package caravan.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Segments over HTTP. */
class SegmentsTest {

  @TempDir private static Path folder;
  private static TestServer server;
  private static Client ann;

  @BeforeAll
  static void starts() {
    server = Harbour.start(folder, 200);
    ann = server.administrator();
  }

  @AfterAll
  static void ends() {
    server.close();
  }

  private static Reply make(String name, String where) {
    return ann.put(Harbour.path("/segments/{}", name), Map.of("where", where)).is(201);
  }

  @Test
  void aSegmentIsMadeLookedAtChangedAndTakenAway() {
    var path = Harbour.path("/segments/{}", "Pros");
    var made = ann.put(path, Map.of("where", "plan = 'pro' AND spent >= 100")).is(201);
    var segment = ann.get(path).is(200);
    assertThat(segment.header("ETag")).isEqualTo(made.header("ETag")).isNotEmpty();
    assertThat(segment.json().at("/definition/where").asString())
        .isEqualTo("plan = 'pro' and spent >= 100");
    assertThat(segment.json().at("/definition/segment").asString()).isEqualTo("Pros");
    assertThat(segment.json().get("members").asLong()).isEqualTo(50);
    assertThat(segment.json().get("change").asLong()).isEqualTo(50);
    assertThat(segment.json().get("author").asString()).isEqualTo("Ann");
    ann.put(path, Map.of("where", "plan = 'free'")).isProblem(428, "precondition-required");
    var changed =
        ann.send("PUT", path, Map.of("where", "plan = 'free'"), "If-Match", made.header("ETag"))
            .is(200);
    assertThat(changed.json().get("members").asLong()).isEqualTo(100);
    ann.send("PUT", path, Map.of("where", "plan = 'pro'"), "If-Match", made.header("ETag"))
        .isProblem(412, "changed");
    ann.send("PUT", path, Map.of("where", "plan = 'pro'"), "If-None-Match", "*")
        .isProblem(412, "exists");
    ann.send("DELETE", path, null, "If-Match", made.header("ETag")).isProblem(412, "changed");
    ann.send("DELETE", path, null, "If-Match", changed.header("ETag")).is(204);
    ann.get(path).isProblem(404, "not-found");
    ann.delete(path).isProblem(404, "not-found");
    ann.send("PUT", path, Map.of("where", "plan = 'pro'"), "If-Match", made.header("ETag"))
        .isProblem(412, "changed");
  }

  @Test
  void anotherOfTheSameNameIsAnother() {
    var path = Harbour.path("/segments/{}", "Reborn");
    make("Reborn", "plan = 'pro'");
    ann.delete(path).is(204);
    make("Between", "plan = 'free'"); // what is stored goes on meanwhile
    make("Reborn", "id = 'c00001'");
    server.restart();
    assertThat(ann.get(path).is(200).json().get("members").asLong()).isEqualTo(1);
    var history = ann.get(path + "/history").is(200).json().get("items");
    assertThat(history.get(history.size() - 1).get("members").asLong()).isEqualTo(1);
    var minutes = ann.get(path + "/history?by=minute").is(200).json().get("items");
    assertThat(minutes.get(minutes.size() - 1).get("members").asLong()).isEqualTo(1);
    ann.get(path + "/history?by=hour").isProblem(422, "invalid-input");
  }

  @Test
  void theListIsSortedFilteredAndComesInPages() {
    for (var i = 0; i < 5; i++) {
      make("List " + i, "spent < " + (10 * (i % 3)));
    }
    ann.put(Harbour.path("/segments/{}", "List static"), Map.of("members", List.of("c00001")))
        .is(201);
    var names = new ArrayList<String>();
    var cursor = "";
    do {
      var page =
          ann.get("/api/v1/segments?search=list&sort=-members&limit=2&cursor=" + cursor).is(200);
      page.json().get("items").forEach(item -> names.add(item.get("name").asString()));
      cursor = page.json().path("next").asString("");
    } while (!cursor.isEmpty());
    assertThat(names)
        .containsExactly("List 2", "List 4", "List 1", "List static", "List 3", "List 0");
    var page = ann.get("/api/v1/segments?search=LIST&kind=static").is(200).json().get("items");
    assertThat(page.size()).isEqualTo(1);
    assertThat(page.get(0).get("members").asLong()).isEqualTo(1);
    assertThat(page.get(0).get("change").asLong()).isEqualTo(1);
    assertThat(page.get(0).get("title").asString()).isEqualTo("Outbound marketing");
    assertThat(ann.get("/api/v1/segments?source=customer-insights").is(200).json().get("items"))
        .isEmpty();
    ann.get("/api/v1/segments?sort=nmae").isProblem(422, "invalid-input");
    ann.get("/api/v1/segments?cursor=%21").isProblem(422, "invalid-input");
    ann.get("/api/v1/segments?cursor=bm8").isProblem(422, "invalid-input");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a/b",
        "../../etc/passwd",
        "'; drop table contact; --",
        "\"quoted\" 'name'",
        "Ünïcödé 🚀 名",
        "a;b=c",
        "50% off",
        "a\\b",
        "?x=1#y",
        "check",
        ".",
        "..",
        "a+b",
        "{name}",
        "<script>"
      })
  void namesMayBeAnything(String name) {
    var path = Harbour.path("/segments/{}", name);
    if (name.startsWith(".") && name.length() < 3) {
      return; // clients take these for folders
    }
    ann.put(path, Map.of("where", "plan = 'pro'")).is(201);
    assertThat(ann.get(path).is(200).json().get("name").asString()).isEqualTo(name);
    assertThat(ann.get(path + "/members?limit=1").is(200).json().get("items").size()).isEqualTo(1);
    assertThat(ann.get(path + "/history").is(200).json().at("/items/0/members").asLong())
        .isEqualTo(100);
    ann.get(path + "/people/c00001/explanation").is(200);
    ann.post(path + "/copy", Map.of("as", name + "!")).is(201);
    ann.delete(Harbour.path("/segments/{}", name + "!")).is(204);
    ann.delete(path).is(204);
  }

  @Test
  void namesThatAreNoneAreRefused() {
    ann.put(Harbour.path("/segments/{}", "x".repeat(201)), Map.of("where", "plan = 'pro'"))
        .isProblem(422, "invalid-input");
    ann.put(Harbour.path("/segments/{}", " x"), Map.of("where", "plan = 'pro'"))
        .isProblem(422, "invalid-input");
    ann.put(Harbour.path("/segments/{}", "Left"), Map.of("segment", "Right", "where", "plan = 'a'"))
        .isProblem(422, "invalid-input");
  }

  @Test
  void faultsAreAllSaidWithTheirPlaces() {
    var check =
        ann.post(
                "/api/v1/segments/check",
                Map.of("expression", "plan = 5 and\n emial = 'x' and spnt > 3"))
            .is(200)
            .json();
    assertThat(check.get("problems").size()).isEqualTo(3);
    assertThat(check.at("/problems/1/line").asInt()).isEqualTo(2);
    assertThat(check.at("/problems/1/column").asInt()).isEqualTo(2);
    assertThat(check.at("/problems/1/message").asString()).contains("did you mean 'email'?");
    assertThat(check.has("printed")).isFalse();
    assertThat(check.has("tree")).isFalse();
    var printed =
        ann.post("/api/v1/segments/check", Map.of("expression", "NOT (plan='pro')")).is(200);
    assertThat(printed.json().get("printed").asString()).isEqualTo("not plan = 'pro'");
    assertThat(printed.json().at("/tree/kind").asString()).isEqualTo("not");
    assertThat(printed.json().at("/tree/inner/left/path/0").asString()).isEqualTo("plan");
    assertThat(printed.json().at("/tree/inner/right/value").asString()).isEqualTo("pro");
    var put =
        ann.send(
            "PUT",
            Harbour.path("/segments/{}", "Faulty"),
            "{\"where\":\n  \"spnt > 3 and emial = 'x'\",\n \"alos\": [1]}");
    put.isProblem(422, "invalid-input");
    assertThat(put.json().get("problems").size()).isEqualTo(3);
    assertThat(put.json().at("/problems/0/line").asInt()).isEqualTo(2);
    assertThat(put.json().at("/problems/0/column").asInt()).isEqualTo(4);
    var definition =
        ann.post(
                "/api/v1/segments/check",
                Map.of("definition", Map.of("segment", "X", "where", "spnt > 3")))
            .is(200);
    assertThat(definition.json().get("problems").size()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "plan = 'x'; drop table contact",
        "plan = 'x' union select 1",
        "in segment 'no such'",
        "((((((((",
        "plan = '\u0000'",
        "plan = 'x' or 1 = 1 --"
      })
  void hostileExpressionsAreRefused(String expression) {
    ann.post("/api/v1/segments/count", Map.of("expression", expression))
        .isProblem(422, "invalid-input");
    assertThat(
            ann.post("/api/v1/segments/check", Map.of("expression", expression))
                .is(200)
                .json()
                .get("problems")
                .size())
        .isPositive();
  }

  @Test
  void hostileBodiesAreRefused() {
    var path = Harbour.path("/segments/{}", "Body");
    ann.send("PUT", path, "where: plan = 'pro'").isProblem(400, "not-json");
    ann.send("PUT", path, "[1]").isProblem(422, "invalid-input");
    ann.send("PUT", path, "{\"where\": 1, \"where\": 2}").isProblem(400, "not-json");
    ann.send("PUT", path, "[".repeat(5_000)).isProblem(400, "not-json");
    ann.send("PUT", path, "{\"members\": [\"\\ud83d\"]}").isProblem(422, "invalid-input");
    ann.send("PUT", path, "{}").isProblem(422, "invalid-input");
    ann.send("PUT", path, "{\t\"where\":\t\"name != '\\ud83d\\ude80 \\/ \\u0041'\"}").is(201);
    assertThat(ann.get(path).is(200).json().at("/definition/where").asString())
        .isEqualTo("not name = '🚀 / A'");
    ann.send("PUT", path, "{\"where\": \"plan = 'x'\", \"source\": \"customer-insights\"}")
        .isProblem(409, "read-only");
  }

  @Test
  void aDefinitionHasABound() {
    ann.raw(
            "POST",
            "/api/v1/%73egments/check",
            "{\"expression\": \"" + "x".repeat(33 * 1024 * 1024) + "\"}")
        .isProblem(413, "too-large");
  }

  @Test
  void anExpressionIsCounted() {
    var count =
        ann.post(
                "/api/v1/segments/count",
                Map.of("expression", "plan = 'pro' and spent < 10", "sample", 2))
            .is(200)
            .json();
    assertThat(count.get("count").asLong()).isEqualTo(5);
    assertThat(count.get("of").asLong()).isEqualTo(200);
    assertThat(count.at("/parts/0/count").asLong()).isEqualTo(100);
    assertThat(count.at("/parts/1/count").asLong()).isEqualTo(10);
    assertThat(count.at("/parts/1/condition").asString()).isEqualTo("spent < 10");
    assertThat(count.get("sample").size()).isEqualTo(2);
    assertThat(count.at("/sample/1/key").asString()).isEqualTo("c00002");
    assertThat(count.at("/sample/1/columns/spent").asDouble()).isEqualTo(2.5);
    assertThat(count.at("/sample/1/columns/joined").asString()).isEqualTo("2026-01-03");
  }

  @Test
  void theConditionsInsideAreCountedToo() {
    var parts =
        ann.post(
                "/api/v1/segments/count",
                Map.of("expression", "not (plan = 'pro' or spent < 10) and spent < 20"))
            .is(200)
            .json()
            .get("parts");
    assertThat(parts.at("/0/count").asLong()).isEqualTo(95);
    assertThat(parts.at("/0/parts/0/count").asLong()).isEqualTo(105);
    assertThat(parts.at("/0/parts/0/parts/0/condition").asString()).isEqualTo("plan = 'pro'");
    assertThat(parts.at("/0/parts/0/parts/0/count").asLong()).isEqualTo(100);
    assertThat(parts.at("/1/count").asLong()).isEqualTo(20);
  }

  @Test
  void listsAreCountedAndComparedWithASegment() {
    make("Cheap", "spent < 5");
    var count =
        ann.post(
                "/api/v1/segments/count",
                Map.of(
                    "expression",
                    "spent < 2",
                    "also",
                    List.of("c00150", "nobody"),
                    "never",
                    List.of("c00000"),
                    "instead",
                    "Cheap"))
            .is(200)
            .json();
    assertThat(count.get("count").asLong()).isEqualTo(2);
    assertThat(count.at("/change/joined").asLong()).isEqualTo(1);
    assertThat(count.at("/change/left").asLong()).isEqualTo(4);
    var list =
        ann.post("/api/v1/segments/count", Map.of("members", List.of("c00001", "nobody"))).is(200);
    assertThat(list.json().get("count").asLong()).isEqualTo(1);
    assertThat(list.json().get("parts")).isEmpty();
    assertThat(list.json().has("change")).isFalse();
    ann.post("/api/v1/segments/count", Map.of("expression", "spent < 2", "instead", "Chaep"))
        .isProblem(422, "invalid-input");
    ann.post("/api/v1/segments/count", Map.of()).isProblem(422, "invalid-input");
  }

  @Test
  void itIsExplainedWhySomebodyIsIn() {
    make("Rich", "spent > 50 or plan = 'pro'");
    var explanation =
        ann.get(Harbour.path("/segments/{}/people/{}/explanation", "Rich", "c00002"))
            .is(200)
            .json();
    assertThat(explanation.get("kind").asString()).isEqualTo("segment");
    assertThat(explanation.get("holds").asBoolean()).isTrue();
    assertThat(explanation.at("/parts/0/kind").asString()).isEqualTo("or");
    assertThat(explanation.at("/parts/0/parts/0/holds").asBoolean()).isFalse();
    assertThat(explanation.at("/parts/0/parts/0/values/0/value").asDouble()).isEqualTo(2.5);
    ann.get(Harbour.path("/segments/{}/people/{}/explanation", "Rich", "nobody"))
        .isProblem(404, "not-found");
    var asked =
        ann.post("/api/v1/segments/explain", Map.of("expression", "plan = 'pro'", "key", "c00001"))
            .is(200);
    assertThat(asked.json().get("holds").asBoolean()).isFalse();
  }

  @Test
  void membersAreFoundAndComeAsCsv() {
    make("Frees", "plan = 'free'");
    var path = Harbour.path("/segments/{}/members", "Frees");
    var found = ann.get(path + "?search=PERSON%2011").is(200).json().get("items");
    assertThat(found.valueStream().map(it -> it.get("key").asString()))
        .containsExactly("c00011", "c00111", "c00113", "c00115", "c00117", "c00119");
    assertThat(ann.get(path + "?search=c00013").is(200).json().get("items").size()).isEqualTo(1);
    assertThat(ann.get(path + "?search=%00").is(200).json().get("items")).isEmpty();
    var csv = ann.send("GET", path, null, "Accept", "text/csv").is(200);
    assertThat(csv.body().lines().toList())
        .hasSize(101)
        .startsWith(
            "id,name,email,plan,spent,joined",
            "c00001,Person 1,p1@example.org,free,1.500000,2026-01-02");
  }

  @Test
  void aSegmentIsCopiedAndFrozen() {
    make("Original", "spent < 5");
    ann.post(Harbour.path("/segments/{}/copy", "Original"), Map.of("as", "Copy")).is(201);
    ann.post(Harbour.path("/segments/{}/copy", "Original"), Map.of("as", "Copy"))
        .isProblem(412, "exists");
    var frozen =
        ann.post(Harbour.path("/segments/{}/freeze", "Original"), Map.of("as", "Frozen")).is(201);
    assertThat(frozen.json().get("kind").asString()).isEqualTo("static");
    assertThat(frozen.json().at("/definition/members").valueStream().map(it -> it.asString()))
        .containsExactly("c00000", "c00001", "c00002", "c00003", "c00004");
    make("Uses it", "in segment 'Original'");
    var uses = ann.get(Harbour.path("/segments/{}/uses", "Original")).is(200).json();
    assertThat(uses.at("/usedBy/0/name").asString()).isEqualTo("Uses it");
    ann.delete(Harbour.path("/segments/{}", "Original")).isProblem(409, "in-use");
  }

  @Test
  void pagesLoseAndRepeatNobodyWhileRowsChange(@TempDir Path other) {
    try (var large = Harbour.start(other, 10_000)) {
      var bob = large.administrator();
      bob.put(Harbour.path("/segments/{}", "All"), Map.of("where", "spent >= 0 or plan = 'new'"))
          .is(201);
      var workspace = large.workspace();
      var seen = new ArrayList<String>();
      var gone = new HashSet<String>();
      var cursor = "";
      var pages = 0;
      do {
        var page =
            bob.get(Harbour.path("/segments/{}/members", "All") + "?limit=997&cursor=" + cursor)
                .is(200)
                .json();
        page.get("items").forEach(item -> seen.add(item.get("key").asString()));
        cursor = page.path("next").asString("");
        var first = "c%05d".formatted(pages);
        var last = "c%05d".formatted(9_999 - pages);
        var fresh = "d%05d".formatted(pages++);
        gone.add(first);
        gone.add(last);
        workspace
            .live()
            .submit(
                1,
                (engine, _) -> {
                  var table = engine.tables().schema().table("contact");
                  engine.intake().remove(table, List.of(first, last));
                  engine.intake().upsert(table, List.of(Map.of("id", fresh, "plan", "new")));
                  return true;
                })
            .join();
      } while (!cursor.isEmpty());
      assertThat(seen).doesNotHaveDuplicates();
      assertThat(new HashSet<>(seen))
          .containsAll(
              java.util.stream.IntStream.range(0, 10_000)
                  .mapToObj("c%05d"::formatted)
                  .filter(key -> !gone.contains(key))
                  .toList());
      assertThat(pages).isGreaterThan(10);
    }
  }

  @Test
  void aViewerOnlyLooks() {
    make("Seen", "plan = 'pro'");
    var viewer = server.user("vera", "viewer");
    viewer.get("/api/v1/segments").is(200);
    viewer.get(Harbour.path("/segments/{}/members", "Seen")).is(200);
    viewer.post("/api/v1/segments/count", Map.of("expression", "plan = 'pro'")).is(200);
    viewer
        .put(Harbour.path("/segments/{}", "Mine"), Map.of("where", "plan = 'pro'"))
        .isProblem(403, "forbidden");
    viewer.delete(Harbour.path("/segments/{}", "Seen")).isProblem(403, "forbidden");
    viewer
        .post(Harbour.path("/segments/{}/freeze", "Seen"), Map.of("as", "x"))
        .isProblem(403, "forbidden");
  }

  @Test
  void oneThatNothingUsesGetsAnotherName() {
    var tag = make("Before", "plan = 'pro'").header("ETag");
    make("Taken", "plan = 'pro'");
    var path = Harbour.path("/segments/{}", "Before");
    ann.put(Harbour.path("/segments/{}", "Asks"), Map.of("where", "in segment 'Before'")).is(201);
    var renamed = Map.of("segment", "After/", "where", "plan = 'free'");
    var used = ann.send("PUT", path, renamed, "If-Match", tag).isProblem(409, "in-use");
    assertThat(used.json().get("detail").asString()).contains("segment 'Asks' (condition)");
    ann.delete(Harbour.path("/segments/{}", "Asks")).is(204);
    ann.send("PUT", path, Map.of("segment", "Taken", "where", "plan = 'x'"), "If-Match", tag)
        .isProblem(409, "exists");
    ann.send("PUT", path, Map.of("segment", " x", "where", "plan = 'x'"), "If-Match", tag)
        .isProblem(422, "invalid-input");
    ann.send("PUT", path, renamed, "If-Match", "\"1\"").isProblem(412, "changed");
    ann.send("PUT", path, renamed).isProblem(428, "precondition-required");
    var after = ann.send("PUT", path, renamed, "If-Match", tag).is(200);
    assertThat(after.json().get("name").asString()).isEqualTo("After/");
    assertThat(after.json().get("members").asLong()).isEqualTo(100);
    ann.get(path).isProblem(404, "not-found");
    assertThat(ann.get(Harbour.path("/segments/{}", "After/")).is(200).header("ETag"))
        .isEqualTo(after.header("ETag"));
  }

  @Test
  void faultsSayWhichValueTheyAreAbout() {
    var put =
        ann.put(
                Harbour.path("/segments/{}", "Faulty"),
                "{\"where\": \"plan = 'é' and\\n  spnt > 3\", \"a/b\": 1, \"also\": [\"x\", {\"y\": 2}]}")
            .isProblem(422, "invalid-input")
            .json()
            .get("problems");
    assertThat(put.valueStream().map(it -> it.get("pointer").asString()))
        .containsExactlyInAnyOrder("/where", "/a~1b", "/also/1");
    var where =
        put.valueStream().filter(it -> it.get("pointer").asString().equals("/where")).findFirst();
    assertThat(where.orElseThrow().get("line").asInt()).isEqualTo(1);
    assertThat(where.orElseThrow().get("column").asInt()).isEqualTo(29);
    var check =
        ann.post(
                "/api/v1/segments/check", Map.of("definition", Map.of("where", "spnt > 3", "x", 1)))
            .is(200)
            .json()
            .get("problems");
    assertThat(check.valueStream().map(it -> it.get("pointer").asString()))
        .containsExactlyInAnyOrder("/where", "/x");
    assertThat(check.get(0).has("line")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\\u0085\\u2028\\uFEFF\\u007F",
        "\\t\\/\\b\\uD83D\\uDE80",
        "~",
        "null",
        "# no",
        "a: b"
      })
  void textsOfJsonMeanTheSame(String text) {
    var path = Harbour.path("/segments/{}", "Texts");
    var body = "{\"members\": [\"c00001\", \"" + text + "\"]}";
    var made = ann.put(path, body).is(201).json().at("/definition/members");
    assertThat(made)
        .isEqualTo(tools.jackson.databind.json.JsonMapper.shared().readTree(body).get("members"));
    ann.delete(path).is(204);
  }
}
