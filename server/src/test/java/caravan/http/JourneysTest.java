package caravan.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Journeys over HTTP. */
class JourneysTest {

  @TempDir private static Path folder;
  private static TestServer server;
  private static Client ann;

  @BeforeAll
  static void starts() {
    server = Harbour.start(folder, 30);
    ann = server.administrator();
    ann.put(Harbour.path("/segments/{}", "Pros"), Map.of("where", "plan = 'pro'")).is(201);
    ann.put(Harbour.path("/segments/{}", "Rich"), Map.of("where", "spent > 20")).is(201);
  }

  @AfterAll
  static void ends() {
    server.close();
  }

  private static Reply make(String name) {
    return ann.put(Harbour.path("/journeys/{}", name), Harbour.journey(name, "Pros")).is(201);
  }

  private static Reply command(String name, String command) {
    return ann.send("POST", Harbour.path("/journeys/{}/" + command, name), null);
  }

  private static String state(String name) {
    return ann.get(Harbour.path("/journeys/{}", name))
        .is(200)
        .json()
        .at("/journey/state")
        .asString();
  }

  @Test
  void twoWhoEditTheSameJourneyLoseNothing() {
    make("Edited");
    var path = Harbour.path("/journeys/{}", "Edited");
    var bob = server.user("bob", "marketer");
    var seenByAnn = ann.get(path).header("ETag");
    var seenByBob = bob.get(path).header("ETag");
    assertThat(seenByAnn).isEqualTo(seenByBob);
    var longer = Harbour.journey("Edited", "Pros").replace("3 days", "4 days");
    var other = Harbour.journey("Edited", "Pros").replace("3 days", "5 days");
    var changed = bob.send("PUT", path, longer, "If-Match", seenByBob).is(200);
    var late = ann.send("PUT", path, other, "If-Match", seenByAnn).isProblem(412, "changed");
    assertThat('"' + late.json().get("version").asString() + '"').isEqualTo(changed.header("ETag"));
    assertThat(ann.get(path).json().at("/definition/steps/1/wait").asString()).isEqualTo("4 days");
    ann.send("PUT", path, other, "If-Match", changed.header("ETag")).is(200);
    assertThat(ann.get(path).json().at("/definition/steps/1/wait").asString()).isEqualTo("5 days");
    var audit =
        ann.get("/api/v1/audit?action=journey-changed&target=journey%20'Edited'")
            .is(200)
            .json()
            .get("items");
    assertThat(audit.size()).isEqualTo(2);
    assertThat(audit.get(0).at("/before/steps/1/wait").asString()).isEqualTo("4 days");
    assertThat(audit.get(0).at("/after/steps/1/wait").asString()).isEqualTo("5 days");
  }

  @Test
  void ofManyWhoEditAtOnceOneIsFirst() throws Exception {
    make("Raced");
    var path = Harbour.path("/journeys/{}", "Raced");
    var etag = ann.get(path).header("ETag");
    var etags = new ConcurrentHashMap<Integer, String>();
    try (var threads = Executors.newFixedThreadPool(4)) {
      var edits = new ArrayList<Callable<Integer>>();
      for (var i = 1; i <= 8; i++) {
        var days = i;
        edits.add(
            () -> {
              var text = Harbour.journey("Raced", "Pros").replace("3 days", days * 10 + " days");
              var reply = ann.send("PUT", path, text, "If-Match", etag);
              if (reply.status() == 200) {
                etags.put(days, reply.header("ETag"));
              }
              return reply.status();
            });
      }
      var statuses = new ArrayList<Integer>();
      for (var edit : threads.invokeAll(edits)) {
        statuses.add(edit.get(60, TimeUnit.SECONDS));
      }
      assertThat(statuses).containsOnlyOnce(200).contains(412).containsOnly(200, 412);
    }
    var winner = etags.keySet().iterator().next();
    var kept = ann.get(path).is(200);
    assertThat(kept.header("ETag")).isEqualTo(etags.get(winner));
    assertThat(kept.json().at("/definition/steps/1/wait").asString())
        .isEqualTo(winner * 10 + " days");
  }

