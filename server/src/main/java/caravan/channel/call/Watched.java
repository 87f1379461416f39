package caravan.channel.call;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;

/**
 * The body of a request, which knows whether any of it was asked for. It is only once the
 * connection stands and is encrypted; and whoever has no body has no request yet.
 */
final class Watched implements BodyPublisher {

  private final BodyPublisher body;
  private volatile boolean begun;

  Watched(byte[] body) {
    this.body = HttpRequest.BodyPublishers.ofByteArray(body);
  }

  boolean hasBegun() {
    return begun;
  }

  @Override
  public long contentLength() {
    return body.contentLength();
  }

  @Override
  public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
    begun = true;
    body.subscribe(subscriber);
  }
}
