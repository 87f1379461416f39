package caravan.channel;

import caravan.channel.call.Answer;
import caravan.channel.call.CallFailure;
import caravan.channel.call.Caller;
import caravan.runtime.Outcome;
import caravan.workspace.HttpChannel;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands messages over by calls over HTTP, one a person, some at once. A call is claimed in the
 * journal before it is made: whenever the process is killed, at most as many calls are of unknown
 * fate as may be made at once.
 */
final class CallCarrier implements Carrier {

  private static final Logger LOG = LoggerFactory.getLogger(CallCarrier.class);
  private static final Duration IDLE = Duration.ofSeconds(10);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LAST_PAUSE = Duration.ofMinutes(1);

  /** How often one of several targets is tried before others get their turn. */
  private static final int MOST_TRIES = 3;

  private final HttpChannel channel;
  private final Secrets secrets;
  private final Waiting waiting;
  private final Journal journal;
  private final Retries retries;
  private final Caller caller;
  private final InstantSource clock;
  private final Outages outages = new Outages();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final List<Thread> threads = new ArrayList<>();
  private volatile String missing = "";

  /**
   * A way to a gateway, or to wherever webhooks lead.
   *
   * @param trust whom TLS believes
   */
  CallCarrier(
      HttpChannel channel,
      Secrets secrets,
      Waiting waiting,
      Journal journal,
      SSLContext trust,
      InstantSource clock) {
    this.channel = channel;
    this.secrets = secrets;
    this.waiting = waiting;
    this.journal = journal;
    this.retries = new Retries(channel.attempts());
    this.caller = new Caller(channel.timeout(), channel.allowPrivate(), trust);
    this.clock = clock;
    for (var i = 1; i <= channel.connections(); i++) {
      threads.add(Thread.ofVirtual().name("caravan-call-" + i).start(this::serve));
    }
  }

  @Override
  public void carry(List<Consignment> letters) {
    for (var letter : letters) {
      if (!waiting.put(String.valueOf(url(letter).getHost()), letter)) {
        letter.giveBack();
      }
    }
  }

  private URI url(Consignment letter) {
    return URI.create(channel.url() == null ? letter.letter().name() : channel.url());
  }

  @Override
  public String trouble() {
    return missing.isEmpty() ? outages.trouble() : missing;
  }

  private boolean isClosed() {
    return closed.getCount() == 0;
  }

  private void serve() {
    while (!isClosed()) {
      var letter = waiting.next(IDLE);
      if (letter != null) {
        handOver(letter);
      }
    }
  }

  /** Calls for one letter until it has an outcome, or is given back. */
  private void handOver(Consignment letter) {
    try {
      var call = call(letter);
      var pause = FIRST_PAUSE;
      for (var tries = 1; letter.mayGo(); tries++) {
        if (isClosed()) {
          letter.giveBack();
          return;
        }
        var outcome = attempt(letter, call, tries);
        if (outcome != null) {
          letter.settle(outcome);
          return;
        }
        await(pause);
        pause = longer(pause);
      }
    } catch (RuntimeException e) {
      LOG.error("a call could not be made", e);
      letter.settle(
          retries.again("not-made", String.valueOf(e), letter.attempts(), clock.instant()));
    }
  }

  private Caller.Call call(Consignment letter) {
    var content = Objects.requireNonNull(letter.letter().content());
    var gateway = letter.letter().body();
    var id = letter.callId();
    return new Caller.Call(
        url(letter),
        id,
        gateway == null
            ? JsonTemplate.bodyOf(content.text())
            : JsonTemplate.bytes(gateway.of(letter.letter(), content, id)));
  }

  /** Makes a call; answers null where it is to be made again in a while. */
  private @Nullable Outcome attempt(Consignment letter, Caller.Call call, int tries) {
    var now = clock.instant();
    var attempts = letter.attempts();
    if (isOneOfMany() && outages.isAway(call.target())) {
      return retries.whenBack("not-reachable", outages.why(call.target()), attempts, now);
    }
    var keys = keys();
    if (keys == null) {
      return null;
    }
    journal.sync(journal.claim(letter.place()));
    var outcome = made(call, keys, attempts);
    if (outcome != null) {
      journal.settle(letter.place(), outcome);
      journal.flush();
      return outcome;
    }
    var away = retries.whenBack("not-reachable", outages.why(call.target()), attempts, now);
    // The claim is taken back: nothing was sent. Who is killed now has it made again.
    journal.settle(letter.place(), Outcome.deferred("not-reachable", "", now));
    journal.flush();
    return isOneOfMany() && tries >= MOST_TRIES ? away : null;
  }

  /** Whether other targets are kept waiting while one is away. */
  private boolean isOneOfMany() {
    return channel.url() == null;
  }

  /** Makes a call; answers null where the other side cannot be reached. */
  private @Nullable Outcome made(Caller.Call call, Caller.Keys keys, int attempts) {
    try {
      var answer = caller.call(call, keys, clock.instant());
      outages.reached(call.target());
      return outcome(answer, attempts);
    } catch (CallFailure e) {
      var why = String.valueOf(e.getMessage());
      return switch (e.kind()) {
        case NOT_SENT -> {
          if (outages.away(call.target(), why)) {
            LOG.warn("cannot call {}", why);
          }
          yield null;
        }
        case WITHIN -> retries.again("private-address", why, attempts, clock.instant());
        case LOST -> {
          outages.reached(call.target());
          yield Outcome.unknown(why);
        }
      };
    }
  }

  private Outcome outcome(Answer answer, int attempts) {
    var now = clock.instant();
    var text = answer.toString();
    var status = answer.status();
    return switch (status / 100) {
      case 2 -> Outcome.DELIVERED;
      case 3 -> Outcome.failed("redirected", text);
      case 5 -> retries.again("server-error", text, attempts, now, pause(answer));
      default ->
          switch (status) {
            case 408, 425 -> retries.again("not-now", text, attempts, now, pause(answer));
            case 429 -> retries.again("too-many", text, attempts, now, pause(answer));
            case 401, 403 -> Outcome.failed("not-allowed", text);
            case 404 -> Outcome.failed("not-found", text);
            case 410 -> Outcome.failed("gone", text);
            default -> Outcome.failed("refused", text);
          };
    };
  }

  private @Nullable Duration pause(Answer answer) {
    return answer.pause(clock.instant()).orElse(null);
  }

  /** The secrets; null where one is missing, which is shown. */
  private Caller.@Nullable Keys keys() {
    try {
      var signing = channel.secret() == null ? null : secrets.text(channel.secret());
      var authorization =
          channel.authorization() == null ? null : secrets.line(channel.authorization());
      missing = "";
      return new Caller.Keys(signing, authorization);
    } catch (Secrets.Missing e) {
      missing = String.valueOf(e.getMessage());
      return null;
    }
  }

  private static Duration longer(Duration pause) {
    var doubled = pause.multipliedBy(2);
    return doubled.compareTo(LAST_PAUSE) < 0 ? doubled : LAST_PAUSE;
  }

  private void await(Duration pause) {
    try {
      var _ = closed.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    waiting.close().forEach(Consignment::giveBack);
    for (var thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
    caller.close();
  }
}