  @Test
  void theNextTenOccurrencesAreTheEngines() {
    var path = "/api/v1/journeys/occurrences";
    var monthly =
        Map.of(
            "frequency", "repeating",
            "every", "1 month",
            "start", "2040-01-31T09:00",
            "time-zone", "Europe/Berlin");
    var found = ann.post(path, monthly).is(200).json();
    assertThat(found.get("items").size()).isEqualTo(10);
    assertThat(found.at("/items/1").asString()).isEqualTo("2040-02-29T08:00:00Z");
    assertThat(found.at("/items/2").asString()).isEqualTo("2040-03-31T07:00:00Z");
    assertThat(found.get("zone").asString()).isEqualTo("Europe/Berlin");
    var once = Map.of("frequency", "one-time", "start", "2040-01-31T09:00");
    assertThat(ann.post(path, once).is(200).json().get("items").size()).isOne();
    var over =
        Map.of(
            "frequency",
            "repeating",
            "every",
            "1 day",
            "start",
            "2040-01-01T09:00",
            "end",
            "2040-01-03T09:00");
    assertThat(ann.post(path, over).is(200).json().get("items").size()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"frequency\": \"repeating\"}",
        "{\"frequency\": \"repeating\", \"every\": \"2 years\"}",
        "{\"frequency\": \"often\"}",
        "{\"frequency\": \"ongoing\", \"start\": \"tomorrow\"}",
        "{\"frequency\": \"ongoing\", \"time-zone\": \"Nowhere\"}"
      })
  void aScheduleWithAFaultHasNoOccurrences(String schedule) {
    ann.send("POST", "/api/v1/journeys/occurrences", schedule).is(422);
  }

  @Test
  void oneThatIsHeldSaysWhy() {
    make("Held");
    command("Held", "live").is(200);
    server
        .workspace()
        .live()
        .submit(
            1,
            (engine, now) -> {
              engine.hold("Held", "something vanished", now);
              return true;
            })
        .join();
    var line = ann.get("/api/v1/journeys?state=held").is(200).json().at("/items/0");
    assertThat(line.get("name").asString()).isEqualTo("Held");
    assertThat(line.get("problem").asString()).isEqualTo("something vanished");
    assertThat(command("Held", "resume").is(200).json().has("problem")).isFalse();
    command("Held", "stop").is(200);
  }

  @Test
  void aJourneyGoesThroughItsLife() {
    make("Life");
    var path = Harbour.path("/journeys/{}", "Life");
    assertThat(state("Life")).isEqualTo("draft");
    command("Life", "pause").isProblem(409, "conflict");
    command("Life", "resume").isProblem(409, "conflict");
    command("Life", "stop").isProblem(409, "conflict");
    command("Life", "unarchive").isProblem(409, "conflict");
    ann.delete(path + "/live").isProblem(409, "conflict");
    var live = command("Life", "live").is(200).json();
    assertThat(live.get("state").asString()).isEqualTo("live");
    assertThat(live.get("entered").asLong()).isEqualTo(15);
    assertThat(live.get("sent").asLong()).isEqualTo(15);
    command("Life", "live").isProblem(409, "conflict");
    command("Life", "archive").isProblem(409, "conflict");
    var etag = ann.get(path).header("ETag");
    ann.send("PUT", path, Harbour.journey("Life", "Rich"), "If-Match", etag)
        .isProblem(409, "been-live");
    ann.delete(path).isProblem(409, "been-live");
    assertThat(command("Life", "pause").is(200).json().get("state").asString()).isEqualTo("paused");
    assertThat(command("Life", "resume").is(200).json().get("state").asString()).isEqualTo("live");
    var stopped = command("Life", "stop").is(200).json();
    assertThat(stopped.get("state").asString()).isEqualTo("stopped");
    assertThat(stopped.get("inside").asLong()).isZero();
    assertThat(command("Life", "archive").is(200).json().get("state").asString())
        .isEqualTo("archived");
    assertThat(names("/api/v1/journeys?search=life")).isEmpty();
    assertThat(names("/api/v1/journeys?search=life&archived=true")).containsExactly("Life");
    assertThat(command("Life", "unarchive").is(200).json().get("state").asString())
        .isEqualTo("stopped");
    command("nobody", "live").isProblem(404, "not-found");
    var audit = ann.get("/api/v1/audit?target=journey%20'Life'").is(200).json().get("items");
    assertThat(audit.valueStream().map(it -> it.get("action").asString()))
        .containsExactly(
            "journey-unarchived",
            "journey-archived",
            "journey-stopped",
            "journey-resumed",
            "journey-paused",
            "journey-live",
            "journey-made");
    assertThat(audit.get(4).at("/before/state").asString()).isEqualTo("live");
    assertThat(audit.get(4).at("/after/state").asString()).isEqualTo("paused");
  }

