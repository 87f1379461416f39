package caravan.channel.call;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The beginning of an answer's text: so many bytes, of what comes within a time. However it ends,
 * its status is known already; so what is missing of it is no fault.
 */
final class Beginning implements BodySubscriber<String> {

  private static final int MOST = 1 << 16;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final CompletableFuture<String> done = new CompletableFuture<>();
  private Flow.@Nullable Subscription subscription;

  Beginning(Duration longest) {
    var _ =
        new CompletableFuture<Boolean>()
            .completeOnTimeout(true, longest.toMillis(), TimeUnit.MILLISECONDS)
            .thenRun(this::end);
  }

  @Override
  public CompletionStage<String> getBody() {
    return done;
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    synchronized (this) {
      subscription = given;
    }
    given.request(Long.MAX_VALUE);
  }

  @Override
  public synchronized void onNext(List<ByteBuffer> buffers) {
    for (var buffer : buffers) {
      var some = new byte[Math.min(buffer.remaining(), MOST - bytes.size())];
      buffer.get(some);
      bytes.writeBytes(some);
    }
    if (bytes.size() >= MOST) {
      end();
    }
  }

  @Override
  public void onError(Throwable failure) {
    complete();
  }

  @Override
  public void onComplete() {
    complete();
  }

  private synchronized void complete() {
    done.complete(bytes.toString(StandardCharsets.UTF_8));
  }

  /** Takes no more; the connection is closed. */
  private synchronized void end() {
    if (!done.isDone()) {
      if (subscription != null) {
        subscription.cancel();
      }
      complete();
    }
  }
}
