package caravan.http;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.problem.Problems;
import caravan.warehouse.DuckDb;
import caravan.workspace.WorkspaceReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The workspace as texts: shown, compared, applied, taken away. */
class WorkspaceTest {

  private static final String ROOT =
      """
      tables:
        contact:
          audience: true
          key: id
          data: data/contacts.csv
          columns: {plan: text}
          roles: {email: email}
        note: {belongs-to: {contact: who}, data: data/notes.csv}
      channels:
        email: {smtp: "smtp://user:very-secret@mail.example:587", from: "a@example.org"}
      time-zone: Europe/Berlin
      """;
  private static final String SEGMENTS =
      """
      segments:
        - {segment: Pro, where: plan = 'pro'}
        - {segment: Few, members: ['7']}
      """;
  private static final String JOURNEY =
      """
      journey: Welcome
      audience: {segments: [Pro]}
      frequency: ongoing
      steps: [{email: hello}]
      """;
  private static final String MESSAGE = "---\nsubject: Hello\n---\nHello {{contact.id}}\n";

  @TempDir private Path folder;
  @TempDir private Path other;
  private TestServer server;

  @BeforeEach
  void starts() throws IOException {
    write(folder, "caravan.yaml", ROOT);
    write(
        folder,
        "data/contacts.csv",
        "id,email,plan\n7,a@example.org,pro\n8,\"\",\"x, \"\"y\"\"\nz\"\n");
    write(folder, "data/notes.csv", "who,said\n7,hi\n7,\n");
    write(folder, "segments.yaml", SEGMENTS);
    write(folder, "journeys/welcome.yaml", JOURNEY);
    write(folder, "messages/hello.txt", MESSAGE);
    server = TestServer.start(folder);
  }

  @AfterEach
  void ends() {
    server.close();
  }

