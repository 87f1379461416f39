package caravan.http;

import caravan.audience.Evaluator;
import caravan.cohort.Cohort;
import caravan.journey.FirstInstant;
import caravan.journey.Frequency;
import caravan.journey.Journey;
import caravan.journey.JourneyState;
import caravan.journey.Plan;
import caravan.runtime.JourneyCommands;
import caravan.runtime.LiveWorkspace;
import caravan.runtime.LiveWorkspace.Kept;
import caravan.runtime.Readers;
import caravan.security.Caller;
import caravan.security.Needs;
import caravan.security.Scope;
import caravan.workspace.DefinitionPlaces;
import caravan.workspace.Documents;
import caravan.workspace.Uses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Journeys, and what they say. */
@RestController
@RequestMapping("/api/v1/journeys")
class JourneysResource {

  private static final Documents.Kind KIND = Documents.Kind.JOURNEY;
  private static final String UNNAMED = "unnamed";

  private static final Listing<JourneyAnswer> LISTING =
      new Listing<>(
          JourneyAnswer::name,
          Map.of(
              "state", JourneyAnswer::state,
              "audience", JourneyAnswer::audience,
              "source", JourneyAnswer::source,
              "frequency", JourneyAnswer::frequency,
              "inside", JourneyAnswer::inside,
              "entered", JourneyAnswer::entered,
              "sent", JourneyAnswer::sent));

  private final LiveWorkspace workspace;
  private final Editor editor;
  private final Readers readers;
  private final InstantSource clock;

  JourneysResource(LiveWorkspace workspace, Editor editor, Readers readers, InstantSource clock) {
    this.workspace = workspace;
    this.editor = editor;
    this.readers = readers;
    this.clock = clock;
  }

  /**
   * Who would start now.
   *
   * @param eligible members of its segments who are not excluded
   * @param excluded members who are
   * @param starting those who would start if it went live now, or had its next occurrence now
   * @param leaving those of them who would leave at once, since they are in an exit segment
   * @param messages how many messages the others get at once, at most
   */
  @Schema(name = "JourneyPreview")
  record Preview(long eligible, long excluded, long starting, long leaving, long messages) {}

  @Operation(
      summary = "All journeys",
      description =
          "Archived ones only with `archived=true`. `sort` is `name`, `state`, `audience`,"
              + " `source`, `frequency`, `inside`, `entered` or `sent`, with `-` before it the"
              + " other way round.")
  @Needs(Scope.READ)
  @GetMapping
  Page<JourneyAnswer> list(
      @RequestParam(defaultValue = Page.USUALLY) int limit,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(required = false) @Nullable String sort,
      @RequestParam(required = false) @Nullable String search,
      @RequestParam(required = false) @Nullable List<String> state,
      @RequestParam(required = false) @Nullable List<String> audience,
      @RequestParam(required = false) @Nullable List<String> source,
      @RequestParam(defaultValue = "false") boolean archived) {
    var kept = editor.kept();
    return LISTING.page(
        kept.workspace().journeys().values().stream()
            .filter(journey -> Listing.matches(search, journey.name()))
            .filter(journey -> Listing.isWanted(audience, journey.audience()))
            .map(journey -> line(kept, journey))
            .filter(line -> archived || !line.state().equals("archived"))
            .filter(line -> Listing.isWanted(state, line.state()))
            .filter(line -> Listing.isWanted(source, line.source())),
        sort,
        cursor,
        limit);
  }

  private JourneyAnswer line(Kept kept, Journey journey) {
    return JourneyAnswer.of(
        journey,
        workspace.live().standing().state(journey.name()),
        workspace.shelved(),
        kept.workspace().schema(),
        clock.instant());
  }

  @Operation(summary = "A journey, and what it says")
  @Needs(Scope.READ)
  @GetMapping("/{name}")
  ResponseEntity<JourneyAnswer.Whole> show(@PathVariable String name) {
    return answer(editor.kept(), name, HttpStatus.OK);
  }

  private ResponseEntity<JourneyAnswer.Whole> answer(Kept kept, String name, HttpStatus status) {
    var journey = find(kept, name);
    var document = KIND.document(name);
    var version = kept.stand().versions().get(document);
    if (version == null) {
      throw Editor.missing(KIND, name);
    }
    return ResponseEntity.status(status)
        .eTag(new Version(Long.toString(version.number())).etag())
        .body(
            new JourneyAnswer.Whole(
                editor.tree(kept, document),
                line(kept, journey),
                warnings(kept, document),
                version.changed(),
                version.author()));
  }

  private static List<ProblemAnswer.Fault> warnings(Kept kept, String document) {
    var warnings = CheckAnswer.warnings(kept.workspace(), document);
    if (warnings.isEmpty()) {
      return List.of();
    }
    var text = Objects.requireNonNull(kept.stand().documents().text(document));
    var places = DefinitionPlaces.of(text);
    return warnings.stream()
        .map(it -> ProblemAnswer.Fault.of(it, places.get(it.place().line())))
        .toList();
  }

  static Journey find(Kept kept, String name) {
    return Optional.ofNullable(kept.workspace().journeys().get(name))
        .orElseThrow(() -> Editor.missing(KIND, name));
  }

