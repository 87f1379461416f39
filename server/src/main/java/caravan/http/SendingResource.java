package caravan.http;

import caravan.channel.Dispatcher;
import caravan.channel.ReturnsCollector;
import caravan.channel.Sending;
import caravan.runtime.DeliveryLog;
import caravan.runtime.OutcomeLog;
import caravan.runtime.Readers;
import caravan.security.Audit;
import caravan.security.Caller;
import caravan.security.Needs;
import caravan.security.Scope;
import caravan.warehouse.Database;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
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
  private final ReturnsCollector returned;
  private final Readers readers;
  private final News news;
  private final Audit audit;
  private final InstantSource clock;

  SendingResource(
      Sending sending,
      Dispatcher dispatcher,
      ReturnsCollector returned,
      Readers readers,
      News news,
      Audit audit,
      InstantSource clock) {
    this.sending = sending;
    this.dispatcher = dispatcher;
    this.returned = returned;
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
   * @param until until when it is held back, since it is quiet where they are; null where it is not
   */
  @Schema(name = "Delivery")
  record Waiting(
      long id,
      Instant decided,
      String journey,
      String step,
      long people,
      @Nullable Instant until) {}

  /**
   * Whether anything leaves.
   *
   * @param since null where it is not stopped; likewise the others
   * @param waiting the oldest deliveries that wait
   * @param faults what keeps channels from handing over
   */
  @Schema(name = "Sending")
  record Answer(
      boolean stopped,
      @Nullable Instant since,
      @Nullable String author,
      @Nullable String reason,
      List<Waiting> waiting,
      List<Fault> faults) {}

  /**
   * Why a channel does not get on just now: its server cannot be reached, say.
   *
   * @param channel {@code returns} where it is the mailbox that mail comes back to
   */
  @Schema(name = "ChannelFault")
  record Fault(String channel, String fault) {}

  @Operation(summary = "Whether anything leaves, and what waits")
  @Needs(Scope.READ)
  @GetMapping
  Answer get() {
    var waiting =
        readers.ask(
            reading -> {
              var some = DeliveryLog.pending(reading.db(), SHOWN);
              var ids = some.stream().map(DeliveryLog.Pending::id).toList();
              var held = DeliveryLog.heldUntil(reading.db(), ids);
              return some.stream().map(it -> waiting(reading.db(), it, held.get(it.id()))).toList();
            });
    var stop = sending.stopped();
    return new Answer(
        stop.isPresent(),
        stop.map(Sending.Stop::since).orElse(null),
        stop.map(Sending.Stop::author).orElse(null),
        stop.map(Sending.Stop::reason).orElse(null),
        waiting,
        faults());
  }

  private List<Fault> faults() {
    var faults = new ArrayList<Fault>();
    dispatcher.troubles().forEach((channel, fault) -> faults.add(new Fault(channel, fault)));
    var returns = returned.report().trouble();
    if (!returns.isEmpty()) {
      faults.add(new Fault("returns", returns));
    }
    return faults;
  }

  private static Waiting waiting(
      Database db, DeliveryLog.Pending delivery, @Nullable Instant until) {
    var left = delivery.who().minus(OutcomeLog.settled(db, delivery.id()));
    return new Waiting(
        delivery.id(), delivery.now(), delivery.journey(), delivery.step(), left.size(), until);
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
    var after = Map.<String, Object>of("stopped", true, "reason", reason);
    transaction(
        db -> {
          sending.stop(db, stop); // at once, also where nothing can be stored
          audit.note(db, caller, note("sending-stopped", after));
        });
    tell(caller, after);
    return get();
  }

  @Operation(summary = "Lets what waits leave again")
  @Needs(Scope.EDIT)
  @PostMapping("/release")
  Answer release(@AuthenticationPrincipal Caller caller) {
    var after = Map.<String, Object>of("stopped", false);
    readers.ask(
        reading -> {
          sending.release(
              reading.db(),
              clock.instant(),
              caller.user().name(),
              db -> audit.note(db, caller, note("sending-released", after)));
          return true;
        });
    tell(caller, after);
    dispatcher.wake();
    return get();
  }

  private void transaction(Consumer<Database> work) {
    readers.ask(
        reading -> {
          reading.db().transaction(() -> work.accept(reading.db()));
          return true;
        });
  }

  private static Audit.Note note(String action, Map<String, Object> after) {
    return new Audit.Note(action, "sending", null, after);
  }

  private void tell(Caller caller, Map<String, Object> after) {
    var data = new HashMap<>(after);
    data.put("author", caller.user().name());
    news.tell("sending", data);
  }
}
