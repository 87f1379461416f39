package caravan.http;

import caravan.message.Message;
import caravan.problem.Place;
import caravan.problem.Printable;
import caravan.problem.Problems;
import caravan.runtime.LiveWorkspace;
import caravan.security.Needs;
import caravan.security.Scope;
import caravan.segment.Interaction;
import caravan.warehouse.ColumnType;
import caravan.warehouse.Values;
import caravan.workspace.Workspace;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What happened to people outside, and what they did with messages. */
@RestController
@RequestMapping("/api/v1")
class EventsResource {

  private static final Set<String> OF_EVENT = Set.of("name", "properties");
  private static final Set<String> OF_INTERACTION = Set.of("type", "message", "journey", "link");

  private final Ingestion ingestion;
  private final LiveWorkspace workspace;
  private final JsonMapper json;

  EventsResource(Ingestion ingestion, LiveWorkspace workspace, JsonMapper json) {
    this.ingestion = ingestion;
    this.workspace = workspace;
    this.json = json;
  }

  @Operation(
      summary = "Takes in that events happened to people",
      description =
          """
          An event, or an array of events: `{"name": "purchase-made", "contact": "c17", \
          "properties": {"amount": 12}, "happened": "2026-01-31T09:00:00Z"}`, the person's key \
          under the name of their table. `happened` may lie in the past, and is now where it is \
          left out; journeys hear of it now in any case. All of them are taken in, or none.""")
  @Needs(Scope.DATA)
  @PostMapping(path = "/events", consumes = MediaType.APPLICATION_JSON_VALUE)
  Taken events(
      @RequestBody JsonNode body,
      @RequestHeader(name = RowsResource.KEY, required = false) @Nullable String key) {
    return happenings(OF_EVENT, this::event, false).takeAll("event", body, Ingestion.Key.of(key));
  }

  @Operation(
      summary = "Takes in a stream of events, one a line",
      description = "As a stream of rows is taken in.")
  @Needs(Scope.DATA)
  @PostMapping(path = "/events", consumes = MediaType.APPLICATION_NDJSON_VALUE)
  Taken eventStream(
      HttpServletRequest request,
      @RequestParam(name = "on-error", defaultValue = "stop") String onError,
      @RequestHeader(name = RowsResource.KEY, required = false) @Nullable String key)
      throws IOException {
    return stream(request, OF_EVENT, this::event, onError, key);
  }

  @Operation(
      summary = "Takes in what people did with messages",
      description =
          """
          `{"type": "opened", "message": "welcome", "contact": "c17"}`, or an array of them. \
          `type` is delivered, opened, clicked (with `link`), bounced or unsubscribed; `journey` \
          says which journey's message, where several sent it. `happened` is as with events.""")
  @Needs(Scope.DATA)
  @PostMapping(path = "/interactions", consumes = MediaType.APPLICATION_JSON_VALUE)
  Taken interactions(
      @RequestBody JsonNode body,
      @RequestHeader(name = RowsResource.KEY, required = false) @Nullable String key) {
    return happenings(OF_INTERACTION, this::interaction, false)
        .takeAll("interaction", body, Ingestion.Key.of(key));
  }

  @Operation(
      summary = "Takes in a stream of interactions, one a line",
      description = "As a stream of rows is taken in.")
  @Needs(Scope.DATA)
  @PostMapping(path = "/interactions", consumes = MediaType.APPLICATION_NDJSON_VALUE)
  Taken interactionStream(
      HttpServletRequest request,
      @RequestParam(name = "on-error", defaultValue = "stop") String onError,
      @RequestHeader(name = RowsResource.KEY, required = false) @Nullable String key)
      throws IOException {
    return stream(request, OF_INTERACTION, this::interaction, onError, key);
  }

  private Happenings happenings(Set<String> members, Happenings.Reading reading, boolean skips) {
    return new Happenings(
        ingestion, () -> workspace.kept().workspace().schema(), members, reading, skips);
  }

