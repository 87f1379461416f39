package caravan.http;

import caravan.security.Caller;
import caravan.security.Callers;
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
  private final Callers callers;

  NewsResource(News news, Callers callers) {
    this.news = news;
    this.callers = callers;
    callers.onChange(news::look);
  }

  @Operation(
      summary = "Listens to what happens",
      description =
          """
          Events: `segment` (members, joined, left), `journey` (state, inside, entered, sent), \
          `held` (a journey that cannot go on), `sending` (stopped or released). The first is \
          `begin`, with `complete: false` where events since `Last-Event-ID` are lost: then look at \
          everything again. It ends where the right to read is taken away. 429 where too many are \
          open, in all or of one user or token.""")
  @Needs(Scope.READ)
  @GetMapping(path = "/api/v1/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  SseEmitter stream(
      @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEvent,
      @AuthenticationPrincipal Caller caller) {
    var reader = new Reader(caller);
    var complete = news.listen(reader, after(lastEvent));
    Thread.ofVirtual().name("stream of " + caller.user().id()).start(() -> reader.run(complete));
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
    private final Caller caller;
    private final BlockingQueue<Optional<News.Event>> waiting = new ArrayBlockingQueue<>(WAITING);
    private volatile boolean over;

    Reader(Caller caller) {
      this.caller = caller;
      emitter.onCompletion(this::end);
      emitter.onTimeout(this::end);
      emitter.onError(_ -> end());
    }

    @Override
    public String who() {
      return caller.via() == Caller.Via.TOKEN ? caller.reference() : caller.user().id();
    }

    @Override
    public void tell(News.Event event) {
      add(Optional.of(event));
    }

    @Override
    public void look() {
      add(Optional.empty());
    }

    private void add(Optional<News.Event> event) {
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
          if (!callers.may(caller, Scope.READ)) {
            break;
          }
          if (event == null) {
            emitter.send(SseEmitter.event().comment("still here"));
          } else if (event.isPresent()) {
            send(event.get());
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

    private void send(News.Event event) throws IOException {
      emitter.send(
          SseEmitter.event().id(Long.toString(event.id())).name(event.kind()).data(event.data()));
    }
  }
}
