package caravan.source.standin;

import caravan.source.CustomerInsightsSettings;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * A stand-in of Customer Insights – Data with its Dataverse environment and Entra ID, on this
 * machine only: it answers what {@link caravan.source.CustomerInsights} asks as they do, on
 * generated data, and fails on request. Its data can be changed here and over HTTP ({@code
 * /admin}).
 */
public final class CustomerInsightsStandIn implements AutoCloseable {

  private static final int LARGEST_BODY = 1 << 20;
  private static final String TOKEN_PATH = "/oauth2/v2.0/token";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final InstantSource clock;
  private final String environment;
  private final StandInData data;
  private final Faults faults = new Faults();
  private final RequestLimit limit = new RequestLimit();
  private final TokenDesk tokens;
  private final WebApi api;
  private final AdminPages admin;

  private CustomerInsightsStandIn(HttpServer server, StandInData data, InstantSource clock) {
    this.server = server;
    this.clock = clock;
    this.data = data;
    this.environment = "http://127.0.0.1:" + server.getAddress().getPort();
    this.tokens = new TokenDesk(environment, clock);
    this.api = new WebApi(data, environment);
    this.admin = new AdminPages(data, faults);
  }

  /**
   * Starts one.
   *
   * @param port on 127.0.0.1; 0 for any that is free
   */
  public static CustomerInsightsStandIn start(int port, StandInData data) throws IOException {
    return start(port, data, InstantSource.system());
  }

  /** Starts one whose tokens and limits go by another clock. */
  public static CustomerInsightsStandIn start(int port, StandInData data, InstantSource clock)
      throws IOException {
    var address = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
    var standIn = new CustomerInsightsStandIn(HttpServer.create(address, 0), data, clock);
    standIn.server.createContext("/", standIn::handle);
    standIn.server.setExecutor(standIn.threads);
    standIn.server.start();
    return standIn;
  }

  /** What it takes to read it. */
  public CustomerInsightsSettings settings() {
    return CustomerInsightsSettings.of(
            URI.create(environment), TokenDesk.TENANT, TokenDesk.CLIENT, TokenDesk.SECRET)
        .withAuthority(URI.create(environment))
        .withSegmentPage(environment + SegmentPage.ROOT + "{segment}");
  }

  public StandInData data() {
    return data;
  }

  public Faults faults() {
    return faults;
  }

  /** How long tokens are good that are given out from now on (at first: an hour). */
  public void tokenLifetime(Duration lifetime) {
    tokens.lifetime(lifetime);
  }

  /** How many tokens were given out. */
  public int tokensIssued() {
    return tokens.issued();
  }

  /** Answers 429 to more requests than this in such a time (at first: 6,000 in 5 minutes). */
  public void limit(int requests, Duration window) {
    limit.set(requests, window);
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var path = exchange.getRequestURI().getPath();
      var struck =
          path.startsWith(WebApi.ROOT) && WebApi.isRows(path.substring(WebApi.ROOT.length()))
              ? faults.strike()
              : Set.<Fault>of();
      if (struck.contains(Fault.SLOW)
          && closing.await(faults.delay().toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
      send(exchange, reply(exchange, path, struck), struck.contains(Fault.HALF_PAGE));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private Reply reply(HttpExchange exchange, String path, Set<Fault> struck) throws IOException {
    var method = exchange.getRequestMethod();
    if (path.startsWith(WebApi.ROOT)) {
      return method.equals("GET")
          ? read(exchange, path.substring(WebApi.ROOT.length()), struck)
          : Reply.error(405, "0x80060888", "The stand-in is only read.");
    }
    if (path.endsWith(TOKEN_PATH) && method.equals("POST")) {
      var tenant = path.substring(1, Math.max(1, path.length() - TOKEN_PATH.length()));
      return tokens.answer(tenant, body(exchange));
    }
    if (path.equals(AdminPages.ROOT) || path.startsWith(AdminPages.ROOT + "/")) {
      return admin.answer(method, path.substring(AdminPages.ROOT.length()), body(exchange));
    }
    if (path.startsWith(SegmentPage.ROOT) && method.equals("GET")) {
      return SegmentPage.of(data, path.substring(SegmentPage.ROOT.length()));
    }
    return Reply.nothing(404);
  }

  private Reply read(HttpExchange exchange, String path, Set<Fault> struck) {
    var headers = exchange.getRequestHeaders();
    var authorization = headers.getFirst("Authorization");
    if (struck.contains(Fault.EXPIRED_TOKEN)) {
      tokens.expire(authorization);
    }
    if (!tokens.takes(authorization)) {
      return tokens.unauthorized();
    }
    var wait = limit.admit(clock.instant());
    if (wait.isPresent()) {
      return Reply.error(429, "0x80072322", limit.words())
          .with("Retry-After", String.valueOf(wait.get().plusMillis(999).toSeconds()));
    }
    if (struck.contains(Fault.SERVER_ERROR)) {
      return Reply.error(500, "0x80040216", "An unexpected error occurred.");
    }
    return api.answer(
        path, exchange.getRequestURI().getRawQuery(), headers.getFirst("Prefer"), struck);
  }

  private static String body(HttpExchange exchange) throws IOException {
    return new String(exchange.getRequestBody().readNBytes(LARGEST_BODY), StandardCharsets.UTF_8);
  }

  private static void send(HttpExchange exchange, Reply reply, boolean half) throws IOException {
    reply.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
    var length = reply.body().length;
    exchange.sendResponseHeaders(reply.status(), length == 0 ? -1 : length);
    exchange.getResponseBody().write(reply.body(), 0, half ? length / 2 : length);
    if (half) {
      exchange.getResponseBody().flush(); // what is still held back when it closes is not seen
    }
  }
}
