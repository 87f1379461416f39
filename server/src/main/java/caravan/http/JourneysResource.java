package caravan.http;

import caravan.audience.Evaluator;
import caravan.cohort.Cohort;
import caravan.journey.Frequency;
import caravan.journey.Journey;
import caravan.journey.JourneyState;
import caravan.runtime.LiveWorkspace;
import caravan.runtime.LiveWorkspace.Kept;
import caravan.runtime.Readers;
import caravan.security.Caller;
import caravan.security.Needs;
import caravan.security.Scope;
import caravan.workspace.Documents;
import caravan.workspace.Uses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

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
  private final JsonMapper json;

  JourneysResource(
      LiveWorkspace workspace,
      Editor editor,
      Readers readers,
      InstantSource clock,
      JsonMapper json) {
    this.workspace = workspace;
    this.editor = editor;
    this.readers = readers;
    this.clock = clock;
    this.json = json;
  }

  /**
   * Who would start now.
   *
   * @param eligible members of its segments who are not excluded
   * @param excluded members who are
   * @param starting those who would start if it went live now, or had its next occurrence now
   * @param leaving those of them who would leave at once, since they are in an exit segment
   */
  @Schema(name = "JourneyPreview")
  record Preview(long eligible, long excluded, long starting, long leaving) {}

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
                CheckAnswer.warnings(kept.workspace(), document).stream()
                    .map(ProblemAnswer.Fault::of)
                    .toList(),
                version.changed(),
                version.author()));
  }

  static Journey find(Kept kept, String name) {
    return Optional.ofNullable(kept.workspace().journeys().get(name))
        .orElseThrow(() -> Editor.missing(KIND, name));
  }

  @Operation(
      summary = "Makes a journey, or changes one that has not been live",
      description =
          "An edit says in `If-Match` which version it is of. With `If-None-Match: *` it only makes"
              + " one.")
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
    return put(
        caller,
        name,
        editor.body().text(body, KIND.label(), name),
        new Editor.Condition(ifMatch, ifNoneMatch));
  }

  private ResponseEntity<JourneyAnswer.Whole> put(
      Caller caller, String name, String text, Editor.Condition condition) {
    var document = KIND.document(name);
    var former = Editor.version(editor.kept(), document).map(_ -> document);
    var saved = editor.put(caller, KIND, name, document, former, text, condition);
    return answer(saved.kept(), name, saved.isNew() ? HttpStatus.CREATED : HttpStatus.OK);
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
    tree.put(KIND.label(), Members.required("as", wanted.as()));
    return put(caller, wanted.as(), Documents.write(tree), Editor.Condition.NEW);
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
    JsonNode tree = json.readTree(body);
    var name = tree.path("journey").asString(UNNAMED);
    return CheckAnswer.of(
        workspace, KIND.document(name), editor.body().text(body, KIND.label(), name));
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
          return new Preview(
              eligible.size(),
              audience.intersect(exclusion).size(),
              starting.size(),
              starting.intersect(union(members, journey.exitSegments())).size());
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