  private static List<String> names(String path) {
    return ann.get(path)
        .is(200)
        .json()
        .get("items")
        .valueStream()
        .map(it -> it.get("name").asString())
        .toList();
  }

  @Test
  void whatIsPlannedHappensThoughTheServerIsStartedAgain() {
    make("Planned");
    make("Put off");
    var path = Harbour.path("/journeys/{}/live", "Planned");
    var at = server.clock().instant().plus(Duration.ofHours(3));
    ann.post(path, Map.of("at", server.clock().instant().minusSeconds(1).toString()))
        .isProblem(409, "conflict");
    ann.post(path, Map.of("at", "soon")).isProblem(422, "member");
    var planned = ann.post(path, Map.of("at", at.toString())).is(200).json();
    assertThat(planned.get("state").asString()).isEqualTo("planned");
    assertThat(planned.get("next").asString()).isEqualTo(at.toString());
    var other = Harbour.path("/journeys/{}/live", "Put off");
    ann.post(other, Map.of("at", at.toString())).is(200);
    assertThat(ann.delete(other).is(200).json().get("state").asString()).isEqualTo("draft");
    command("Planned", "archive").isProblem(409, "conflict");
    server.restart();
    assertThat(state("Planned")).isEqualTo("planned");
    server.clock().pass(Duration.ofHours(3).plusSeconds(1));
    make("Something that wakes the engine");
    assertThat(state("Planned")).isEqualTo("live");
    assertThat(state("Put off")).isEqualTo("draft");
  }

  @Test
  void aPlanThatCannotBeFollowedSaysSo() {
    make("Doomed");
    var at = server.clock().instant().plus(Duration.ofMinutes(1));
    ann.post(Harbour.path("/journeys/{}/live", "Doomed"), Map.of("at", at.toString())).is(200);
    server
        .workspace()
        .live()
        .submit(
            1,
            (engine, now) -> {
              engine.live(List.of("Doomed"), now); // another way in
              engine.stop("Doomed", now);
              return true;
            })
        .join();
    server.clock().pass(Duration.ofMinutes(2));
    make("Something else that wakes it");
    assertThat(state("Doomed")).isEqualTo("stopped");
  }

  @Test
  void itsStepsCountWhatPeopleDidWithTheirMessages() {
    make("Answered");
    command("Answered", "live").is(200);
    var path = Harbour.path("/journeys/{}", "Answered");
    ann.post(
            "/api/v1/interactions",
            List.of(
                did("opened", "c00000"),
                did("opened", "c00000"),
                did("opened", "c00002"),
                did("clicked", "c00002"),
                did("unsubscribed", "c00004")))
        .is(200);
    var funnel = ann.get(path + "/funnel").is(200).json();
    assertThat(funnel.at("/steps/0/responses").toString())
        .isEqualTo("{\"clicked\":1,\"opened\":2,\"unsubscribed\":1}");
    assertThat(funnel.at("/steps/1/responses").toString()).isEqualTo("{}");
    assertThat(behind(path, "opened")).containsExactly("c00000", "c00002");
    assertThat(behind(path, "clicked")).containsExactly("c00002");
    assertThat(behind(path, "bounced")).isEmpty();
    assertThat(behind(path, "sent")).hasSize(15).isEqualTo(behind(path, "inflow"));
    assertThat(behind(path, "blocked")).isEmpty();
    assertThat(behind(path, "here")).isEmpty();
    ann.get(path + "/steps/1/people?of=liked").isProblem(422, "invalid-input");
    command("Answered", "stop").is(200);
  }

