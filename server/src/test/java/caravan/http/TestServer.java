package caravan.http;

import caravan.app.Server;
import caravan.app.Settings;
import caravan.app.SettingsReader;
import caravan.runtime.LiveWorkspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The real server on a port that is free, on a workspace of its own. */
public final class TestServer implements AutoCloseable {

  /** What people in tests sign in with. */
  static final String PASSWORD = "correct horse battery";

  private static final String WORKSPACE =
      """
      tables:
        contact: {audience: true, key: id, columns: {id: text, email: text}, roles: {email: email}}
      """;

  private static @Nullable ApiDocument document;

  private final Path folder;
  private final Map<String, String> environment;
  private final TestClock clock = new TestClock();
  private Server server;
  private boolean hasAdministrator;

  private TestServer(Path folder, Map<String, String> environment) throws IOException {
    this.folder = folder;
    this.environment = environment;
    this.server = Server.start(folder, settings(), clock);
  }

  /** Starts one on a folder, which gets a small workspace if it has none. */
  public static TestServer start(Path folder) {
    return start(folder, Map.of());
  }

  /**
   * The same with settings of its own.
   *
   * @param environment variables: {@code CARAVAN_LARGEST_BODY}
   */
  public static TestServer start(Path folder, Map<String, String> environment) {
    try {
      Files.createDirectories(folder);
      if (!Files.exists(folder.resolve("caravan.yaml"))) {
        Files.writeString(folder.resolve("caravan.yaml"), WORKSPACE);
      }
      return new TestServer(folder, environment);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Settings settings() {
    var variables = new HashMap<>(environment);
    variables.putIfAbsent("CARAVAN_LOG_LEVEL", "error");
    variables.putIfAbsent("CARAVAN_DATABASE_MEMORY", "200 MB");
    return SettingsReader.read(folder, variables, Map.of("port", "0"));
  }

  /** Ends it and starts it again on what it kept. */
  void restart() {
    try {
      server.close();
      server = Server.start(folder, settings(), clock);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  TestClock clock() {
    return clock;
  }

  /** What it runs, for what comes in by other ways than HTTP. */
  LiveWorkspace workspace() {
    return server.workspace();
  }

  public URI address() {
    return server.listening();
  }

  String setupKey() {
    return key(server.setupLink().orElseThrow());
  }

  boolean hasSetupLink() {
    return server.setupLink().isPresent();
  }

  /** The key in a link. */
  static String key(String link) {
    return link.replaceFirst(".*token=", "");
  }

  /** The description of its API, which is every server's. */
  ApiDocument document() {
    synchronized (TestServer.class) {
      if (document == null) {
        document = new ApiDocument(anybody().raw("GET", "/api/v1/openapi.json", null).json());
      }
      return document;
    }
  }

  /** Somebody who has not signed in. */
  public Client anybody() {
    return new Client(this);
  }

  /** The first administrator, made if there is none. */
  public Client administrator() {
    var client = anybody();
    if (hasAdministrator || !hasSetupLink()) {
      client.signIn("ann@example.org", PASSWORD).is(200);
    } else {
      hasAdministrator = true;
      client
          .post(
              "/api/v1/setup",
              Map.of(
                  "token",
                  setupKey(),
                  "name",
                  "Ann",
                  "email",
                  "ann@example.org",
                  "password",
                  PASSWORD))
          .is(200);
    }
    return client;
  }

  /** Somebody with a role, invited by the administrator. */
  public Client user(String name, String role) {
    var invitation =
        administrator()
            .post("/api/v1/invitations", Map.of("email", name + "@example.org", "role", role))
            .is(201);
    var client = anybody();
    client
        .post(
            "/api/v1/invitations/accept",
            Map.of(
                "token", key(invitation.json().get("link").asString()),
                "name", name,
                "password", PASSWORD))
        .is(200);
    return client;
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
