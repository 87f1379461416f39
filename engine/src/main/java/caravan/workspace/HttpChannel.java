package caravan.workspace;

import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A channel whose messages leave as calls over HTTP, one a person.
 *
 * @param url where they go; null for journeys' own webhooks, which say so themselves
 * @param body a tree of maps, lists, texts (templates over the person and the message), numbers,
 *     booleans and nulls; empty for the usual one
 * @param secret what calls are signed with; null where they are not
 * @param authorization the header of that name; null for none
 * @param timeout the longest that a call may take
 * @param allowPrivate whether addresses within private networks, and this machine, may be called
 * @param connections at most this many calls at once
 * @param rate null where there is no limit
 * @param attempts how often a call is tried
 * @param resendsUnknown whether a call of which nobody knows if it arrived is made again
 */
public record HttpChannel(
    @Nullable String url,
    Map<String, Object> body,
    @Nullable SecretSource secret,
    @Nullable SecretSource authorization,
    Duration timeout,
    boolean allowPrivate,
    int connections,
    @Nullable SendRate rate,
    int attempts,
    boolean resendsUnknown) {

  public static final Duration TIMEOUT = Duration.ofSeconds(10);

  public HttpChannel {
    body = Collections.unmodifiableMap(new LinkedHashMap<>(body));
  }

  /** Without what an address may hold beside its host, which may be secret. */
  @Override
  public String toString() {
    return "HttpChannel[host=%s, connections=%d]"
        .formatted(url == null ? "any" : URI.create(url).getHost(), connections);
  }
}
