package caravan.http;

import caravan.message.Suppressions;
import caravan.problem.InvalidInput;
import caravan.problem.Place;
import caravan.runtime.LiveWorkspace;
import caravan.security.Audit;
import caravan.security.Caller;
import caravan.security.Needs;
import caravan.security.Scope;
import caravan.warehouse.ColumnType;
import caravan.warehouse.Values;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The e-mail addresses that nothing is sent to any more, whoever has them. */
@RestController
@RequestMapping("/api/v1/suppressed")
class SuppressedResource {

  private static final int LONGEST = 320;

  private final LiveWorkspace workspace;
  private final Audit audit;

  SuppressedResource(LiveWorkspace workspace, Audit audit) {
    this.workspace = workspace;
    this.audit = audit;
  }

  /**
   * An address.
   *
   * @param reason {@code hard-bounce}, {@code soft-bounces}, {@code complaint} or {@code by-hand}
   * @param detail what the other server said, or who did it
   */
  @Schema(name = "SuppressedAddress")
  record Answer(String address, String reason, Instant since, String detail) {

    static Answer of(Suppressions.Suppressed it) {
      return new Answer(it.address(), it.reason().label(), it.since(), it.detail());
    }
  }

  /** An address to be given up. */
  @Schema(name = "SuppressAddress")
  record Wanted(String address, @Nullable String detail) {}

  @Operation(summary = "Addresses that nothing is sent to, in the order of the alphabet")
  @Needs(Scope.READ)
  @GetMapping
  Page<Answer> list(
      @RequestParam(required = false) @Nullable String search,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = Page.USUALLY) int limit) {
    var most = Page.limit(limit);
    var after = Cursor.read(cursor).orElse("");
    var wanted = Objects.requireNonNullElse(search, "").strip().toLowerCase(Locale.ROOT);
    var found =
        workspace.live().standing().suppressed().values().stream()
            .filter(it -> it.address().compareTo(after) > 0)
            .filter(it -> it.address().toLowerCase(Locale.ROOT).contains(wanted))
            .sorted(Comparator.comparing(Suppressions.Suppressed::address))
            .limit(most + 1L)
            .map(Answer::of)
            .toList();
    return Page.of(found, most, Answer::address);
  }

  @Operation(
      summary = "Gives an address up",
      description =
          "Nothing is sent to it any more, to whomever it belongs; transactional messages neither.")
  @Needs(Scope.DATA)
  @PostMapping
  Answer add(@AuthenticationPrincipal Caller caller, @RequestBody Wanted wanted) {
    var address = Suppressions.normal(wanted.address());
    if (address.indexOf('@') < 1
        || address.length() > LONGEST
        || Values.parse(ColumnType.TEXT, address).isEmpty()) {
      throw new InvalidInput("address", Place.of("address"), "'address' is an e-mail address");
    }
    var detail =
        wanted.detail() == null || Values.parse(ColumnType.TEXT, wanted.detail()).isEmpty()
            ? "by " + caller.user().name()
            : wanted.detail();
    return workspace
        .live()
        .submit(
            1,
            (engine, now) -> {
              var suppressions = engine.suppressions();
              if (suppressions.add(address, Suppressions.Reason.BY_HAND, now, detail)) {
                note(engine.database(), caller, address, null, Map.of("detail", detail));
              }
              return Answer.of(Objects.requireNonNull(suppressions.current().get(address)));
            })
        .join();
  }

  @Operation(summary = "Lets messages go to an address again")
  @Needs(Scope.DATA)
  @DeleteMapping("/{address}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void remove(@AuthenticationPrincipal Caller caller, @PathVariable String address) {
    var was =
        workspace
            .live()
            .submit(
                1,
                (engine, _) -> {
                  var removed = engine.suppressions().remove(address);
                  removed.ifPresent(
                      it ->
                          note(
                              engine.database(),
                              caller,
                              it.address(),
                              Map.of("reason", it.reason().label(), "detail", it.detail()),
                              null));
                  return removed;
                })
            .join();
    if (was.isEmpty()) {
      throw Failure.notFound("messages go to '" + address + "' already");
    }
  }

  private void note(
      caravan.warehouse.Database db,
      Caller caller,
      String address,
      @Nullable Object before,
      @Nullable Object after) {
    var action = after == null ? "address-released" : "address-suppressed";
    audit.note(db, caller, new Audit.Note(action, "address '" + address + "'", before, after));
  }
}
