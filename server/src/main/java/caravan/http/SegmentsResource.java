package caravan.http;

import caravan.problem.Printable;
import caravan.profile.Source;
import caravan.runtime.History;
import caravan.runtime.LiveWorkspace.Kept;
import caravan.runtime.Readers;
import caravan.runtime.Standing;
import caravan.security.Caller;
import caravan.security.Needs;
import caravan.security.Scope;
import caravan.segment.Segment;
import caravan.source.Connection;
import caravan.source.RefreshLog;
import caravan.workspace.Documents;
import caravan.workspace.Uses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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

/** Segments, and what they say. */
@RestController
@RequestMapping("/api/v1/segments")
class SegmentsResource {

  private static final Documents.Kind KIND = Documents.Kind.SEGMENT;
  private static final Duration WEEK = Duration.ofDays(7);
  private static final long MOST_FROZEN = 100_000;
  private static final int AT_ONCE = 2_000;

  private static final Listing<SegmentAnswer> LISTING =
      new Listing<>(
          SegmentAnswer::name,
          Map.of(
              "members", SegmentAnswer::members,
              "change", SegmentAnswer::change,
              "audience", SegmentAnswer::audience,
              "source", SegmentAnswer::source,
              "kind", SegmentAnswer::kind));

  private final Editor editor;
  private final Readers readers;
  private final Connection connection;

  SegmentsResource(Editor editor, Readers readers, Connection connection) {
    this.editor = editor;
    this.readers = readers;
    this.connection = connection;
  }

  /** The name of another one. */
  @Schema(name = "NewName")
  record As(String as) {}

  @Operation(
      summary = "All segments",
      description =
          "`sort` is `name`, `members`, `change`, `audience`, `source` or `kind`, with `-` before"
              + " it the other way round.")
  @Needs(Scope.READ)
  @GetMapping
  Page<SegmentAnswer> list(
      @RequestParam(defaultValue = Page.USUALLY) int limit,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(required = false) @Nullable String sort,
      @RequestParam(required = false) @Nullable String search,
      @RequestParam(required = false) @Nullable List<String> audience,
      @RequestParam(required = false) @Nullable List<String> source,
      @RequestParam(required = false) @Nullable List<String> kind) {
    var kept = editor.kept();
    var uses = Uses.in(kept.workspace());
    var lastGood = connection.lastGood().map(RefreshLog.Entry::begun);
    return readers.ask(
        reading -> {
          var standing = reading.standing();
          var growth = new History(reading.db()).growth(standing.now().minus(WEEK));
          var page =
              LISTING.page(
                  kept.workspace().segments().values().stream()
                      .filter(segment -> Listing.matches(search, segment.name()))
                      .filter(segment -> Listing.isWanted(audience, segment.audience()))
                      .filter(segment -> Listing.isWanted(source, segment.source().label()))
                      .filter(segment -> Listing.isWanted(kind, SegmentAnswer.kind(segment)))
                      .map(segment -> line(segment, standing, growth, lastGood)),
                  sort,
                  cursor,
                  limit);
          return new Page<>(
              page.items().stream().map(item -> withUses(item, uses)).toList(), page.next());
        });
  }

  private static SegmentAnswer line(
      Segment segment, Standing standing, Map<String, Long> growth, Optional<Instant> lastGood) {
    return new SegmentAnswer(
        segment.name(),
        segment.source().label(),
        segment.source().title(),
        segment.audience(),
        SegmentAnswer.kind(segment),
        standing.members(segment.name()).size(),
        growth.getOrDefault(segment.name(), 0L),
        segment.origin() == null ? standing.now() : lastGood.orElse(standing.now()),
        List.of(),
        SegmentAnswer.page(segment),
        SegmentAnswer.isGone(segment));
  }

  /** Only those of a page are looked up. */
  private static SegmentAnswer withUses(SegmentAnswer line, Uses uses) {
    return new SegmentAnswer(
        line.name(),
        line.source(),
        line.title(),
        line.audience(),
        line.kind(),
        line.members(),
        line.change(),
        line.asOf(),
        UseAnswer.users(uses, Uses.Kind.SEGMENT, line.name()),
        line.page(),
        line.gone());
  }

  @Operation(summary = "A segment, and what it says")
  @Needs(Scope.READ)
  @GetMapping("/{name}")
  ResponseEntity<SegmentAnswer.Whole> show(@PathVariable String name) {
    return answer(editor.kept(), name, HttpStatus.OK);
  }

  private ResponseEntity<SegmentAnswer.Whole> answer(Kept kept, String name, HttpStatus status) {
    var segment = find(kept, name);
    var document = KIND.document(name);
    var version = kept.stand().versions().get(document);
    if (version == null) {
      throw Editor.missing(KIND, name);
    }
    var members = readers.ask(reading -> reading.standing().members(name).size());
    var change =
        readers.ask(
            reading ->
                new History(reading.db())
                    .growth(reading.standing().now().minus(WEEK))
                    .getOrDefault(name, 0L));
    return ResponseEntity.status(status)
        .eTag(new Version(Long.toString(version.number())).etag())
        .body(
            new SegmentAnswer.Whole(
                editor.tree(kept, document),
                name,
                segment.source().label(),
                segment.source().title(),
                segment.audience(),
                SegmentAnswer.kind(segment),
                members,
                change,
                UseAnswer.users(kept.workspace(), Uses.Kind.SEGMENT, name),
                SegmentAnswer.page(segment),
                SegmentAnswer.isGone(segment),
                version.changed(),
                version.author()));
  }

