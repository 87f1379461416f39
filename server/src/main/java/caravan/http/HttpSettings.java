package caravan.http;

import caravan.security.Secret;
import java.util.List;
import java.util.Optional;

/**
 * How the server is reached.
 *
 * @param address the network address to listen at
 * @param port … and the port; 0 for any that is free
 * @param trustedProxies addresses of proxies whose {@code X-Forwarded-For} is believed
 * @param largestBody of a request, in bytes
 * @param metricsToken lets whoever knows it read the metrics
 */
public record HttpSettings(
    String address,
    int port,
    List<String> trustedProxies,
    long largestBody,
    Optional<Secret> metricsToken) {

  public HttpSettings {
    trustedProxies = List.copyOf(trustedProxies);
  }
}
