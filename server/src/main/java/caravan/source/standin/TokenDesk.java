package caravan.source.standin;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The token endpoint of Entra ID, for one application of one tenant. Safe for use by several
 * threads.
 */
final class TokenDesk {

  static final String TENANT = "5f0dca7a-7a31-4c0e-9f2e-0a7c1b5de001";
  static final String CLIENT = "c1a7a0de-3b1e-4c55-8d0a-51f2a9d3e002";
  static final String SECRET = "stand-in~secret.that-opens~nothing-else";

  private static final SecureRandom CHANCE = new SecureRandom();

  private final String environment;
  private final InstantSource clock;
  private final Map<String, Instant> expiries = new HashMap<>();
  private Duration lifetime = Duration.ofMinutes(60);

  TokenDesk(String environment, InstantSource clock) {
    this.environment = environment;
    this.clock = clock;
  }

  synchronized void lifetime(Duration time) {
    lifetime = time;
  }

  synchronized int issued() {
    return expiries.size();
  }

  /** Answers a request for a token. */
  Reply answer(String tenant, String form) {
    var fields = fields(form);
    if (!tenant.equals(TENANT)) {
      return refusal(
          400,
          "invalid_request",
          90002,
          "Tenant '%s' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud."
              .formatted(tenant));
    }
    if (!"client_credentials".equals(fields.get("grant_type"))) {
      return refusal(
          400, "unsupported_grant_type", 70003, "The app requested an unsupported grant type.");
    }
    if (!CLIENT.equals(fields.get("client_id"))) {
      return refusal(
          400,
          "unauthorized_client",
          700016,
          "Application with identifier '%s' was not found in the directory '%s'."
              .formatted(fields.get("client_id"), tenant));
    }
    if (!SECRET.equals(fields.get("client_secret"))) {
      return refusal(
          401,
          "invalid_client",
          7000215,
          "Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '%s'."
              .formatted(CLIENT));
    }
    if (!(environment + "/.default").equals(fields.get("scope"))) {
      return refusal(
          400,
          "invalid_scope",
          70011,
          "The provided value for the input parameter 'scope' is not valid.");
    }
    return issue();
  }

  private synchronized Reply issue() {
    var bytes = new byte[48];
    CHANCE.nextBytes(bytes);
    var token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    expiries.put(token, clock.instant().plus(lifetime));
    var answer = new LinkedHashMap<String, Object>();
    answer.put("token_type", "Bearer");
    answer.put("expires_in", lifetime.toSeconds());
    answer.put("ext_expires_in", lifetime.toSeconds());
    answer.put("access_token", token);
    return Reply.json(200, answer).with("Cache-Control", "no-store, no-cache");
  }

  /** Whether the token in a header is one that is good now. */
  synchronized boolean takes(@Nullable String authorization) {
    var expiry = expiries.get(token(authorization));
    return expiry != null && clock.instant().isBefore(expiry);
  }

  /** Ends a token before its time. */
  synchronized void expire(@Nullable String authorization) {
    expiries.replace(token(authorization), Instant.MIN);
  }

  /** What Dataverse answers to a request without a good token. */
  Reply unauthorized() {
    return Reply.nothing(401)
        .with(
            "WWW-Authenticate",
            "Bearer error=\"invalid_token\", error_description=\"The token expired or is not valid\", authorization_uri=%s/%s/oauth2/authorize, resource_id=%s/"
                .formatted(environment, TENANT, environment));
  }

  private static String token(@Nullable String authorization) {
    return authorization != null && authorization.startsWith("Bearer ")
        ? authorization.substring("Bearer ".length())
        : "";
  }

  private Reply refusal(int status, String error, int code, String message) {
    var now = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString().replace('T', ' ');
    var trace = StandInData.guid("trace " + now);
    var answer = new LinkedHashMap<String, Object>();
    answer.put("error", error);
    answer.put(
        "error_description",
        "AADSTS%d: %s Trace ID: %s Correlation ID: %s Timestamp: %s"
            .formatted(code, message, trace, trace, now));
    answer.put("error_codes", List.of(code));
    answer.put("timestamp", now);
    answer.put("trace_id", trace);
    answer.put("correlation_id", trace);
    answer.put("error_uri", "https://login.microsoftonline.com/error?code=" + code);
    return Reply.json(status, answer);
  }

  private static Map<String, String> fields(String form) {
    var fields = new HashMap<String, String>();
    for (var pair : form.split("&", -1)) {
      var parts = pair.split("=", 2);
      fields.put(decoded(parts[0]), parts.length == 2 ? decoded(parts[1]) : "");
    }
    return fields;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return "";
    }
  }
}
