package caravan.channel.call;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Calls other systems: one POST of JSON, without following where it is sent on to. Thread-safe.
 *
 * <p>A name is looked up, and its addresses are looked at, right before each call. The client then
 * looks it up itself, within a moment; both are answered from the JVM's memory of 30 seconds.
 */
public final class Caller implements AutoCloseable {

  private static final Duration LONGEST_CONNECT = Duration.ofSeconds(10);
  private static final int LONGEST_TEXT = 300;

  private final HttpClient client;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final Duration timeout;
  private final boolean allowsPrivate;

  /**
   * One that has called nobody.
   *
   * @param timeout the longest that a call may take
   * @param allowsPrivate whether it may call addresses within
   * @param trust whom TLS believes
   */
  public Caller(Duration timeout, boolean allowsPrivate, SSLContext trust) {
    this.timeout = timeout;
    this.allowsPrivate = allowsPrivate;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(HttpClient.Builder.NO_PROXY)
            .connectTimeout(timeout.compareTo(LONGEST_CONNECT) < 0 ? timeout : LONGEST_CONNECT)
            .sslContext(trust)
            .executor(executor)
            .build();
  }

  /**
   * A call.
   *
   * @param id the same whenever it is tried
   * @param body JSON
   */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  public record Call(URI url, String id, byte[] body) {

    /** The machine that it goes to, and nothing that may be secret. */
    public String target() {
      return url.getPort() < 0 ? url.getHost() : url.getHost() + ":" + url.getPort();
    }
  }

  /**
   * What goes with calls; neither is ever shown.
   *
   * @param signing what calls are signed with; null where they are not
   * @param authorization the header of that name; null for none
   */
  public record Keys(@Nullable String signing, @Nullable String authorization) {

    @Override
    public String toString() {
      return "(keys)";
    }

    private String hiddenIn(String text) {
      return authorization == null || authorization.isEmpty()
          ? text
          : text.replace(authorization, "***");
    }
  }

  /**
   * Calls, and answers what the other side did.
   *
   * @throws CallFailure where it did not answer
   */
  public Answer call(Call call, Keys keys, Instant now) throws CallFailure {
    requireAllowed(call);
    var body = new Watched(call.body());
    try {
      var end = System.nanoTime() + timeout.toNanos();
      var response =
          client.send(
              request(call, keys, now, body),
              _ -> new Beginning(Duration.ofNanos(Math.max(0, end - System.nanoTime()))));
      return answer(response, keys);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure(call, body, "it was broken off", e);
    } catch (HttpTimeoutException e) {
      var within = "no answer within " + timeout.toSeconds() + " s";
      throw failure(call, body, body.hasBegun() ? within : String.valueOf(e.getMessage()), e);
    } catch (IOException | UnresolvedAddressException e) {
      throw failure(call, body, reason(e), e);
    }
  }

  private void requireAllowed(Call call) throws CallFailure {
    try {
      for (var address : InetAddress.getAllByName(call.url().getHost())) {
        if (!allowsPrivate && !PublicAddresses.contains(address)) {
          throw new CallFailure(
              CallFailure.Kind.WITHIN,
              "%s leads to %s, which is no address on the internet; 'allow-private: true' allows it"
                  .formatted(call.target(), PublicAddresses.shown(address)));
        }
      }
    } catch (UnknownHostException e) {
      throw new CallFailure(
          CallFailure.Kind.NOT_SENT, call.target() + ": there is no such host", e);
    }
  }

  private HttpRequest request(Call call, Keys keys, Instant now, Watched body) {
    var request =
        HttpRequest.newBuilder(call.url())
            .timeout(timeout)
            .header("Content-Type", "application/json")
            .header("User-Agent", "Caravan")
            .header("Idempotency-Key", call.id())
            .header("webhook-id", call.id())
            .header("webhook-timestamp", Long.toString(now.getEpochSecond()));
    if (keys.signing() != null) {
      request.header(
          "webhook-signature", Signature.of(keys.signing(), call.id(), now, call.body()));
    }
    if (keys.authorization() != null) {
      request.header("Authorization", keys.authorization());
    }
    return request.POST(body).build();
  }

  private static Answer answer(HttpResponse<String> response, Keys keys) {
    var line = keys.hiddenIn(response.body().replaceAll("[\\p{Cntrl}\\s]+", " ").strip());
    return new Answer(
        response.statusCode(),
        response.headers().firstValue("Retry-After").map(String::strip).orElse(""),
        line.length() <= LONGEST_TEXT ? line : line.substring(0, LONGEST_TEXT) + "…");
  }

  private static CallFailure failure(Call call, Watched body, String reason, Exception cause) {
    return new CallFailure(
        body.hasBegun() ? CallFailure.Kind.LOST : CallFailure.Kind.NOT_SENT,
        call.target() + ": " + reason,
        cause);
  }

  private static String reason(Exception e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause.getMessage() != null) {
        return cause.getMessage();
      }
    }
    return switch (e) {
      case java.net.ConnectException _ -> "the connection was refused";
      default -> e.getClass().getSimpleName();
    };
  }

  @Override
  public void close() {
    client.shutdownNow();
    executor.shutdownNow();
  }
}
