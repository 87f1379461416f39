package caravan.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What whoever runs the server looks at. */
class OperationsTest {

  private static final String TOKEN = "0123456789abcdef0123";

  @TempDir private static Path folder;
  private static TestServer server;

  @BeforeAll
  static void starts() {
    server = TestServer.start(folder, Map.of("CARAVAN_METRICS_TOKEN", TOKEN));
  }

  @AfterAll
  static void ends() {
    server.close();
  }

  @Test
  void itLivesAndIsReady() {
    assertThat(server.anybody().get("/health/live").is(200).json().get("status").asString())
        .isEqualTo("up");
    assertThat(server.anybody().get("/health/ready").is(200).json().get("status").asString())
        .isEqualTo("up");
  }

  @Test
  void readinessIsThatOfAllChecks() {
    var checks = new Checks();
    var ready = new HealthResource(checks);
    checks.put("engine", () -> new Checks.Found.Not("starting"));
    checks.put("database", () -> Checks.WELL);
    assertThat(ready.ready().getStatusCode().value()).isEqualTo(503);
    assertThat(ready.ready().getBody())
        .isEqualTo(
            new HealthResource.Health("down", Map.of("engine", "starting", "database", "up")));
    checks.put("engine", () -> Checks.WELL);
    assertThat(ready.ready().getStatusCode().value()).isEqualTo(200);
  }

  @Test
  void metricsAreForThisMachineAndForWhoMaySeeThem() {
    var local = server.anybody().get("/metrics").is(200);
    assertThat(local.header("Content-Type")).startsWith("text/plain");
    assertThat(local.body()).contains("jvm_memory_used_bytes").doesNotContain(folder.toString());
    var proxied = server.anybody().with("X-Forwarded-For", "192.0.2.7");
    proxied.get("/metrics").isProblem(401, "not-signed-in");
    server
        .anybody()
        .with("X-Forwarded-For", "192.0.2.7")
        .withToken("wrong")
        .get("/metrics")
        .isProblem(401, "not-signed-in");
    server.anybody().with("X-Forwarded-For", "192.0.2.7").withToken(TOKEN).get("/metrics").is(200);
    server.administrator().with("X-Forwarded-For", "192.0.2.7").get("/metrics").is(200);
    server.user("bob", "marketer").with("X-Forwarded-For", "192.0.2.7").get("/metrics").is(401);
  }

  @Test
  void theEngineIsMeasured() {
    var metrics = server.anybody().get("/metrics").is(200).body();
    assertThat(metrics)
        .contains(
            "caravan_tick_seconds_count",
            "caravan_ticks_total",
            "caravan_works_total",
            "caravan_rows_total",
            "caravan_queue ",
            "caravan_lag_seconds 0.0",
            "caravan_freshness_seconds",
            "caravan_clock_behind_seconds 0.0",
            "caravan_deliveries_waiting 0.0",
            "caravan_inbox 0.0",
            "caravan_listeners 0.0",
            "caravan_readers_waited_seconds_total",
            "caravan_database_log_size_bytes");
    var size = metrics.replaceFirst("(?s).*\ncaravan_database_size_bytes (\\S+).*", "$1");
    assertThat(Double.parseDouble(size)).isPositive();
  }

  @Test
  void aClockThatWasSetBackIsShown() {
    server.clock().pass(Duration.ofSeconds(-90));
    assertThat(server.anybody().get("/metrics").is(200).body())
        .contains("caravan_clock_behind_seconds 90.0");
    server.clock().pass(Duration.ofSeconds(90));
  }

  @Test
  void readinessNamesWhatItLookedAt() {
    assertThat(server.anybody().get("/health/ready").is(200).json().get("checks").propertyNames())
        .contains("engine", "sending", "disk");
  }

  @Test
  void everyAnswerHasAnId() {
    var id = server.anybody().get("/health/live").header("X-Request-Id");
    assertThat(id).matches("[0-9a-f]{24}");
    assertThat(
            server
                .anybody()
                .with("X-Request-Id", "from-the-proxy-1")
                .get("/health/live")
                .header("X-Request-Id"))
        .isEqualTo("from-the-proxy-1");
    assertThat(
            server
                .anybody()
                .with("X-Request-Id", "no good <script>")
                .get("/health/live")
                .header("X-Request-Id"))
        .matches("[0-9a-f]{24}");
  }

  @Test
  void browsersAreToldWhatTheyMay() {
    var page = server.anybody().raw("GET", "/login", null);
    var policy = page.header("Content-Security-Policy");
    assertThat(policy)
        .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "'nonce-")
        .doesNotContain("unsafe");
    assertThat(server.anybody().raw("GET", "/login", null).header("Content-Security-Policy"))
        .isNotEqualTo(policy);
    assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(page.header("Referrer-Policy")).isEqualTo("same-origin");
    assertThat(page.header("Strict-Transport-Security")).isEmpty();
    assertThat(page.header("Server")).isEmpty();
    assertThat(server.anybody().get("/health/live").header("Cache-Control")).isEqualTo("no-store");
    assertThat(server.anybody().raw("GET", "/nope", null).header("Cache-Control"))
        .isEqualTo("no-store");
    assertThat(server.anybody().raw("GET", "/style.css", null).header("Cache-Control"))
        .contains("max-age");
  }

  @Test
  void administratorsSeeTheSettingsAndNoSecret() {
    var settings = server.administrator().get("/api/v1/settings/effective").is(200);
    assertThat(settings.body()).doesNotContain(TOKEN);
    var token =
        settings
            .json()
            .get("settings")
            .valueStream()
            .filter(it -> it.get("key").asString().equals("metrics-token"))
            .findFirst()
            .orElseThrow();
    assertThat(token.get("value").asString()).isEqualTo("(secret)");
    assertThat(token.get("from").asString()).isEqualTo("CARAVAN_METRICS_TOKEN");
  }
}
