package caravan.http;

import caravan.channel.Dispatcher;
import caravan.cohort.Cohort;
import caravan.problem.InvalidInput;
import caravan.problem.Place;
import caravan.runtime.Outcome;
import caravan.runtime.OutcomeLog;
import caravan.runtime.Readers;
import caravan.runtime.TroubleLog;
import caravan.runtime.TroubleLog.Trouble;
import caravan.runtime.TroubleLog.Wanted;
import caravan.security.Audit;
import caravan.security.Caller;
import caravan.security.Needs;
import caravan.security.Scope;
import caravan.warehouse.Database;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Messages that are not through: failed, deferred, or of unknown fate. */
@RestController
@RequestMapping("/api/v1/sending/troubles")
class TroublesResource {

  private static final Pattern ID = Pattern.compile("(\\d{1,18})-(\\d{1,10})");

  private final Readers readers;
  private final Dispatcher dispatcher;
  private final Audit audit;
  private final News news;
  private final InstantSource clock;

  TroublesResource(
      Readers readers, Dispatcher dispatcher, Audit audit, News news, InstantSource clock) {
    this.readers = readers;
    this.dispatcher = dispatcher;
    this.audit = audit;
    this.news = news;
    this.clock = clock;
  }

  /** In what way a message is not through. */
  @Schema(name = "TroubleKind")
  enum Kind {
    /** Refused for good, or too often, or it could not be made. */
    failed,
    /** Refused for now; it is tried again. */
    deferred,
    /** Handed over, and nobody said whether it was taken. */
    unknown;

    static @Nullable Kind of(@Nullable String text) {
      if (text == null) {
        return null;
      }
      try {
        return valueOf(text);
      } catch (IllegalArgumentException _) {
        throw new InvalidInput(
            "kind", Place.of("kind"), "'%s' is none of failed, deferred, unknown".formatted(text));
      }
    }

    Outcome.Kind outcome() {
      return Outcome.Kind.of(name());
    }
  }

  /**
   * A message that is not through.
   *
   * @param person their key; null where there is no such person any more
   * @param reason in a word
   * @param detail as the other side said it
   * @param attempts how often it was tried
   * @param due when it is tried again; null where it is not
   */
  @Schema(name = "Trouble")
  record Answer(
      String id,
      Kind kind,
      String journey,
      String step,
      String channel,
      String message,
      String audience,
      @Nullable String person,
      @Nullable String reason,
      @Nullable String detail,
      int attempts,
      Instant decided,
      Instant at,
      @Nullable Instant due) {}

  @Operation(summary = "Messages that failed, are deferred, or of which nobody knows")
  @Needs(Scope.READ)
  @GetMapping
  Page<Answer> list(
      @RequestParam(defaultValue = Page.USUALLY) int limit,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(required = false) @Nullable String kind,
      @RequestParam(required = false) @Nullable String journey,
      @RequestParam(required = false) @Nullable String message,
      @RequestParam(required = false) @Nullable String channel) {
    var most = Page.limit(limit);
    var wanted = wanted(kind, journey, message, channel);
    var after = Cursor.read(cursor).map(TroublesResource::place).orElse(null);
    var found =
        readers.ask(
            reading ->
                TroubleLog.list(reading.db(), wanted, after, most + 1).stream()
                    .map(trouble -> answer(trouble, key(reading, trouble)))
                    .toList());
    return Page.of(found, most, Answer::id);
  }

  private static @Nullable String key(Readers.Reading reading, Trouble trouble) {
    return Optional.ofNullable(
            reading
                .tables()
                .people(trouble.delivery().audience())
                .keys(Cohort.of(trouble.person()))
                .get(trouble.person()))
        .map(String::valueOf)
        .orElse(null);
  }

  private static Answer answer(Trouble trouble, @Nullable String person) {
    var delivery = trouble.delivery();
    var outcome = trouble.outcome();
    return new Answer(
        delivery.id() + "-" + trouble.person(),
        Kind.valueOf(outcome.kind().label()),
        delivery.journey(),
        delivery.step(),
        delivery.channel(),
        delivery.message(),
        delivery.audience(),
        person,
        outcome.reason(),
        outcome.detail(),
        trouble.attempts(),
        delivery.now(),
        trouble.at(),
        outcome.due());
  }

  /**
   * Which troubles are meant: those named, or all of a kind, journey, message and channel.
   *
   * @param ids null for all
   */
  @Schema(name = "SomeTroubles")
  record Some(
      @Nullable List<String> ids,
      @Nullable String kind,
      @Nullable String journey,
      @Nullable String message,
      @Nullable String channel) {}

  /** How many there were. */
  @Schema(name = "TroublesDone")
  record Done(int messages) {}

  @Operation(
      summary = "Sends messages again",
      description =
          "Those that failed, and those of unknown fate: these may come twice. What is deferred is"
              + " tried again at once.")
  @Needs(Scope.EDIT)
  @PostMapping("/resend")
  Done resend(@AuthenticationPrincipal Caller caller, @RequestBody Some some) {
    var now = clock.instant();
    var condition = TroubleLog.some(wanted(some), places(some));
    var count =
        change(caller, "messages-resent", some, db -> TroubleLog.resend(db, condition, now));
    dispatcher.wake();
    return count;
  }

  @Operation(
      summary = "Gives messages up",
      description = "They count as dropped. What is being handed over just now is left alone.")
  @Needs(Scope.EDIT)
  @PostMapping("/drop")
  Done drop(@AuthenticationPrincipal Caller caller, @RequestBody Some some) {
    var now = clock.instant();
    var condition = TroubleLog.some(wanted(some), places(some)).and(TroubleLog.atRest(now));
    return change(caller, "messages-dropped", some, db -> OutcomeLog.drop(db, condition, now));
  }

  private interface Change {
    int in(Database db);
  }

  private Done change(Caller caller, String action, Some some, Change change) {
    var count =
        readers.ask(
            reading -> {
              var done = new AtomicInteger();
              reading
                  .db()
                  .transaction(
                      () -> {
                        done.set(change.in(reading.db()));
                        var after = Map.of("messages", done.get());
                        audit.note(
                            reading.db(), caller, new Audit.Note(action, "sending", some, after));
                      });
              return done.get();
            });
    news.tell("sending", Map.of("troubles", count));
    return new Done(count);
  }

  private static Wanted wanted(Some some) {
    return wanted(some.kind(), some.journey(), some.message(), some.channel());
  }

  private static Wanted wanted(
      @Nullable String kind,
      @Nullable String journey,
      @Nullable String message,
      @Nullable String channel) {
    var its = Kind.of(kind);
    return new Wanted(its == null ? null : its.outcome(), journey, message, channel);
  }

  private static List<TroubleLog.Place> places(Some some) {
    return some.ids() == null
        ? List.of()
        : some.ids().stream().map(TroublesResource::place).toList();
  }

  private static TroubleLog.Place place(String id) {
    var match = ID.matcher(id);
    if (!match.matches()) {
      throw new InvalidInput("id", Place.of("ids"), "'%s' is no message's id".formatted(id));
    }
    return new TroubleLog.Place(Long.parseLong(match.group(1)), Integer.parseInt(match.group(2)));
  }
}
