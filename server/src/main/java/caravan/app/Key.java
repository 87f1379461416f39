package caravan.app;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A setting: its name, and what it is where nobody says. */
enum Key {
  ADDRESS("address", "127.0.0.1"),
  PORT("port", "8080"),
  PUBLIC_URL("public-url", ""),
  TRUSTED_PROXIES("trusted-proxies", ""),
  ALLOW_INSECURE_COOKIES("allow-insecure-cookies", "false"),
  LARGEST_BODY("largest-body", "1 GB"),
  STATE("state", ""),
  DATABASE_MEMORY("database-memory", "1500 MB"),
  QUEUE_ROWS("queue-rows", "200000"),
  INBOX_KEEP("inbox-keep", "10000"),
  STREAMS("streams", "500"),
  STREAMS_PER_USER("streams-per-user", "50"),
  SESSION_IDLE("session-idle", "8 hours"),
  SESSION_LONGEST("session-longest", "7 days"),
  LOG("log", "text"),
  LOG_LEVEL("log-level", "info"),
  METRICS_TOKEN("metrics-token", ""),
  CUSTOMER_INSIGHTS_SECRET("customer-insights.secret", ""),
  OIDC_ISSUER("oidc.issuer", ""),
  OIDC_CLIENT_ID("oidc.client-id", ""),
  OIDC_CLIENT_SECRET("oidc.client-secret", ""),
  OIDC_LABEL("oidc.label", "single sign-on"),
  OIDC_ROLES_CLAIM("oidc.roles-claim", "roles"),
  OIDC_ROLES("oidc.roles", ""),
  OIDC_SCOPES("oidc.scopes", "openid, profile, email");

  private static final String PREFIX = "CARAVAN_";

  private final String path;
  private final String otherwise;

  Key(String path, String otherwise) {
    this.path = path;
    this.otherwise = otherwise;
  }

  /** Its name in {@code server.yaml}, its section before a point. */
  String path() {
    return path;
  }

  /** What it is where nobody says; empty for none. */
  String otherwise() {
    return otherwise;
  }

  /** Its environment variable. */
  String variable() {
    return PREFIX + path.toUpperCase(Locale.ROOT).replace('-', '_').replace('.', '_');
  }

  boolean isSecret() {
    return this == METRICS_TOKEN
        || this == CUSTOMER_INSIGHTS_SECRET
        || this == OIDC_CLIENT_SECRET
        || this == STATE;
  }

  static Optional<Key> ofPath(String path) {
    return Arrays.stream(values()).filter(key -> key.path.equals(path)).findFirst();
  }

  static List<String> variables() {
    return Arrays.stream(values()).map(Key::variable).toList();
  }
}