  @Operation(
      summary = "Makes a journey, or changes one that has not been live",
      description =
          "An edit says in `If-Match` which version it is of, and may give a draft another name."
              + " With `If-None-Match: *` it only makes one.")
  @Needs(Scope.EDIT)
  @PutMapping("/{name}")
  ResponseEntity<JourneyAnswer.Whole> put(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String name,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
      @RequestHeader(name = "If-None-Match", required = false) @Nullable String ifNoneMatch,
      @io.swagger.v3.oas.annotations.parameters.RequestBody(
              content =
                  @io.swagger.v3.oas.annotations.media.Content(schema = @Schema(type = "object")))
          @RequestBody
          String body) {
    var definition = editor.body(body, KIND.label(), name);
    var condition = new Editor.Condition(ifMatch, ifNoneMatch);
    var former = former(name);
    var other = former.isPresent() ? definition.name() : name;
    if (!other.equals(name)) {
      requireDraft(name);
      editor.requireUnused(KIND, Uses.Kind.JOURNEY, name, other);
    }
    var document = KIND.document(other);
    var saved =
        definition.placed(
            document,
            () -> editor.put(caller, KIND, name, document, former, definition.text(), condition));
    return answer(saved.kept(), other, saved.isNew() ? HttpStatus.CREATED : HttpStatus.OK);
  }

  /** A plan, or that it is put away, is kept by the name. */
  private void requireDraft(String name) {
    var state =
        JourneyCommands.state(name, workspace.live().standing().state(name), workspace.shelved());
    if (!state.equals("draft")) {
      throw Failure.conflict(
          "conflict", "journey '%s' cannot get another name: it is %s".formatted(name, state));
    }
  }

  private Optional<String> former(String name) {
    var document = KIND.document(name);
    return Editor.version(editor.kept(), document).map(_ -> document);
  }

  @Operation(summary = "Takes a journey away that has never been live")
  @Needs(Scope.EDIT)
  @DeleteMapping("/{name}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String name,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
    editor.delete(caller, KIND, Uses.Kind.JOURNEY, name, KIND.document(name), ifMatch);
  }

  @Operation(summary = "Makes another journey that says the same, as a draft")
  @Needs(Scope.EDIT)
  @PostMapping("/{name}/copy")
  @ResponseStatus(HttpStatus.CREATED)
  ResponseEntity<JourneyAnswer.Whole> copy(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String name,
      @RequestBody SegmentsResource.As wanted) {
    var kept = editor.kept();
    find(kept, name);
    var tree = kept.stand().documents().tree(KIND.document(name));
    var as = Members.required("as", wanted.as());
    tree.put(KIND.label(), as);
    var text = Documents.write(tree);
    var saved =
        editor.put(caller, KIND, as, KIND.document(as), former(as), text, Editor.Condition.NEW);
    return answer(saved.kept(), as, HttpStatus.CREATED);
  }

  @Operation(
      summary = "Checks a journey",
      description = "Answers all faults, with line and column in what was sent, and warnings.")
  @Needs(Scope.READ)
  @PostMapping("/check")
  CheckAnswer check(
      @io.swagger.v3.oas.annotations.parameters.RequestBody(
              content =
                  @io.swagger.v3.oas.annotations.media.Content(schema = @Schema(type = "object")))
          @RequestBody
          String body) {
    var definition = editor.body(body, KIND.label(), UNNAMED);
    return CheckAnswer.of(workspace, KIND.document(definition.name()), definition);
  }

  @Operation(summary = "How many would start now")
  @Needs(Scope.READ)
  @GetMapping("/{name}/preview")
  Preview preview(@PathVariable String name) {
    var journey = find(editor.kept(), name);
    return readers.ask(
        reading -> {
          var names = new LinkedHashSet<>(journey.segments());
          names.addAll(journey.exclude());
          names.addAll(journey.exitSegments());
          var members =
              reading
                  .evaluator()
                  .members(names, reading.moment(clock.instant()), null, Evaluator.Known.NOTHING);
          var audience = union(members, journey.segments());
          var exclusion = union(members, journey.exclude());
          var eligible = audience.minus(exclusion);
          var starting = eligible.minus(held(journey.frequency(), reading.standing().state(name)));
          var staying = starting.minus(union(members, journey.exitSegments())).size();
          return new Preview(
              eligible.size(),
              audience.intersect(exclusion).size(),
              starting.size(),
              starting.size() - staying,
              staying * FirstInstant.messages(Plan.of(journey), clock.instant()));
        });
  }

  private static Cohort union(Map<String, Cohort> members, Collection<String> names) {
    return Cohort.union(
        names.stream().map(name -> members.getOrDefault(name, Cohort.EMPTY)).toList());
  }

  /** Who may not start once more. */
  private static Cohort held(Frequency frequency, JourneyState state) {
    return switch (frequency) {
      case Frequency.Repeating _ -> Cohort.EMPTY;
      case Frequency.Ongoing(var rejoin) -> rejoin ? state.inside() : state.entered();
      case Frequency.OneTime _ -> state.entered();
    };
  }

  @Operation(summary = "What uses a journey, and what it uses")
  @Needs(Scope.READ)
  @GetMapping("/{name}/uses")
  UseAnswer.Both uses(@PathVariable String name) {
    var kept = editor.kept();
    find(kept, name);
    return UseAnswer.both(kept.workspace(), Uses.Kind.JOURNEY, name);
  }
}