  static Segment find(Kept kept, String name) {
    return Optional.ofNullable(kept.workspace().segments().get(name))
        .orElseThrow(() -> Editor.missing(KIND, name));
  }

  @Operation(
      summary = "Makes a segment, or changes one",
      description =
          "An edit says in `If-Match` which version it is of, and may give another name to one that"
              + " nothing uses. With `If-None-Match: *` it only makes one.")
  @Needs(Scope.EDIT)
  @PutMapping("/{name}")
  ResponseEntity<SegmentAnswer.Whole> put(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String name,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
      @RequestHeader(name = "If-None-Match", required = false) @Nullable String ifNoneMatch,
      @io.swagger.v3.oas.annotations.parameters.RequestBody(
              content =
                  @io.swagger.v3.oas.annotations.media.Content(schema = @Schema(type = "object")))
          @RequestBody
          String body) {
    requireOurs(name);
    var definition = editor.body(body, KIND.label(), name);
    var source = Source.of(definition.tree().path("source").asString(""));
    if (source.isPresent() && source.get() != Source.OUTBOUND_MARKETING) {
      throw readOnly("segments of %s are only read from there".formatted(source.get().title()));
    }
    var condition = new Editor.Condition(ifMatch, ifNoneMatch);
    var former = former(name);
    var other = former.isPresent() ? definition.name() : name;
    if (!other.equals(name)) {
      editor.requireUnused(KIND, Uses.Kind.SEGMENT, name, other);
    }
    var document = KIND.document(other);
    var saved =
        definition.placed(
            document,
            () -> editor.put(caller, KIND, name, document, former, definition.text(), condition));
    return answer(saved.kept(), other, saved.isNew() ? HttpStatus.CREATED : HttpStatus.OK);
  }

  private Optional<String> former(String name) {
    var document = KIND.document(name);
    return Editor.version(editor.kept(), document).map(_ -> document);
  }

  private ResponseEntity<SegmentAnswer.Whole> make(Caller caller, String name, String text) {
    var document = KIND.document(name);
    var saved = editor.put(caller, KIND, name, document, former(name), text, Editor.Condition.NEW);
    return answer(saved.kept(), name, HttpStatus.CREATED);
  }

  /** Nobody changes here what another system says. */
  private void requireOurs(String name) {
    var segment = editor.kept().workspace().segments().get(name);
    if (segment != null && segment.origin() != null) {
      throw readOnly(
          "segment '%s' is from %s, and only read from there"
              .formatted(Printable.line(name), segment.source().title()));
    }
  }

  private static Failure readOnly(String detail) {
    return Failure.conflict("read-only", detail);
  }

  @Operation(summary = "Takes a segment away that nothing uses")
  @Needs(Scope.EDIT)
  @DeleteMapping("/{name}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String name,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
    requireOurs(name);
    editor.delete(caller, KIND, Uses.Kind.SEGMENT, name, KIND.document(name), ifMatch);
  }

  @Operation(summary = "Makes another segment that says the same")
  @Needs(Scope.EDIT)
  @PostMapping("/{name}/copy")
  @ResponseStatus(HttpStatus.CREATED)
  ResponseEntity<SegmentAnswer.Whole> copy(
      @AuthenticationPrincipal Caller caller, @PathVariable String name, @RequestBody As wanted) {
    var kept = editor.kept();
    find(kept, name);
    requireOurs(name);
    var tree = kept.stand().documents().tree(KIND.document(name));
    tree.put(KIND.label(), Members.required("as", wanted.as()));
    return make(caller, wanted.as(), Documents.write(tree));
  }

  @Operation(
      summary = "Makes a static segment of those who are members now",
      description = "Of up to 100,000 people.")
  @Needs(Scope.EDIT)
  @PostMapping("/{name}/freeze")
  @ResponseStatus(HttpStatus.CREATED)
  ResponseEntity<SegmentAnswer.Whole> freeze(
      @AuthenticationPrincipal Caller caller, @PathVariable String name, @RequestBody As wanted) {
    var segment = find(editor.kept(), name);
    var tree = new LinkedHashMap<String, Object>();
    tree.put(KIND.label(), Members.required("as", wanted.as()));
    tree.put("audience", segment.audience());
    tree.put("members", keys(segment));
    return make(caller, wanted.as(), Documents.write(tree));
  }

  private List<String> keys(Segment segment) {
    var keys = new ArrayList<String>();
    var members = readers.ask(reading -> reading.standing().members(segment.name()));
    if (members.size() > MOST_FROZEN) {
      throw Failure.conflict(
          "too-many",
          "segment '%s' has %,d members; up to %,d can be frozen"
              .formatted(segment.name(), members.size(), MOST_FROZEN));
    }
    for (var rest = members; !rest.isEmpty(); ) {
      var some = rest.first(AT_ONCE);
      readers
          .ask(reading -> new PeoplePage(reading, segment.audience()).people(some))
          .values()
          .forEach(person -> keys.add(person.key()));
      rest = rest.minus(some);
    }
    return keys;
  }

  @Operation(summary = "What uses a segment, and what it uses")
  @Needs(Scope.READ)
  @GetMapping("/{name}/uses")
  UseAnswer.Both uses(@PathVariable String name) {
    var kept = editor.kept();
    find(kept, name);
    return UseAnswer.both(kept.workspace(), Uses.Kind.SEGMENT, name);
  }
}