  private static Map<String, String> did(String what, String person) {
    return Map.of("type", what, "message", "hello", "journey", "Answered", "contact", person);
  }

  private static List<String> behind(String path, String number) {
    var keys = new ArrayList<String>();
    ann.get(path + "/steps/1/people?of=" + number)
        .is(200)
        .json()
        .get("items")
        .forEach(it -> keys.add(it.get("key").asString()));
    return keys;
  }

  @Test
  void itsRunsAndPeopleAreShown() {
    make("Shown");
    command("Shown", "live").is(200);
    var path = Harbour.path("/journeys/{}", "Shown");
    var run = ann.get(path + "/runs").is(200).json().at("/items/0");
    assertThat(run.get("entered").asLong()).isEqualTo(15);
    assertThat(run.get("waiting").asLong()).isEqualTo(15);
    var number = run.get("run").asLong();
    var funnel = ann.get(path + "/funnel?run=" + number).is(200).json();
    assertThat(funnel.at("/steps/0/kind").asString()).isEqualTo("email");
    assertThat(funnel.at("/steps/0/name").asString()).isEqualTo("hello");
    assertThat(funnel.at("/steps/0/sent").asLong()).isEqualTo(15);
    assertThat(funnel.at("/steps/1/here").asLong()).isEqualTo(15);
    ann.get(path + "/funnel?run=999").isProblem(404, "not-found");
    var keys = new ArrayList<String>();
    var cursor = "";
    do {
      var page = ann.get(path + "/steps/2/people?limit=4&cursor=" + cursor).is(200).json();
      page.get("items").forEach(it -> keys.add(it.get("key").asString()));
      assertThat(page.at("/items/0/stays/0/until").asString())
          .isEqualTo(server.clock().instant().plus(Duration.ofDays(3)).toString());
      cursor = page.path("next").asString("");
    } while (!cursor.isEmpty());
    assertThat(keys).hasSize(15).doesNotHaveDuplicates().startsWith("c00000", "c00002");
    ann.get(path + "/steps/9/people").isProblem(404, "not-found");
    command("Shown", "stop").is(200);
    assertThat(ann.get(path + "/left/stopped/people").is(200).json().get("items").size())
        .isEqualTo(15);
    assertThat(ann.get(path + "/left/completed/people").is(200).json().get("items")).isEmpty();
    ann.get(path + "/left/bored/people").isProblem(404, "not-found");
    var day = ann.get(path + "/days").is(200).json().at("/items/0");
    assertThat(
            List.of(day.get("entered").asInt(), day.get("sent").asInt(), day.get("left").asInt()))
        .containsExactly(15, 15, 15);
  }

  @Test
  void itIsSaidWhoWouldStart() {
    ann.put(
            Harbour.path("/journeys/{}", "Preview"),
            """
            {"audience": {"segments": ["Pros"], "exclude": ["Rich"]}, "frequency": "ongoing",
             "steps": [{"email": "hello"}]}""")
        .is(201);
    var preview = ann.get(Harbour.path("/journeys/{}/preview", "Preview")).is(200).json();
    assertThat(preview.get("eligible").asLong()).isEqualTo(10);
    assertThat(preview.get("excluded").asLong()).isEqualTo(5);
    assertThat(preview.get("starting").asLong()).isEqualTo(10);
    assertThat(preview.get("messages").asLong()).isEqualTo(10 - preview.get("leaving").asLong());
    ann.delete(Harbour.path("/segments/{}", "Rich")).isProblem(409, "in-use");
    assertThat(ann.delete(Harbour.path("/segments/{}", "Rich")).json().get("detail").asString())
        .contains("journey 'Preview' (exclusion)");
    var uses = ann.get(Harbour.path("/journeys/{}/uses", "Preview")).is(200).json();
    assertThat(uses.get("uses").valueStream().map(it -> it.get("name").asString()))
        .contains("Pros", "Rich", "hello");
  }

