package caravan.source;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A server that answers what a test tells it to, and knows how to sign in, what columns there are,
 * and empty tables by itself.
 */
final class RawServer implements AutoCloseable {

  static final String TOKEN = "oauth2/v2.0/token";
  static final String ATTRIBUTES = "Attributes";
  static final String DAYS = "DateTimeAttributeMetadata";
  static final String DECIMALS = "DecimalAttributeMetadata";
  static final String PROFILES = "msdynci_customerprofiles";
  static final String MEMBERSHIPS = "msdynci_segmentmemberships";
  static final String CATALOGUE = "mscipriv_segmentmetadatas";

  static final String SECRET = "hush~hush";

  /** An answer. */
  record Raw(int status, Map<String, String> headers, String body) {

    static Raw json(String body) {
      return new Raw(200, Map.of("Content-Type", "application/json"), body);
    }

    /** A page with these rows. */
    static Raw rows(String... rows) {
      return json("{\"value\": [" + String.join(", ", rows) + "]}");
    }

    /** A page with a next one. */
    static Raw rowsAndNext(Object next, String... rows) {
      return json(
          "{\"value\": [%s], \"@odata.nextLink\": \"%s\"}"
              .formatted(String.join(", ", rows), next));
    }

    static Raw error(int status, String message) {
      return new Raw(
          status, Map.of(), "{\"error\": {\"code\": \"\", \"message\": \"" + message + "\"}}");
    }

    Raw with(String header, String value) {
      var more = new LinkedHashMap<>(headers);
      more.put(header, value);
      return new Raw(status, more, body);
    }
  }

  private final HttpServer server;
  private final Map<String, Deque<Raw>> answers = new ConcurrentHashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();

  private RawServer(HttpServer server) {
    this.server = server;
    answer(TOKEN, Raw.json("{\"access_token\": \"t0ken\", \"expires_in\": 3599}"));
    answer(ATTRIBUTES, Raw.rows(attribute("msdynci_customerid", "String")));
    answer(DAYS, Raw.rows());
    answer(DECIMALS, Raw.rows());
    answer(PROFILES, Raw.rows());
    answer(MEMBERSHIPS, Raw.rows());
    answer(CATALOGUE, Raw.rows());
  }

  static RawServer start() throws IOException {
    var http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    var raw = new RawServer(http);
    http.createContext("/", raw::handle);
    http.start();
    return raw;
  }

  static String attribute(String name, String type) {
    return "{\"LogicalName\": \"%s\", \"AttributeType\": \"%s\", \"AttributeOf\": null, \"IsValidForRead\": true}"
        .formatted(name, type);
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  URI page(String of, String query) {
    return URI.create(address() + "/api/data/v9.2/" + of + "?" + query);
  }

  CustomerInsightsSettings settings() {
    return CustomerInsightsSettings.of(address(), "tenant", "client", SECRET)
        .withAuthority(address());
  }

  /** Answers requests for a path with this end: one after the other, the last one for ever. */
  void answer(String end, Raw... raws) {
    answers.put(end, new ArrayDeque<>(List.of(raws)));
  }

  /** The addresses that were asked for, paths and queries as they came. */
  List<String> asked() {
    return asked;
  }

  long times(String end) {
    return asked.stream().filter(address -> URI.create(address).getPath().endsWith(end)).count();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      asked.add(exchange.getRequestURI().toString());
      var raw = next(exchange.getRequestURI().getPath());
      raw.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
      var body = raw.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(raw.status(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private Raw next(String path) {
    for (var known : answers.entrySet()) {
      if (path.endsWith("/" + known.getKey()) || path.endsWith("." + known.getKey())) {
        var left = known.getValue();
        return left.size() > 1 ? left.removeFirst() : left.getFirst();
      }
    }
    return Raw.error(404, "not scripted");
  }
}
