package caravan.http;

import caravan.security.Caller;
import caravan.security.Open;
import caravan.security.Refused;
import caravan.security.Scope;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * What Prometheus collects: for who asks on this machine itself, for administrators, and for who
 * knows the token of the settings.
 */
@RestController
class MetricsResource {

  private static final String BEARER = "Bearer ";
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "::1", "0:0:0:0:0:0:0:1");
  private static final Set<String> LOCAL = Set.of("127.0.0.1", "[::1]", "localhost");

  private final PrometheusMeterRegistry metrics;
  private final HttpSettings settings;

  MetricsResource(PrometheusMeterRegistry metrics, HttpSettings settings) {
    this.metrics = metrics;
    this.settings = settings;
  }

  @Open
  @GetMapping(path = "/metrics", produces = "text/plain;version=0.0.4;charset=utf-8")
  String show(HttpServletRequest request) {
    if (!isLocal(request) && !isToken(request.getHeader("Authorization")) && !isAdministrator()) {
      throw new Refused(
          Refused.Reason.NOT_SIGNED_IN, "send the metrics token, or sign in as an administrator");
    }
    return metrics.scrape();
  }

  /** From this machine, by no proxy and not by a page that a name was bent for. */
  private static boolean isLocal(HttpServletRequest request) {
    var host = String.valueOf(request.getHeader("Host")).toLowerCase(Locale.ROOT);
    return LOOPBACK.contains(request.getRemoteAddr())
        && LOCAL.contains(host.replaceFirst(":\\d+$", ""))
        && request.getHeader("X-Forwarded-For") == null
        && request.getHeader("Forwarded") == null;
  }

  private boolean isToken(@Nullable String header) {
    return header != null
        && header.startsWith(BEARER)
        && settings
            .metricsToken()
            .map(
                token ->
                    MessageDigest.isEqual(
                        bytes(token.value()), bytes(header.substring(BEARER.length()).strip())))
            .orElse(false);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static boolean isAdministrator() {
    return Caller.current().map(caller -> caller.may(Scope.ADMIN)).orElse(false);
  }
}
