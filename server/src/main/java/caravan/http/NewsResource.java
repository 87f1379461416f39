package caravan.http;

import caravan.security.Caller;
import caravan.security.Needs;
import caravan.security.Scope;
import io.swagger.v3.oas.annotations.Operation;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** What happens, as it happens: server-sent events. */
@RestController
class NewsResource {

  private static final int WAITING = 1_000;
  private static final Duration SILENCE = Duration.ofSeconds(15);
  private static final Duration LONGEST = Duration.ofHours(12);

  private final News news;

  NewsResource(News news) {
    this.news = news;
  }

  @Operation(
      summary = "Listens to what happens",
      description =
          """
          Events: `segment` (members, joined, left), `journey` (state, inside, entered, sent), \
          `held` (a journey that cannot go on), `sending` (stopped or released). The first is \
          `begin`, with `complete: false` where events since `Last-Event-ID` are lost: then look at \
          everything again.""")
  @Needs(Scope.READ)
  @GetMapping(path = "/api/v1/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  SseEmitter stream(
      @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEvent,
      @AuthenticationPrincipal Caller caller) {
    var reader = new Reader();
    var begun = news.listen(reader, after(lastEvent));
    if (begun.isEmpty()) {
      throw Failure.busy("too many listen already", Duration.ofSeconds(30));
    }
    Thread.ofVirtual().name("stream of " + caller.user().id()).start(() -> reader.run(begun.get()));
    return reader.emitter;
  }

  private static Optional<Long> after(@Nullable String lastEvent) {
    try {
      return Optional.ofNullable(lastEvent).map(Long::valueOf);
    } catch (NumberFormatException _) {
      return Optional.of(-1L);
    }
  }

  /** One who listens. Who reads too slowly is cut off, and can come back. */
  private final class Reader implements News.Listener {

    private final SseEmitter emitter = new SseEmitter(LONGEST.toMillis());
    private final BlockingQueue<News.Event> waiting = new ArrayBlockingQueue<>(WAITING);
    private volatile boolean over;

    Reader() {
      emitter.onCompletion(this::end);
      emitter.onTimeout(this::end);
      emitter.onError(_ -> end());
    }

    @Override
    public void tell(News.Event event) {
      if (!waiting.offer(event)) {
        over = true;
      }
    }

    @Override
    public void end() {
      over = true;
    }

    void run(boolean complete) {
      try {
        emitter.send(
            SseEmitter.event()
                .id(Long.toString(news.last()))
                .name("begin")
                .data(Map.of("complete", complete)));
        while (!over) {
          var event = waiting.poll(SILENCE.toMillis(), TimeUnit.MILLISECONDS);
          if (event == null) {
            emitter.send(SseEmitter.event().comment("still here"));
          } else {
            emitter.send(
                SseEmitter.event()
                    .id(Long.toString(event.id()))
                    .name(event.kind())
                    .data(event.data()));
          }
        }
        emitter.complete();
      } catch (IOException | IllegalStateException _) {
        emitter.complete(); // the other end is gone
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      } finally {
        news.leave(this);
      }
    }
  }
}
