package caravan.source;

import caravan.problem.Printable;
import caravan.source.SourceFailure.Reason;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Requests to servers that are busy at times: one is sent again, a bounded number of times, if it
 * was throttled, if the server is broken or closed for now, or if the connection was cut. As
 * Dataverse's service protection limits ask for, it waits as long as {@code Retry-After} says, else
 * twice as long each time. Redirects are not followed: they would carry a token elsewhere.
 */
final class Calls {

  static final int ATTEMPTS = 6;

  /** Who is told to wait longer gives up: the next reading comes soon enough. */
  static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

  /** 5,000 rows with hundreds of columns are tens of megabytes. */
  private static final long LARGEST_BODY = 256L << 20;

  private static final Duration TO_CONNECT = Duration.ofSeconds(20);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(TO_CONNECT)
          .build();

  private final Duration limit;
  private final Pause pause;
  private final InstantSource clock;

  /**
   * @param limit for one attempt, from the request to the end of the answer
   */
  Calls(Duration limit, Pause pause, InstantSource clock) {
    this.limit = limit;
    this.pause = pause;
    this.clock = clock;
  }

  /**
   * The answer to a request, whatever its status but those that pass by themselves.
   *
   * @param whom the server's name in messages
   */
  Answer send(String whom, HttpRequest request) {
    for (var attempt = 1; ; attempt++) {
      SourceFailure failure;
      var wait = Duration.ofSeconds(1L << (attempt - 1));
      try {
        var answer = exchange(request);
        if (!passes(answer.status())) {
          return answer;
        }
        failure = busy(whom, answer);
        wait = retryAfter(answer).orElse(wait);
      } catch (IOException cut) {
        failure = unreachable(whom, request, cut);
      } catch (InterruptedException interruption) {
        throw interrupted(whom, interruption);
      }
      if (attempt == ATTEMPTS || wait.compareTo(LONGEST_PAUSE) > 0) {
        throw failure;
      }
      try {
        pause.pause(wait);
      } catch (InterruptedException interruption) {
        throw interrupted(whom, interruption);
      }
    }
  }

  private Answer exchange(HttpRequest request) throws IOException, InterruptedException {
    var answering =
        http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST_BODY));
    try {
      var answer = answering.get(limit.toMillis(), TimeUnit.MILLISECONDS);
      return new Answer(answer.statusCode(), answer.headers(), answer.body());
    } catch (TimeoutException _) {
      throw new HttpTimeoutException("no answer within " + limit.toSeconds() + " s");
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof IOException cut) {
        throw cut;
      }
      throw new IllegalStateException(failure.getCause());
    } finally {
      answering.cancel(true); // nothing happens to one that is done
    }
  }

  private static boolean passes(int status) {
    return switch (status) {
      case 429, 500, 502, 503, 504 -> true;
      default -> false;
    };
  }

  /** In seconds, or until a date of HTTP. */
  private Optional<Duration> retryAfter(Answer answer) {
    var header = answer.headers().firstValue("Retry-After").map(String::strip).orElse("");
    if (header.matches("[0-9]{1,9}")) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(header)));
    }
    try {
      var until = ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME);
      var wait = Duration.between(clock.instant().atZone(ZoneOffset.UTC), until);
      return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
    } catch (DateTimeParseException _) {
      return Optional.empty();
    }
  }

  private static SourceFailure busy(String whom, Answer answer) {
    return answer.status() == 429
        ? new SourceFailure(
            Reason.THROTTLED,
            whom + " takes no more requests for now (service protection limits); try again later")
        : new SourceFailure(
            Reason.UNAVAILABLE,
            "%s does not work for now (HTTP %d); try again later".formatted(whom, answer.status()));
  }

  private static SourceFailure unreachable(String whom, HttpRequest request, IOException cut) {
    return new SourceFailure(
        Reason.UNREACHABLE,
        "%s at %s cannot be reached: %s"
            .formatted(whom, request.uri().getRawAuthority(), reason(cut)),
        cut);
  }

  private static String reason(IOException cut) {
    if (cut instanceof HttpConnectTimeoutException) {
      return "nobody answers there";
    }
    for (Throwable cause = cut; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnresolvedAddressException) {
        return "there is no such host";
      }
    }
    var message = cut.getMessage();
    return message == null ? "the connection failed" : Printable.line(message);
  }

  private static SourceFailure interrupted(String whom, InterruptedException interruption) {
    Thread.currentThread().interrupt();
    return new SourceFailure(
        Reason.INTERRUPTED, "Reading " + whom + " was called off", interruption);
  }
}
