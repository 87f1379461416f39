package caravan.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Somebody who talks to the server, with a browser's cookies or with a token. Every answer of the
 * API is held to the description of the API.
 */
public final class Client {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String CSRF_COOKIE = "XSRF-TOKEN";

  private final TestServer server;
  private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .cookieHandler(cookies)
          .connectTimeout(Duration.ofSeconds(20))
          .build();
  private final List<String> headers = new ArrayList<>();
  private boolean sendsCsrf = true;

  Client(TestServer server) {
    this.server = server;
  }

  /** Sends this header with every request from now on. */
  public Client with(String name, String value) {
    headers.addAll(List.of(name, value));
    return this;
  }

  public Client withToken(String key) {
    return with("Authorization", "Bearer " + key);
  }

  /** As a script of another site would, who cannot read our cookies. */
  Client withoutCsrf() {
    sendsCsrf = false;
    return this;
  }

  public Reply get(String path) {
    return send("GET", path, null);
  }

  public Reply delete(String path) {
    return send("DELETE", path, null);
  }

  public Reply post(String path, Object body) {
    return send("POST", path, body);
  }

  public Reply put(String path, Object body) {
    return send("PUT", path, body);
  }

  public Reply patch(String path, Object body, String... more) {
    return send("PATCH", path, body, more);
  }

  /** Sends JSON, and holds the answer to the description. */
  public Reply send(String method, String path, @Nullable Object body, String... more) {
    var text =
        switch (body) {
          case null -> null;
          case String json -> json;
          default -> JSON.writeValueAsString(body);
        };
    var reply = raw(method, path, text, more);
    server.document().check(method, path, reply);
    return reply;
  }

  /** Sends a form, as a page does. */
  public Reply form(String path, Map<String, String> fields) {
    var pairs = new ArrayList<String>();
    fields.forEach(
        (name, value) ->
            pairs.add(
                name
                    + "="
                    + java.net.URLEncoder.encode(value, java.nio.charset.StandardCharsets.UTF_8)));
    return raw(
        "POST", path, String.join("&", pairs), "Content-Type", "application/x-www-form-urlencoded");
  }

  /** Sends a request, whatever comes back. */
  public Reply raw(String method, String path, @Nullable String body, String... more) {
    if (sendsCsrf && cookie(CSRF_COOKIE).isEmpty() && !method.equals("GET")) {
      raw("GET", "/login", null);
    }
    var request =
        HttpRequest.newBuilder(server.address().resolve(path)).timeout(Duration.ofSeconds(60));
    request.method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (body != null && !Arrays.asList(more).contains("Content-Type")) {
      request.header("Content-Type", "application/json");
    }
    if (sendsCsrf) {
      cookie(CSRF_COOKIE).ifPresent(it -> request.header("X-XSRF-TOKEN", it.getValue()));
    }
    for (var all : List.of(headers, Arrays.asList(more))) {
      for (var i = 0; i < all.size(); i += 2) {
        request.header(all.get(i), all.get(i + 1));
      }
    }
    try {
      return new Reply(http.send(request.build(), BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  Optional<HttpCookie> cookie(String name) {
    return cookies.getCookieStore().getCookies().stream()
        .filter(cookie -> cookie.getName().equals(name))
        .findFirst();
  }

  /** Puts a cookie of another client into this one's hands. */
  void steal(String name, HttpCookie cookie) {
    var stolen = new HttpCookie(name, cookie.getValue());
    stolen.setPath("/");
    stolen.setVersion(0);
    cookies.getCookieStore().add(URI.create(server.address() + "/"), stolen);
  }

  Reply signIn(String email, String password) {
    return post("/api/v1/session", Map.of("email", email, "password", password));
  }

  /** Signs in as somebody who may be there already. */
  boolean isSetUp(String email) {
    return signIn(email, TestServer.PASSWORD).status() == 200;
  }
}
