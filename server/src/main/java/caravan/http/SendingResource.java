package caravan.http;

import caravan.channel.Dispatcher;
import caravan.channel.Sending;
import caravan.runtime.DeliveryLog;
import caravan.runtime.Readers;
import caravan.security.Audit;
import caravan.security.Caller;
import caravan.security.Needs;
import caravan.security.Scope;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What waits to leave, and the emergency stop. */
@RestController
@RequestMapping("/api/v1/sending")
class SendingResource {

  private static final int SHOWN = 100;

  private final Sending sending;
  private final Dispatcher dispatcher;
  private final Readers readers;
  private final News news;
  private final Audit audit;
  private final InstantSource clock;

  SendingResource(
      Sending sending,
      Dispatcher dispatcher,
      Readers readers,
      News news,
      Audit audit,
      InstantSource clock) {
    this.sending = sending;
    this.dispatcher = dispatcher;
    this.readers = readers;
    this.news = news;
    this.audit = audit;
    this.clock = clock;
  }

  /** Why sending is to stop. */
  @Schema(name = "StopSending")
  record Wanted(@Nullable String reason) {}

  /**
   * A step's deliveries in one tick that wait to be handed over.
   *
   * @param people whom it has not been handed over to
   */
  @Schema(name = "Delivery")
  record Waiting(long id, Instant decided, String journey, String step, long people) {}

  /**
   * Whether anything leaves.
   *
   * @param since null where it is not stopped; likewise the others
   * @param waiting the oldest deliveries that wait
   */
  @Schema(name = "Sending")
  record Answer(
      boolean stopped,
      @Nullable Instant since,
      @Nullable String author,
      @Nullable String reason,
      List<Waiting> waiting) {}

  @Operation(summary = "Whether anything leaves, and what waits")
  @Needs(Scope.READ)
  @GetMapping
  Answer get() {
    var waiting =
        readers.ask(
            reading ->
                DeliveryLog.pending(reading.db(), SHOWN).stream()
                    .map(
                        it ->
                            new Waiting(
                                it.id(), it.now(), it.journey(), it.step(), it.who().size()))
                    .toList());
    var stop = sending.stopped();
    return new Answer(
        stop.isPresent(),
        stop.map(Sending.Stop::since).orElse(null),
        stop.map(Sending.Stop::author).orElse(null),
        stop.map(Sending.Stop::reason).orElse(null),
        waiting);
  }

  @Operation(
      summary = "Stops all sending at once",
      description = "Journeys go on; what they decide to send waits until sending is released.")
  @Needs(Scope.EDIT)
  @PostMapping("/stop")
  Answer stop(
      @AuthenticationPrincipal Caller caller, @RequestBody(required = false) @Nullable Wanted why) {
    var reason = why == null || why.reason() == null ? "" : why.reason();
    var stop = new Sending.Stop(clock.instant(), caller.user().name(), reason);
    readers.ask(
        reading -> {
          sending.stop(reading.db(), stop);
          return true;
        });
    tell(caller, "sending-stopped", Map.of("stopped", true, "reason", reason));
    return get();
  }

  @Operation(summary = "Lets what waits leave again")
  @Needs(Scope.EDIT)
  @PostMapping("/release")
  Answer release(@AuthenticationPrincipal Caller caller) {
    readers.ask(
        reading -> {
          sending.release(reading.db(), clock.instant(), caller.user().name());
          return true;
        });
    tell(caller, "sending-released", Map.of("stopped", false));
    dispatcher.wake();
    return get();
  }

  private void tell(Caller caller, String action, Map<String, Object> after) {
    audit.note(caller, new Audit.Note(action, "sending", null, after));
    var data = new HashMap<String, Object>(after);
    data.put("author", caller.user().name());
    news.tell("sending", data);
  }
}
