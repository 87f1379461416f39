package caravan.source;

import caravan.source.SourceFailure.Reason;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tokens of Entra ID for an application that signs in with its own secret (OAuth 2.0 client
 * credentials). One is used until shortly before it expires.
 */
final class AccessTokens {

  private static final String ENTRA_ID = "Entra ID";

  /** A request that is sent just before the end should still be good when it arrives. */
  private static final Duration EARLY = Duration.ofMinutes(1);

  /** What may stand in a header. */
  private static final Pattern TOKEN = Pattern.compile("[!-~]+");

  private final CustomerInsightsSettings settings;
  private final Calls calls;
  private final InstantSource clock;

  private @Nullable String token;
  private Instant useUntil = Instant.MIN;

  AccessTokens(CustomerInsightsSettings settings, Calls calls, InstantSource clock) {
    this.settings = settings;
    this.calls = calls;
    this.clock = clock;
  }

  synchronized String get() {
    var current = token;
    if (current == null || !clock.instant().isBefore(useUntil)) {
      current = fetch();
      token = current;
    }
    return current;
  }

  /** Lets go of a token that was not taken, so that the next one is a fresh one. */
  synchronized void drop(String refused) {
    if (refused.equals(token)) {
      token = null;
    }
  }

  private String fetch() {
    var asked = clock.instant();
    var answer = calls.send(ENTRA_ID, request());
    if (answer.status() != 200) {
      throw refused(answer);
    }
    var json = answer.json();
    var fetched = json.path("access_token");
    var lifetime = json.path("expires_in");
    if (!fetched.isString()
        || !TOKEN.matcher(fetched.stringValue()).matches()
        || !lifetime.canConvertToInt()) {
      throw new SourceFailure(
          Reason.UNREADABLE, ENTRA_ID + " answered, but with no token that can be read");
    }
    var time = Duration.ofSeconds(lifetime.intValue());
    var early = time.dividedBy(10).compareTo(EARLY) < 0 ? time.dividedBy(10) : EARLY;
    useUntil = asked.plus(time).minus(early);
    return fetched.stringValue();
  }

  private HttpRequest request() {
    var form =
        Map.of(
            "grant_type",
            "client_credentials",
            "client_id",
            settings.client(),
            "client_secret",
            settings.secret(),
            "scope",
            settings.environment() + "/.default");
    return HttpRequest.newBuilder(
            URI.create(settings.authority() + "/" + settings.tenant() + "/oauth2/v2.0/token"))
        .header("Content-Type", "application/x-www-form-urlencoded")
        .header("Accept", "application/json")
        .POST(
            BodyPublishers.ofString(
                form.entrySet().stream()
                    .map(entry -> entry.getKey() + "=" + encoded(entry.getValue()))
                    .collect(Collectors.joining("&"))))
        .build();
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  private SourceFailure refused(Answer answer) {
    var said = ErrorText.ofEntraId(answer, List.of(settings.secret()));
    return new SourceFailure(
        Reason.SIGN_IN_REFUSED,
        "%s does not let Caravan in (HTTP %d): %s"
            .formatted(
                ENTRA_ID, answer.status(), said.orElse("check tenant, client and client secret")));
  }
}