  private static void write(Path folder, String file, String text) throws IOException {
    var path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private static Map<String, Object> files(Map<String, String> other) {
    var files = new TreeMap<String, String>();
    files.put("caravan.yaml", ROOT);
    files.put("segments.yaml", SEGMENTS);
    files.put("journeys/welcome.yaml", JOURNEY);
    files.put("messages/hello.txt", MESSAGE);
    other.forEach(
        (name, text) -> {
          if (text.isEmpty()) {
            files.remove(name);
          } else {
            files.put(name, text);
          }
        });
    return new LinkedHashMap<>(Map.of("documents", files));
  }

  private static List<String> changes(JsonNode answer) {
    return answer
        .get("differences")
        .valueStream()
        .map(it -> it.get("change").asString() + " " + it.get("document").asString())
        .toList();
  }

  @Test
  void documentsAreShownWithoutPasswords() {
    var answer = server.user("bob", "viewer").get("/api/v1/workspace/documents").is(200);
    assertThat(answer.body()).doesNotContain("very-secret").contains("smtp://user:***@mail");
    var documents = answer.json().get("documents");
    assertThat(documents.propertyNames())
        .containsExactlyInAnyOrder(
            "caravan.yaml",
            "segments/Pro.yaml",
            "segments/Few.yaml",
            "journeys/Welcome.yaml",
            "messages/hello.txt");
    assertThat(documents.get("journeys/Welcome.yaml").get("version").asLong()).isPositive();
    assertThat(answer.json().get("version").asLong()).isEqualTo(5);
  }

  @Test
  void theFilesAsTheyWereTakenInAreNoDifference() {
    var client = server.administrator();
    assertThat(changes(client.post("/api/v1/workspace/diff", files(Map.of())).is(200).json()))
        .isEmpty();
    var shown = new TreeMap<String, String>();
    client
        .get("/api/v1/workspace/documents")
        .json()
        .get("documents")
        .properties()
        .forEach(it -> shown.put(it.getKey(), it.getValue().get("text").asString()));
    assertThat(
            changes(
                client.post("/api/v1/workspace/diff", Map.of("documents", shown)).is(200).json()))
        .as("what was shown means the same, stars for a password included")
        .isEmpty();
  }

  @Test
  void aDifferenceIsShownThenApplied() {
    var client = server.user("mia", "marketer");
    var wanted =
        files(
            Map.of(
                "segments.yaml",
                "segments: [{segment: Pro, where: plan = 'pro' or plan = 'vip'}]",
                "messages/more.txt",
                MESSAGE));
    var diff = client.post("/api/v1/workspace/diff", wanted).is(200).json();
    assertThat(changes(diff))
        .containsExactly(
            "added messages/more.txt", "removed segments/Few.yaml", "changed segments/Pro.yaml");
    assertThat(diff.get("differences").get(2).get("lines").valueStream().map(JsonNode::asString))
        .contains("-where: plan = 'pro'", "+where: plan = 'pro' or plan = 'vip'");
    client.post("/api/v1/workspace/apply", wanted).isProblem(422, "invalid-input");
    wanted.put("version", 3);
    client.post("/api/v1/workspace/apply", wanted).isProblem(412, "changed");
    wanted.put("version", diff.get("version").asLong());
    assertThat(changes(client.post("/api/v1/workspace/apply", wanted).is(200).json())).hasSize(3);
    client.post("/api/v1/workspace/apply", wanted).isProblem(412, "changed");
    assertThat(changes(client.post("/api/v1/workspace/diff", wanted(wanted)).is(200).json()))
        .isEmpty();
    var document =
        client.get("/api/v1/workspace/documents").json().get("documents").get("segments/Pro.yaml");
    assertThat(document.get("author").asString()).isEqualTo("mia");
    var note =
        server.administrator().get("/api/v1/audit?action=workspace-applied").json().get("items");
    assertThat(note.size()).isEqualTo(1);
    assertThat(note.get(0).at("/after/documents").size()).isEqualTo(3);
  }

  private static Map<String, Object> wanted(Map<String, Object> applied) {
    return Map.of("documents", java.util.Objects.requireNonNull(applied.get("documents")));
  }

  @Test
  void everythingIsCheckedFirst() {
    var client = server.administrator();
    var wanted =
        files(
            Map.of(
                "segments.yaml",
                "segments: [{segment: Pro, where: plam = 'pro'}]",
                "journeys/welcome.yaml",
                JOURNEY.replace("hello", "helo")));
    wanted.put("version", 5);
    var refused = client.post("/api/v1/workspace/apply", wanted).isProblem(422, "invalid-input");
    assertThat(refused.faults()).hasSize(2).anyMatch(it -> it.contains("did you mean 'plan'"));
    client.post("/api/v1/workspace/diff", wanted(wanted)).isProblem(422, "invalid-input");
    client
        .post("/api/v1/workspace/diff", files(Map.of("caravan.yaml", "")))
        .isProblem(422, "invalid-input");
    assertThat(client.get("/api/v1/workspace/documents").json().get("version").asLong())
        .isEqualTo(5);
  }

  @Test
  void onlyAdministratorsChangeWhereMessagesLeave() {
    var elsewhere = files(Map.of("caravan.yaml", ROOT.replace("mail.example", "other.example")));
    elsewhere.put("version", 5);
    server
        .user("mia", "marketer")
        .post("/api/v1/workspace/apply", elsewhere)
        .isProblem(403, "forbidden");
    server.user("bob", "viewer").post("/api/v1/workspace/diff", wanted(elsewhere)).is(403);
    server.administrator().post("/api/v1/workspace/apply", elsewhere).is(200);
  }

  @Test
  void theExportIsAWorkspaceWithItsRows() throws Exception {
    var client = server.administrator();
    client.get("/api/v1/workspace/export").is(200);
    unzip(client, "/api/v1/workspace/export?data=true");
    assertThat(Files.readString(other.resolve("caravan.yaml"))).doesNotContain("very-secret");
    assertThat(other.resolve("data/contact.csv"))
        .hasContent("id,email,plan\r\n7,a@example.org,pro\r\n8,\"\",\"x, \"\"y\"\"\nz\"\r\n");
    try (var db = DuckDb.inMemory(List.of(other))) {
      var problems = new Problems();
      var workspace = WorkspaceReader.read(other, db, problems);
      assertThat(problems.list()).isEmpty();
      assertThat(workspace.orElseThrow().dataFiles()).hasSize(2);
    }
    var texts = new TreeMap<String, String>();
    try (var walk = Files.walk(other)) {
      for (var file : walk.filter(Files::isRegularFile).toList()) {
        var name = other.relativize(file).toString();
        if (!name.startsWith("data/")) {
          texts.put(name, Files.readString(file));
        }
      }
    }
    assertThat(
            changes(
                client.post("/api/v1/workspace/diff", Map.of("documents", texts)).is(200).json()))
        .isEmpty();
  }

  private void unzip(Client client, String path) throws Exception {
    var session =
        client
            .cookie("caravan-session")
            .map(it -> it.getName() + "=" + it.getValue())
            .orElseThrow();
    var request =
        HttpRequest.newBuilder(URI.create(server.address() + path)).header("Cookie", session);
    try (var http = HttpClient.newHttpClient();
        InputStream body = http.send(request.build(), BodyHandlers.ofInputStream()).body();
        var zip = new ZipInputStream(body)) {
      for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        var file = other.resolve(entry.getName());
        Files.createDirectories(file.getParent());
        Files.write(file, zip.readAllBytes());
      }
    }
  }
}