  @Test
  void faultsAreAllSaidWithTheirPlaces() {
    var faulty =
        """
        {"journey": "Faulty", "audience": {"segments": ["Prs"]}, "frequency": "sometimes",
         "steps": [{"email": "helo"}, {"wait": "3 dais"}]}""";
    var check = ann.post("/api/v1/journeys/check", faulty).is(200).json();
    assertThat(check.get("problems").size()).isEqualTo(4);
    assertThat(check.at("/problems/3/line").asInt()).isEqualTo(2);
    assertThat(check.get("problems").valueStream().map(it -> it.get("pointer").asString()))
        .containsExactlyInAnyOrder(
            "/audience/segments/0", "/frequency", "/steps/0/email", "/steps/1/wait");
    assertThat(check.at("/problems/3/step").asString()).isEqualTo("2");
    assertThat(check.at("/problems/3/column").asInt()).isEqualTo(40);
    assertThat(ann.put(Harbour.path("/journeys/{}", "Faulty"), faulty).json().get("problems"))
        .isEqualTo(check.get("problems"));
    var sound = ann.post("/api/v1/journeys/check", Harbour.journey("Sound", "Pros")).is(200).json();
    assertThat(sound.get("problems")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a/b", "'; drop schema state; --", "\"q\"", "Ünïcödé 🚀", "../x", "live"})
  void namesMayBeAnything(String name) {
    var path = Harbour.path("/journeys/{}", name);
    ann.put(
            path,
            Map.of(
                "audience",
                Map.of("segments", List.of("Pros")),
                "frequency",
                "ongoing",
                "steps",
                List.of(Map.of("email", "hello"))))
        .is(201);
    ann.post(path + "/copy", Map.of("as", name + " again")).is(201);
    assertThat(command(name, "live").is(200).json().get("name").asString()).isEqualTo(name);
    assertThat(ann.get(path + "/days").is(200).json().at("/items/0/entered").asInt()).isEqualTo(15);
    command(name, "stop").is(200);
    ann.delete(Harbour.path("/journeys/{}", name + " again")).is(204);
  }

  @Test
  void aViewerOnlyLooks() {
    make("Watched");
    var viewer = server.user("vera", "viewer");
    var path = Harbour.path("/journeys/{}", "Watched");
    viewer.get(path).is(200);
    viewer.get(path + "/funnel").is(200);
    for (var command : List.of("live", "pause", "resume", "stop", "archive", "unarchive")) {
      viewer.send("POST", path + "/" + command, null).isProblem(403, "forbidden");
    }
    viewer.delete(path).isProblem(403, "forbidden");
    viewer.put(path, Harbour.journey("Watched", "Pros")).isProblem(403, "forbidden");
    assertThat(state("Watched")).isEqualTo("draft");
  }

  @Test
  void aDraftGetsAnotherName() {
    var tag = make("Old name").header("ETag");
    var path = Harbour.path("/journeys/{}", "Old name");
    var renamed = Harbour.journey("New name", "Pros");
    var at = server.clock().instant().plus(Duration.ofDays(300));
    ann.post(path + "/live", Map.of("at", at.toString())).is(200);
    ann.send("PUT", path, renamed, "If-Match", tag).isProblem(409, "conflict");
    ann.delete(path + "/live").is(200);
    var after = ann.send("PUT", path, renamed, "If-Match", tag).is(200).json();
    assertThat(after.at("/journey/name").asString()).isEqualTo("New name");
    ann.get(path).isProblem(404, "not-found");
    var tagged = ann.get(Harbour.path("/journeys/{}", "New name")).is(200).header("ETag");
    command("New name", "live").is(200);
    ann.send(
            "PUT",
            Harbour.path("/journeys/{}", "New name"),
            Harbour.journey("Newer name", "Pros"),
            "If-Match",
            tagged)
        .isProblem(409, "conflict");
    command("New name", "stop").is(200);
  }

  @Test
  void aPlanIsForAnInstantThatCanBeKept() {
    make("Far away");
    var path = Harbour.path("/journeys/{}", "Far away") + "/live";
    for (var at : List.of("+999999999-12-31T00:00:00Z", "+10000-01-01T00:00:00Z")) {
      ann.post(path, Map.of("at", at)).isProblem(409, "conflict");
    }
    ann.post(path, Map.of("at", "9999-12-31T00:00:00Z")).is(200);
    assertThat(state("Far away")).isEqualTo("planned");
    ann.delete(path).is(200);
  }
}