  private Taken stream(
      HttpServletRequest request,
      Set<String> members,
      Happenings.Reading reading,
      String onError,
      @Nullable String key)
      throws IOException {
    var skips = RowsResource.skips(onError);
    var once = Ingestion.Key.of(key);
    var stream = new LineStream<>(happenings(members, reading, skips), json, once, skips);
    var in = request.getInputStream();
    return ingestion.alone(once, () -> stream.take(in));
  }

  private Optional<Happenings.Happening> event(JsonNode event, Place place, Problems problems) {
    var name = text(event, "name", place, problems);
    var properties = event.path("properties");
    if (!properties.isMissingNode() && !properties.isNull() && !properties.isObject()) {
      problems.add("event", place, "'properties' is an object");
    }
    if (!isText(properties)) {
      problems.add(
          "event",
          place,
          "'properties' have a character that cannot be kept (NUL, or half of a surrogate pair)");
    }
    var written = properties.isObject() ? properties.toString() : "{}";
    return name.map(
        word ->
            (engine, audience, person, happened) ->
                engine.intake().event(audience.name(), person, word, written, happened));
  }

  /** Whether every database can answer questions about it: a text within is asked for as such. */
  private static boolean isText(JsonNode json) {
    return json.isString()
        ? isText(json.asString())
        : json.valueStream().allMatch(EventsResource::isText)
            && json.propertyStream().allMatch(member -> isText(member.getKey()));
  }

  private static boolean isText(String text) {
    return Values.parse(ColumnType.TEXT, text).isPresent();
  }

  private Optional<Happenings.Happening> interaction(
      JsonNode interaction, Place place, Problems problems) {
    var kind = kind(interaction, place, problems);
    var message = text(interaction, "message", place, problems);
    var kept = workspace.kept().workspace();
    message.ifPresent(name -> known("message", name, sent(kept), place, problems));
    var journey = optional(interaction, "journey", place, problems);
    journey.ifPresent(name -> known("journey", name, kept.journeys().keySet(), place, problems));
    var link = optional(interaction, "link", place, problems);
    if (kind.isEmpty() || message.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        (engine, audience, person, happened) ->
            engine
                .intake()
                .interaction(
                    kind.get(),
                    audience.name(),
                    person,
                    message.get(),
                    journey.orElse(null),
                    link.orElse(null),
                    happened));
  }

  /** The messages that journeys may send: a variant goes by the name of its default. */
  private static List<String> sent(Workspace workspace) {
    return workspace.messages().values().stream()
        .filter(message -> message.variant() == null)
        .map(Message::name)
        .toList();
  }

  private static Optional<Interaction> kind(JsonNode json, Place place, Problems problems) {
    var kinds =
        Arrays.stream(Interaction.values())
            .filter(kind -> !kind.isCohortWise() && kind != Interaction.EVENT)
            .toList();
    var type = text(json, "type", place, problems);
    type.ifPresent(
        label ->
            known(
                "interaction",
                label,
                kinds.stream().map(Interaction::label).toList(),
                place,
                problems));
    return type.flatMap(label -> kinds.stream().filter(it -> it.label().equals(label)).findFirst());
  }

  private static void known(
      String what,
      String name,
      java.util.Collection<String> names,
      Place place,
      Problems problems) {
    if (!names.contains(name)) {
      problems.addUnknown(
          "unknown-" + what,
          place,
          "there is no %s '%s'".formatted(what, Printable.line(name)),
          name,
          names);
    }
  }

  private static Optional<String> optional(
      JsonNode json, String member, Place place, Problems problems) {
    return json.path(member).isMissingNode() || json.path(member).isNull()
        ? Optional.empty()
        : text(json, member, place, problems);
  }

  private static Optional<String> text(
      JsonNode json, String member, Place place, Problems problems) {
    var text =
        Optional.of(json.path(member))
            .filter(JsonNode::isString)
            .map(JsonNode::asString)
            .filter(word -> !word.isBlank() && isText(word));
    if (text.isEmpty()) {
      problems.add("missing-member", place, "'" + member + "' should be a text");
    }
    return text;
  }
}
